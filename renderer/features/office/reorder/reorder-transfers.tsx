// What can be moved between sites before anything is bought, each pair of sites made a transfer by one key, and the drafts made
// of it, which can be taken back.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import type { Proposals } from '../../../../shared/contract/reorder';
import { transferNumber } from '../../../../shared/domain/transfer/transfer';
import demand from '../demand/demand.module.css';
import type { OfficePageProps } from '../office-place';
import { ReorderHead } from './reorder-head';

export type SitePair = { from: string; to: string };

export function ProposedTransfers({
  transfers,
  onTake,
}: {
  transfers: Proposals['transfers'];
  onTake: (pair: SitePair) => void;
}): ReactNode {
  const pairs = new Map(transfers.map(({ from, to }) => [`${from} ${to}`, { from, to }]));
  return (
    <section className={demand.wide}>
      <table className={demand.table}>
        <caption>
          <FormattedMessage id="office.reorder.transfers" />
        </caption>
        <ReorderHead of={['sku', 'name', 'from', 'to', 'units']} />
        <tbody>
          {transfers.map(({ sku, name, from, to, units }) => (
            <tr key={`${sku} ${from} ${to}`}>
              <th scope="row">{sku}</th>
              <td>{name}</td>
              <td>{from}</td>
              <td>{to}</td>
              <td>
                <FormattedNumber value={units} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {[...pairs].map(([key, pair]) => (
        <button key={key} type="button" onClick={() => onTake(pair)}>
          <FormattedMessage id="office.reorder.take-transfers" values={pair} />
        </button>
      ))}
    </section>
  );
}

export function TakenTransfers({
  taken,
  open,
  onUndo,
}: {
  taken: Proposals['takenTransfers'];
  open: OfficePageProps['open'];
  onUndo: (transferId: string) => void;
}): ReactNode {
  return (
    <section className={demand.wide}>
      <table className={demand.table}>
        <caption>
          <FormattedMessage id="office.reorder.taken-transfers" />
        </caption>
        <ReorderHead of={['order', 'from', 'to', 'lines', 'open', 'undo']} />
        <tbody>
          {taken.map(({ transferId, number, from, to, lines }) => (
            <tr key={transferId}>
              <th scope="row">{transferNumber(number)}</th>
              <td>{from}</td>
              <td>{to}</td>
              <td>
                <FormattedNumber value={lines} />
              </td>
              <td>
                <button type="button" onClick={() => open('transfers', transferId)}>
                  <FormattedMessage
                    id="office.reorder.open-order"
                    values={{ number: transferNumber(number) }}
                  />
                </button>
              </td>
              <td>
                <button type="button" onClick={() => onUndo(transferId)}>
                  <FormattedMessage
                    id="office.reorder.undo-transfer"
                    values={{ number: transferNumber(number) }}
                  />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
