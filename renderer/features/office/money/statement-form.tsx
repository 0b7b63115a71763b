// The bank's file: CAMT.053, MT940 or a table. What became of it is told in numbers, what could not be read by its place.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { OfficeApi } from '../office-api';
import { useAnswer } from '../list/use-answer';
import styles from '../workbench/workbench.module.css';
import type { Signed } from './use-signed';

type Api = Pick<OfficeApi, 'importStatement' | 'providers'>;
type Read = Extract<Awaited<ReturnType<Api['importStatement']>>, { ok: true }>['value'];

/** Methods whose money is seen on a statement. */
const byBank = ['bank-transfer', 'account'];

export function StatementForm({
  api,
  signed,
  onRead,
}: {
  api: Api;
  signed: Signed;
  onRead: () => void;
}): ReactNode {
  const intl = useIntl();
  const { last } = useAnswer(api.providers);
  const [providerId, setProviderId] = useState('');
  const [currency, setCurrency] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<Read | null>(null);
  const providers = (last?.rows ?? []).filter(({ method }) => byBank.includes(method));
  const chosen = providerId || (providers[0]?.providerId ?? '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!file) return;
    signed.ask(
      'office.bank.read',
      async (by) =>
        api.importStatement({
          providerId: chosen,
          currency: currency.toUpperCase(),
          text: await file.text(),
          by,
        }),
      (value) => {
        setRead(value);
        onRead();
      },
    );
  };
  if (last && providers.length === 0)
    return (
      <p>
        <FormattedMessage id="office.bank.no-provider" />
      </p>
    );
  return (
    <>
      <form className={styles.row} onSubmit={submit}>
        <select
          aria-label={intl.formatMessage({ id: 'office.bank.account' })}
          value={chosen}
          onChange={({ target }) => setProviderId(target.value)}
        >
          {providers.map((provider) => (
            <option key={provider.providerId} value={provider.providerId}>
              {provider.name}
            </option>
          ))}
        </select>
        <input
          aria-label={intl.formatMessage({ id: 'office.bank.currency' })}
          placeholder={intl.formatMessage({ id: 'office.bank.currency' })}
          value={currency}
          size={6}
          maxLength={3}
          pattern="[A-Za-z]{3}"
          required
          onChange={({ target }) => setCurrency(target.value)}
        />
        <input
          type="file"
          aria-label={intl.formatMessage({ id: 'office.bank.file' })}
          accept=".xml,.sta,.mt940,.940,.csv,.txt"
          required
          onChange={({ target }) => setFile(target.files?.[0] ?? null)}
        />
        <button type="submit">
          <FormattedMessage id="office.bank.read" />
        </button>
      </form>
      {read ? (
        <output>
          <FormattedMessage
            id="office.bank.was-read"
            values={{ added: read.added, known: read.known, matched: read.matched, outgoing: read.outgoing }}
          />
          {read.unread.length > 0 ? (
            <>
              {' '}
              <FormattedMessage
                id="office.bank.unread"
                values={{ count: read.unread.length, first: read.unread[0] }}
              />
            </>
          ) : null}
        </output>
      ) : null}
    </>
  );
}
