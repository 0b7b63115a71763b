// By whom orders of each channel are paid: the providers they may name, and the one that takes those that name none.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import styles from '../workbench/workbench.module.css';
import type { Signed } from './use-signed';

type Api = Pick<OfficeApi, 'channelPayments' | 'saveChannelPayment'>;
type Row = Extract<Awaited<ReturnType<Api['channelPayments']>>, { ok: true }>['value']['rows'][number];
type Provider = { providerId: string; name: string; enabled: boolean };

export function ChannelPayments({
  api,
  providers,
  signed,
}: {
  api: Api;
  providers: readonly Provider[];
  signed: Signed;
}): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.channelPayments);
  const save = (channelId: string, wish: Pick<Row, 'providers' | 'usual'>): void =>
    signed.ask(
      'office.providers.channel-save',
      (by) => api.saveChannelPayment(channelId, { ...wish, by }),
      askAgain,
    );
  return (
    <section className={styles.part} aria-labelledby="channel-payments">
      <h2 id="channel-payments">
        <FormattedMessage id="office.providers.channels" />
      </h2>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      <ul className={styles.groups}>
        {(last?.rows ?? []).map((row) => (
          <ChannelRow
            key={`${row.channelId} ${row.providers.join()} ${row.usual ?? ''}`}
            row={row}
            providers={providers.filter(
              ({ providerId, enabled }) => enabled || row.providers.includes(providerId),
            )}
            onSave={(wish) => save(row.channelId, wish)}
          />
        ))}
      </ul>
    </section>
  );
}

function ChannelRow({
  row,
  providers,
  onSave,
}: {
  row: Row;
  providers: readonly Provider[];
  onSave: (wish: Pick<Row, 'providers' | 'usual'>) => void;
}): ReactNode {
  const intl = useIntl();
  const [named, setNamed] = useState<readonly string[]>(row.providers);
  const [usual, setUsual] = useState(row.usual ?? '');
  return (
    <li>
      <form
        className={styles.row}
        aria-label={row.name}
        onSubmit={(event) => {
          event.preventDefault();
          onSave({ providers: [...named], usual: usual === '' ? null : usual });
        }}
      >
        <span>
          <strong>{row.name}</strong>
          {' · '}
          <FormattedMessage id={`office.providers.rule.${row.rule}`} />
        </span>
        {providers.map(({ providerId, name }) => (
          <label key={providerId}>
            <input
              type="checkbox"
              checked={named.includes(providerId)}
              onChange={() => {
                const isNamed = named.includes(providerId);
                setNamed(isNamed ? named.filter((each) => each !== providerId) : [...named, providerId]);
                if (isNamed && usual === providerId) setUsual('');
              }}
            />
            {name}
          </label>
        ))}
        <label>
          <FormattedMessage id="office.providers.usual" />
          <select value={usual} onChange={({ target }) => setUsual(target.value)}>
            <option value="">{intl.formatMessage({ id: 'office.providers.usual-none' })}</option>
            {providers
              .filter(({ providerId }) => named.includes(providerId))
              .map(({ providerId, name }) => (
                <option key={providerId} value={providerId}>
                  {name}
                </option>
              ))}
          </select>
        </label>
        <button type="submit">
          <FormattedMessage id="office.providers.channel-save" />
        </button>
      </form>
    </li>
  );
}
