// A new channel: what it is called, what speaks to it, and in which currency it sells. Everything else comes afterwards.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { ChannelId } from '../../../../shared/domain/ids';
import { Failure } from '../list/failure';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from '../people/people.module.css';

export const builtInKinds = ['shopify', 'woocommerce', 'signed-api'] as const;

type Props = { api: OfficeApi; onDone: (channelId: string | null) => void };

export function NewChannel({ api, onDone }: Props): ReactNode {
  const intl = useIntl();
  const [channelId, setChannelId] = useState('');
  const [name, setName] = useState('');
  const [kind, setKind] = useState<string>(builtInKinds[0]);
  const [currency, setCurrency] = useState('');
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void api
      .addChannel({ channelId: channelId as ChannelId, name: name.trim(), kind, currency })
      .then((answer) => {
        setFailure(answer.ok ? null : answer.failure);
        if (answer.ok) onDone(channelId);
      });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <h2>
        <FormattedMessage id="office.channels.add" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      <label className={styles.field}>
        <FormattedMessage id="office.channels.name" />
        <input value={name} maxLength={80} required onChange={({ target }) => setName(target.value)} />
      </label>
      <label className={styles.field}>
        <FormattedMessage id="office.channels.id" />
        <input
          value={channelId}
          maxLength={40}
          pattern="[a-z0-9][a-z0-9\-]*"
          required
          onChange={({ target }) => setChannelId(target.value)}
        />
        <small>
          <FormattedMessage id="office.channels.id-hint" />
        </small>
      </label>
      <label className={styles.field}>
        <FormattedMessage id="office.channels.kind" />
        <select value={kind} onChange={({ target }) => setKind(target.value)}>
          {builtInKinds.map((each) => (
            <option key={each} value={each}>
              {intl.formatMessage({ id: `office.channels.kind.${each}` })}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        <FormattedMessage id="office.channels.currency" />
        <input
          value={currency}
          maxLength={3}
          pattern="[A-Z]{3}"
          required
          onChange={({ target }) => setCurrency(target.value.toUpperCase())}
        />
      </label>
      <p className={styles.acts}>
        <button type="submit">
          <FormattedMessage id="office.channels.save" />
        </button>
        <button type="button" onClick={() => onDone(null)}>
          <FormattedMessage id="office.people.cancel" />
        </button>
      </p>
    </form>
  );
}
