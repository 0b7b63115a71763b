// Reorder: what to buy of whom for which site, what can be moved between sites instead, the run that worked it out, and drafts
// made of it, which can be taken back.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import type { ProposedOrder } from '../../../../shared/contract/reorder';
import { transferIdSchema, warehouseIdSchema } from '../../../../shared/domain/ids';
import { purchaseNumber } from '../../../../shared/domain/purchasing/purchase';
import { transferNumber } from '../../../../shared/domain/transfer/transfer';
import demand from '../demand/demand.module.css';
import { RunPanel } from '../demand/run-panel';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi, OfficeFailure } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { Amount } from '../orders/orders-page';
import { ProposalView } from './proposal-view';
import { ReorderHead } from './reorder-head';
import { ProposedTransfers, type SitePair } from './reorder-transfers';
import { TakenDrafts } from './taken-drafts';

export type ReorderApi = Pick<
  OfficeApi,
  | 'newestReorderRun'
  | 'beginReorderRun'
  | 'stopReorderRun'
  | 'proposals'
  | 'proposal'
  | 'takeProposal'
  | 'undoTaken'
  | 'takeTransfers'
  | 'undoTransfers'
>;
type Props = Pick<OfficePageProps, 'id' | 'open'> & { api: ReorderApi };

const idLength = 36;

export function ReorderPage({ api, id, open }: Props): ReactNode {
  return id === null ? (
    <ProposalList api={api} open={open} />
  ) : (
    <ProposalView
      key={id}
      api={api}
      supplierId={id.slice(0, idLength)}
      warehouseId={id.slice(idLength + 1)}
      onLeave={() => open('reorder')}
    />
  );
}

function ProposalList({ api, open }: Omit<Props, 'id'>): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.proposals);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const undo = async (takenId: string, by: ReorderApi['undoTaken'] = api.undoTaken): Promise<void> => {
    const got = await by(takenId);
    setFailure(got.ok ? null : got.failure);
    askAgain();
  };
  const take = async ({ from, to }: SitePair): Promise<void> => {
    const got = await api.takeTransfers({
      transferId: transferIdSchema.parse(crypto.randomUUID()),
      fromId: warehouseIdSchema.parse(from),
      toId: warehouseIdSchema.parse(to),
    });
    setFailure(got.ok ? null : got.failure);
    askAgain();
  };
  return (
    <div className={demand.page}>
      <h1>
        <FormattedMessage id="office.reorder.title" />
      </h1>
      <RunPanel
        words="office.reorder"
        newest={api.newestReorderRun}
        begin={api.beginReorderRun}
        stop={api.stopReorderRun}
        onEnded={askAgain}
      />
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <Orders orders={last.orders} open={open} />
          <TakenDrafts
            caption="office.reorder.taken"
            columns={['supplier', 'site']}
            undoText="office.reorder.undo"
            taken={last.taken.map(({ purchaseId, number, supplier, warehouseId, lines }) => ({
              id: purchaseId,
              number: purchaseNumber(number),
              of: [supplier, warehouseId],
              lines,
            }))}
            onOpen={(purchaseId) => open('purchases', purchaseId)}
            onUndo={(purchaseId) => void undo(purchaseId)}
          />
          {last.transfers.length > 0 ? (
            <ProposedTransfers transfers={last.transfers} onTake={(pair) => void take(pair)} />
          ) : null}
          <TakenDrafts
            caption="office.reorder.taken-transfers"
            columns={['from', 'to']}
            undoText="office.reorder.undo-transfer"
            taken={last.takenTransfers.map(({ transferId, number, from, to, lines }) => ({
              id: transferId,
              number: transferNumber(number),
              of: [from, to],
              lines,
            }))}
            onOpen={(transferId) => open('transfers', transferId)}
            onUndo={(transferId) => void undo(transferId, api.undoTransfers)}
          />
        </>
      ) : null}
    </div>
  );
}

function Orders({ orders, open }: { orders: readonly ProposedOrder[]; open: Props['open'] }): ReactNode {
  if (orders.length === 0)
    return (
      <p>
        <FormattedMessage id="office.reorder.none" />
      </p>
    );
  return (
    <section className={demand.wide}>
      <table className={demand.table}>
        <caption>
          <FormattedMessage id="office.reorder.orders" />
        </caption>
        <ReorderHead of={['supplier', 'site', 'lines', 'goods', 'freight', 'open']} />
        <tbody>
          {orders.map(({ supplierId, supplier, warehouseId, lines, goodsMinor, freightMinor, currency }) => (
            <tr key={`${supplierId} ${warehouseId}`}>
              <th scope="row">{supplier}</th>
              <td>{warehouseId}</td>
              <td>
                <FormattedNumber value={lines} />
              </td>
              <td>
                <Amount minor={goodsMinor} currency={currency} />
              </td>
              <td>
                {freightMinor === 0 ? (
                  <FormattedMessage id="office.reorder.free" />
                ) : (
                  <Amount minor={freightMinor} currency={currency} />
                )}
              </td>
              <td>
                <button type="button" onClick={() => open('reorder', `${supplierId}~${warehouseId}`)}>
                  <FormattedMessage id="office.reorder.look" values={{ supplier, site: warehouseId }} />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
