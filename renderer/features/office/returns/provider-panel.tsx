// Who makes labels for the way back: nobody but us, one of our carriers, or a provider of returns.
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from './returns.module.css';

export function ProviderPanel({ api }: { api: OfficeApi }): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.returnProviders(), [api]);
  const { answer, last, askAgain } = useAnswer(load);
  const [kind, setKind] = useState('carrier');
  const [name, setName] = useState('');
  const [carrierId, setCarrierId] = useState('');
  const [baseUrl, setBaseUrl] = useState('');
  const [apiKey, setApiKey] = useState('');
  const [answering, setAnswering] = useState<Wanted | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setAnswering({
      label: 'office.returns.save-provider',
      act: async (by) => {
        const got = await api.saveReturnProvider(kind, {
          kind,
          name,
          inUse: true,
          settings: kind === 'carrier' ? { carrierId } : kind === 'http' ? { baseUrl } : {},
          ...(kind === 'http' && apiKey !== '' ? { secrets: { apiKey } } : {}),
          by,
        });
        setFailure(got.ok ? null : got.failure);
        setApiKey('');
        askAgain();
        return got.ok;
      },
    });
  };
  const field = (label: string, value: string, set: (value: string) => void, isSecret = false): ReactNode => (
    <label className={styles.field}>
      <FormattedMessage id={`office.returns.provider.${label}`} />
      <input
        type={isSecret ? 'password' : 'text'}
        autoComplete="off"
        value={value}
        required={!isSecret}
        maxLength={300}
        onChange={({ target }) => set(target.value)}
      />
    </label>
  );
  return (
    <form className={styles.panel} onSubmit={save}>
      <h2>
        <FormattedMessage id="office.returns.providers" />
      </h2>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {failure ? <Failure failure={failure} /> : null}
      <ul>
        {(last?.rows ?? []).map((row) => (
          <li key={row.providerId}>
            {row.name} · <FormattedMessage id={`return.provider.${row.kind}`} defaultMessage={row.kind} />{' '}
            {row.inUse ? (
              <strong>
                <FormattedMessage id="office.returns.in-use" />
              </strong>
            ) : null}
          </li>
        ))}
      </ul>
      <div className={styles.row}>
        <label className={styles.field}>
          <FormattedMessage id="office.returns.provider.kind" />
          <select value={kind} onChange={({ target }) => setKind(target.value)}>
            {(last?.kinds ?? []).map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `return.provider.${each}`, defaultMessage: each })}
              </option>
            ))}
          </select>
        </label>
        {field('name', name, setName)}
        {kind === 'carrier' ? field('carrier', carrierId, setCarrierId) : null}
        {kind === 'http' ? field('address', baseUrl, setBaseUrl) : null}
        {kind === 'http' ? field('key', apiKey, setApiKey, true) : null}
        <button type="submit">
          <FormattedMessage id="office.returns.save-provider" />
        </button>
      </div>
      {answering ? <AnsweringForm wanted={answering} onEnd={() => setAnswering(null)} /> : null}
    </form>
  );
}
