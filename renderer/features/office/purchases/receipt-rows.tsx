// What was taken in of an order, the newest first: how many, in which condition, where they were put, with lot and serial.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import type { PurchasePage } from '../../../../shared/contract/purchasing';
import styles from '../workbench/workbench.module.css';
import own from './purchases.module.css';

const columns = ['at', 'sku', 'quantity', 'condition', 'place', 'traits', 'station'];

export function ReceiptRows({ receipts }: Pick<PurchasePage, 'receipts'>): ReactNode {
  return (
    <section
      className={`${styles.part} ${own.onScreen}`}
      data-wide="true"
      aria-labelledby="purchase-receipts"
    >
      <h2 id="purchase-receipts">
        <FormattedMessage id="office.purchases.receipts" />
      </h2>
      {receipts.length === 0 ? (
        <p>
          <FormattedMessage id="office.purchases.no-receipts" />
        </p>
      ) : (
        <table className={styles.figures}>
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.purchases.column.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {receipts.map((row) => (
              <tr key={row.opId}>
                <td>
                  <FormattedDate value={row.at} dateStyle="short" timeStyle="short" />
                </td>
                <th scope="row">{row.sku}</th>
                <td>
                  <FormattedNumber value={row.quantity} />
                  {row.isUndone ? (
                    <>
                      {' '}
                      <FormattedMessage id="office.purchases.undone" />
                    </>
                  ) : null}
                </td>
                <td>
                  <FormattedMessage id={`receipt.condition.${row.condition}`} />
                </td>
                <td>
                  <FormattedMessage id={`receiving.to-${row.to}`} />
                </td>
                <td>{[row.lot, row.serial, row.expiry].filter(Boolean).join(' · ') || '–'}</td>
                <td>{row.station}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
