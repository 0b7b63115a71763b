// What packers chose against the plan, newest first, and why. What they taught about a box can be taken back, and given again.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import type { OverrideRow } from '../../../../shared/contract/boxes';
import office from '../office.module.css';
import styles from './boxes.module.css';

const headings = ['at', 'order', 'planned', 'taken', 'reason', 'fillThen', 'packer', 'lesson'] as const;

export function OverrideList({
  overrides,
  onForget,
  onOpenOrder,
}: {
  overrides: readonly OverrideRow[];
  onForget: (boxId: string, forgotten: boolean) => Promise<void>;
  onOpenOrder: (orderId: string) => void;
}): ReactNode {
  return (
    <section className={styles.part} aria-labelledby="box-overrides">
      <h2 id="box-overrides">
        <FormattedMessage id="office.boxes.overrides" />
      </h2>
      {overrides.length === 0 ? (
        <p className={office.empty}>
          <FormattedMessage id="office.boxes.noOverrides" />
        </p>
      ) : (
        <div className={office.scroll}>
          <table className={office.grid} aria-labelledby="box-overrides">
            <thead>
              <tr>
                {headings.map((each) => (
                  <th key={each} scope="col">
                    <FormattedMessage id={`office.boxes.${each}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {overrides.map((row) => (
                <Row key={`${row.at} ${row.orderId} ${row.planned}`} {...{ row, onForget, onOpenOrder }} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({
  row,
  onForget,
  onOpenOrder,
}: {
  row: OverrideRow;
  onForget: (boxId: string, forgotten: boolean) => Promise<void>;
  onOpenOrder: (orderId: string) => void;
}): ReactNode {
  const { orderId, orderNumber, planned, taken, reason, sku, name, fillPermille, at, packer, forgotten } =
    row;
  const teaches = reason === 'too-small' || reason === 'item-does-not-fit';
  return (
    <tr>
      <td>
        <FormattedDate value={at} dateStyle="medium" timeStyle="short" />
      </td>
      <th scope="row">
        {orderId === null ? (
          '–'
        ) : (
          <button type="button" onClick={() => onOpenOrder(orderId)}>
            {orderNumber ?? orderId}
          </button>
        )}
      </th>
      <td>{planned}</td>
      <td>{taken}</td>
      <td>
        <FormattedMessage id={`boxing.reason.${reason}`} />
        {sku === null ? null : `: ${name ?? sku}`}
      </td>
      <td className={office.numeric}>
        <FormattedNumber value={fillPermille / 1000} style="percent" maximumFractionDigits={0} />
      </td>
      <td>{packer ?? '–'}</td>
      <td>
        {teaches ? (
          <button type="button" onClick={() => void onForget(planned, !forgotten)}>
            <FormattedMessage
              id={forgotten ? 'office.boxes.remember' : 'office.boxes.forget'}
              values={{ box: planned }}
            />
          </button>
        ) : null}
      </td>
    </tr>
  );
}
