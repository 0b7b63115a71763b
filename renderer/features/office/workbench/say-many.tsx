// A person's word for the marked orders: from one warehouse, from where they are held now (pinned), or the cost decides
// again. What could not be said any more is told, order by order.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { z } from 'zod';
import type {
  overridesRequestSchema,
  overridesResponseSchema,
  PoolOrderRow,
  Workbench,
} from '../../../../shared/contract/replan';
import type { WarehouseId } from '../../../../shared/domain/ids';
import styles from './workbench.module.css';

type Wish = z.input<typeof overridesRequestSchema>;
type Said = z.output<typeof overridesResponseSchema>;

/** Orders in one request. */
const mostAtOnce = 200;

type Props = {
  nodes: Workbench['nodes'];
  marked: readonly PoolOrderRow[];
  /** On the list now, for all of it. */
  seen: readonly PoolOrderRow[];
  onMark: (rows: readonly PoolOrderRow[]) => void;
  onSay: (wish: Wish) => Promise<Said | null>;
};

export function SayMany({ nodes, marked, seen, onMark, onSay }: Props): ReactNode {
  const intl = useIntl();
  const [nodeId, setNodeId] = useState('');
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState<Said | null>(null);
  const say = async (placesOf: (row: PoolOrderRow) => string[] | null, words: string): Promise<void> => {
    const orders = marked
      .slice(0, mostAtOnce)
      .map((row) => ({ orderId: row.orderId, warehouseIds: placesOf(row) as WarehouseId[] | null }))
      .filter(({ warehouseIds }) => warehouseIds === null || warehouseIds.length > 0);
    if (orders.length > 0) setSaid(await onSay({ orders, reason: words }));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void say(() => [nodeId], reason.trim());
  };
  const nothing = marked.length === 0;
  return (
    <form className={styles.row} onSubmit={submit}>
      <span>
        <FormattedMessage id="office.workbench.marked" values={{ orders: marked.length }} />
      </span>
      <button type="button" onClick={() => onMark(nothing ? seen.slice(0, mostAtOnce) : [])}>
        <FormattedMessage id={nothing ? 'office.workbench.mark-all' : 'office.workbench.mark-none'} />
      </button>
      <select
        aria-label={intl.formatMessage({ id: 'office.workbench.from' })}
        value={nodeId}
        required
        onChange={({ target }) => setNodeId(target.value)}
      >
        <option value="">{intl.formatMessage({ id: 'office.workbench.from' })}</option>
        {nodes.map((node) => (
          <option key={node.nodeId} value={node.nodeId}>
            {node.name}
          </option>
        ))}
      </select>
      <input
        aria-label={intl.formatMessage({ id: 'office.route.reason' })}
        placeholder={intl.formatMessage({ id: 'office.route.reason' })}
        value={reason}
        maxLength={200}
        required
        onChange={({ target }) => setReason(target.value)}
      />
      <button type="submit" disabled={nothing}>
        <FormattedMessage id="office.workbench.say" />
      </button>
      <button
        type="button"
        disabled={nothing}
        onClick={() =>
          void say(
            ({ inForce }) => (inForce?.shipments ?? []).map((shipment) => shipment.nodeId),
            intl.formatMessage({ id: 'office.workbench.pin-word' }),
          )
        }
      >
        <FormattedMessage id="office.workbench.pin" />
      </button>
      <button
        type="button"
        disabled={nothing}
        onClick={() => void say(() => null, intl.formatMessage({ id: 'office.workbench.unpin' }))}
      >
        <FormattedMessage id="office.workbench.unpin" />
      </button>
      {said ? (
        <output>
          <FormattedMessage
            id="office.workbench.said"
            values={{ done: said.done, refused: said.refused.length }}
          />
        </output>
      ) : null}
    </form>
  );
}
