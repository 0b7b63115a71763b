// What shall be done with the chosen orders, and what it needs to know.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { holdReasons } from '../../../../shared/contract/order-grid';
import {
  type BulkAct,
  bulkActSchema,
  type BulkKind,
  bulkKinds,
} from '../../../../shared/domain/bulk/bulk-act';
import { mailKinds } from '../../../../shared/domain/mail/mail-kinds';
import styles from '../orders/orders.module.css';

export const bulkFormId = 'bulk-act';

/** Mails that an order has of its own. */
const orderMails = mailKinds.filter((kind) => kind.startsWith('order-') || kind === 'rating-request');

export function BulkActForm({ first, onAct }: { first: BulkKind; onAct: (act: BulkAct) => void }): ReactNode {
  const intl = useIntl();
  const [kind, setKind] = useState<BulkKind>(first);
  const [value, setValue] = useState('');
  const [note, setNote] = useState('');
  const choose = (next: BulkKind): void => {
    setKind(next);
    setValue('');
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const act = bulkActSchema.safeParse(actOf(kind, value, note));
    if (act.success) onAct(act.data);
  };
  const options = optionsOf(kind);
  return (
    <form id={bulkFormId} className={styles.form} onSubmit={submit}>
      <fieldset>
        <legend>
          <FormattedMessage id="office.bulk.what" />
        </legend>
        {bulkKinds.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="kind"
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- a question that was asked for
              autoFocus={each === first}
              checked={each === kind}
              onChange={() => choose(each)}
            />
            <FormattedMessage id={`office.bulk.${each}`} />
          </label>
        ))}
      </fieldset>
      {options ? (
        <label className={styles.field}>
          <FormattedMessage id={`office.bulk.${kind}.which`} />
          <select
            value={value}
            required={kind !== 'release'}
            onChange={(event) => setValue(event.target.value)}
          >
            <option value="">
              {kind === 'release' ? intl.formatMessage({ id: 'office.list.all' }) : ''}
            </option>
            {options.map(([each, key]) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: key })}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {kind === 'route' ? (
        <label className={styles.field}>
          <FormattedMessage id="office.bulk.route.which" />
          <input value={value} maxLength={40} onChange={(event) => setValue(event.target.value)} />
        </label>
      ) : null}
      {kind === 'hold' || kind === 'release' || kind === 'cancel' ? (
        <label className={styles.field}>
          <FormattedMessage id="office.answering.note" />
          <input
            value={note}
            required
            maxLength={kind === 'cancel' ? 200 : 300}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
      ) : null}
    </form>
  );
}

function optionsOf(kind: BulkKind): readonly (readonly [string, string])[] | null {
  switch (kind) {
    case 'hold':
    case 'release':
      return holdReasons.map((reason) => [reason, `hold.reason.${reason}`]);
    case 'priority':
      return ['normal', 'vip'].map((priority) => [priority, `order.priority.${priority}`]);
    case 'mail':
      return orderMails.map((mail) => [mail, `mail.kind.${mail}`]);
    case 'cancel':
    case 'route':
      return null;
    default: {
      const never: never = kind;
      throw new Error(`unexpected ${String(never)}`);
    }
  }
}

function actOf(kind: BulkKind, value: string, note: string): Readonly<Record<string, unknown>> {
  switch (kind) {
    case 'hold':
      return { kind, reason: value, note };
    case 'release':
      return { kind, reason: value === '' ? null : value, note };
    case 'cancel':
      return { kind, reason: note };
    case 'route':
      return { kind, warehouseId: value.trim() === '' ? null : value.trim() };
    case 'priority':
      return { kind, priority: value };
    case 'mail':
      return { kind, mail: value };
    default: {
      const never: never = kind;
      throw new Error(`unexpected ${String(never)}`);
    }
  }
}
