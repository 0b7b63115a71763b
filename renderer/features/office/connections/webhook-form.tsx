// Where a webhook is, what it is told, and whether it is told of people. A new one, or one that is changed.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { WebhookRow } from '../../../../shared/contract/webhooks';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from '../people/people.module.css';
import type { Shown } from './shown-once';

type Props = {
  api: OfficeApi;
  /** Null: a new one. */
  row: WebhookRow | null;
  events: readonly string[];
  /** With the secret of a new one. */
  onDone: (made: Shown | null) => void;
};

export function WebhookForm({ api, row, events, onDone }: Props): ReactNode {
  const [name, setName] = useState(row?.name ?? '');
  const [url, setUrl] = useState(row?.url ?? '');
  const [types, setTypes] = useState(row?.types.join(', ') ?? 'order.*');
  const [personal, setPersonal] = useState(row?.personal ?? false);
  const [isOn, setIsOn] = useState(row === null || row.state === 'on');
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const content = {
      name: name.trim(),
      url: url.trim(),
      types: types
        .split(/[\s,]+/)
        .map((each) => each.trim())
        .filter((each) => each !== ''),
      personal,
    };
    setWanted({
      label: 'office.connections.save',
      act: async (by) => {
        if (row) {
          const got = await api.saveWebhook(row.webhookId, { ...content, isOn, by });
          setFailure(got.ok ? null : got.failure);
          if (got.ok) onDone(null);
          return got.ok;
        }
        const got = await api.addWebhook({ ...content, by });
        setFailure(got.ok ? null : got.failure);
        if (got.ok) onDone({ name: content.name, secret: got.value.secret });
        return got.ok;
      },
    });
  };
  return (
    <section className={styles.form}>
      <form className={styles.form} onSubmit={submit}>
        <h3>
          <FormattedMessage id={row ? 'office.connections.settings' : 'office.connections.add-webhook'} />
        </h3>
        <label className={styles.field}>
          <FormattedMessage id="office.connections.name" />
          <input value={name} maxLength={60} required onChange={({ target }) => setName(target.value)} />
        </label>
        <label className={styles.field}>
          <FormattedMessage id="office.connections.url" />
          <input
            type="url"
            value={url}
            maxLength={500}
            required
            onChange={({ target }) => setUrl(target.value)}
          />
        </label>
        <label className={styles.field}>
          <FormattedMessage id="office.connections.types" />
          <input
            value={types}
            maxLength={2_000}
            required
            list="webhook-events"
            onChange={({ target }) => setTypes(target.value)}
          />
          <small>
            <FormattedMessage id="office.connections.types-hint" />
          </small>
          <datalist id="webhook-events">
            {['*', ...kindsOf(events), ...events].map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </datalist>
        </label>
        <fieldset className={styles.checks}>
          <label>
            <input
              type="checkbox"
              checked={personal}
              onChange={({ target }) => setPersonal(target.checked)}
            />
            <FormattedMessage id="office.connections.personal" />
          </label>
          {row ? (
            <label>
              <input type="checkbox" checked={isOn} onChange={({ target }) => setIsOn(target.checked)} />
              <FormattedMessage id="office.connections.is-on" />
            </label>
          ) : null}
        </fieldset>
        <p className={styles.acts}>
          <button type="submit">
            <FormattedMessage id="office.connections.save" />
          </button>
          {row ? null : (
            <button type="button" onClick={() => onDone(null)}>
              <FormattedMessage id="office.people.cancel" />
            </button>
          )}
        </p>
      </form>
      {failure ? <Failure failure={failure} /> : null}
      {wanted ? <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} /> : null}
    </section>
  );
}

/** `order.*` for `order.placed`. */
function kindsOf(events: readonly string[]): string[] {
  return [...new Set(events.map((each) => `${each.split('.')[0] ?? ''}.*`))];
}
