// Keys that other systems ask with: what each opens, when it was used, a new one, and taking one back.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { ApiKeyRow } from '../../../../shared/contract/api-keys';
import { type ApiScope, apiScopes } from '../../../../shared/domain/api-key/scopes';
import { formatAge } from '../../../app/formatters';
import { useNow } from '../../../app/use-now';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from '../people/people.module.css';
import type { Shown } from './shown-once';

const columns = ['name', 'key', 'scopes', 'per-minute', 'used', 'made', 'act'] as const;
const usualPerMinute = 600;

export function ApiKeys({ api, onSecret }: { api: OfficeApi; onSecret: (shown: Shown) => void }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.apiKeys);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const revoke = ({ keyId }: ApiKeyRow): void =>
    setWanted({
      label: 'office.connections.revoke',
      act: async (by) => {
        const got = await api.revokeApiKey(keyId, by);
        setFailure(got.ok ? null : got.failure);
        askAgain();
        return got.ok;
      },
    });
  const rows = last?.rows ?? [];
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">
        <FormattedMessage id="office.connections.keys" />
      </h2>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {failure ? <Failure failure={failure} /> : null}
      {rows.length === 0 ? (
        <p className={office.empty}>
          <FormattedMessage id="office.connections.no-keys" />
        </p>
      ) : (
        <div className={office.scroll}>
          <table className={office.grid}>
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    <FormattedMessage id={`office.connections.key.${name}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Line key={row.keyId} row={row} onRevoke={() => revoke(row)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {wanted ? <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} /> : null}
      <NewKey
        onMake={(name, scopes, perMinute) =>
          setWanted({
            label: 'office.connections.make-key',
            act: async (by) => {
              const got = await api.makeApiKey({ name, scopes, perMinute, by });
              setFailure(got.ok ? null : got.failure);
              if (got.ok) onSecret({ name, secret: got.value.key });
              askAgain();
              return got.ok;
            },
          })
        }
      />
    </section>
  );
}

function Line({ row, onRevoke }: { row: ApiKeyRow; onRevoke: () => void }): ReactNode {
  const intl = useIntl();
  const nowMs = useNow(10_000);
  return (
    <tr>
      <td>{row.name}</td>
      <td>wbk_{row.keyId}_…</td>
      <td>{row.scopes.map((scope) => intl.formatMessage({ id: scopeWords(scope) })).join(', ')}</td>
      <td className={office.numeric}>{intl.formatNumber(row.perMinute)}</td>
      <td>
        {row.usedAt === null ? (
          <FormattedMessage id="office.connections.key.never" />
        ) : (
          formatAge(intl, row.usedAt, nowMs)
        )}
      </td>
      <td>
        {row.createdBy} · {formatAge(intl, row.createdAt, nowMs)}
      </td>
      <td>
        {row.revokedAt === null ? (
          <button type="button" onClick={onRevoke}>
            <FormattedMessage id="office.connections.revoke" />
          </button>
        ) : (
          <FormattedMessage id="office.connections.key.revoked" />
        )}
      </td>
    </tr>
  );
}

function NewKey({
  onMake,
}: {
  onMake: (name: string, scopes: ApiScope[], perMinute: number) => void;
}): ReactNode {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ApiScope[]>(['orders:read']);
  const [perMinute, setPerMinute] = useState(usualPerMinute);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (scopes.length > 0) onMake(name.trim(), scopes, perMinute);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <h3>
        <FormattedMessage id="office.connections.new-key" />
      </h3>
      <label className={styles.field}>
        <FormattedMessage id="office.connections.key.name" />
        <input value={name} maxLength={60} required onChange={({ target }) => setName(target.value)} />
      </label>
      <fieldset className={styles.checks}>
        <legend>
          <FormattedMessage id="office.connections.key.scopes" />
        </legend>
        {apiScopes.map((scope) => (
          <label key={scope}>
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={({ target }) =>
                setScopes(target.checked ? [...scopes, scope] : scopes.filter((each) => each !== scope))
              }
            />
            <FormattedMessage id={scopeWords(scope)} />
          </label>
        ))}
      </fieldset>
      <label className={styles.field}>
        <FormattedMessage id="office.connections.key.per-minute" />
        <input
          type="number"
          min={1}
          max={60_000}
          value={perMinute}
          required
          onChange={({ target }) => setPerMinute(target.valueAsNumber)}
        />
      </label>
      <p className={styles.acts}>
        <button type="submit">
          <FormattedMessage id="office.connections.make-key" />
        </button>
      </p>
    </form>
  );
}

function scopeWords(scope: ApiScope): string {
  return `office.connections.scope.${scope.replace(':', '-')}`;
}
