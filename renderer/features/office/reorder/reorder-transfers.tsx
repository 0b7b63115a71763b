// What can be moved between sites before anything is bought, each pair of sites made a transfer by one key.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import type { Proposals } from '../../../../shared/contract/reorder';
import demand from '../demand/demand.module.css';
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
