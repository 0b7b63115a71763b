// An order being taken at this station: what it costs so far, taking it by key, button or printed code alike, and the one
// that was taken last, whose number is read out to the customer.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OpId } from '../../../shared/domain/ids';
import { documentNumber } from '../../../shared/domain/numbers/series';
import { linesOf } from '../../../shared/domain/packing/bench-counter';
import type { SaleLine } from '../../../shared/domain/stock/quota';
import type { StationPayment, StationPrices } from '../../../shared/domain/stock/station-order';
import { stationPrices } from '../../../shared/domain/stock/station-prices';
import type { Money } from '../../../shared/money/money';
import type { StationRights } from '../../data/station-rights';
import type { PackingSession } from '../packing/session';
import { formOf, type OrderDraft } from './order-draft';
import type { QuotaProducts } from './quota-products';
import { readTaken, type TakenOp, type TakenOps } from './taken-order';

export type TakenOrder = { opId: OpId; number: string; name: string; total: Money; payment: StationPayment };

export type OrderTaking = {
  draft: OrderDraft;
  products: QuotaProducts;
  /** Null until one is taken, and from the first unit of the next one on. */
  taken: StoreApi<{ last: TakenOrder | null }>;
  lines: () => readonly SaleLine[];
  prices: () => StationPrices;
  /** Begins gathering; what is gathered for the counter already is taken over. */
  begin: () => void;
  /** Asks the bench for it; its answer is the verdict. */
  take: () => void;
  close: () => void;
};

type TakingPorts = {
  session: Pick<PackingSession, 'store' | 'command' | 'takeOrder'>;
  rights: Pick<StationRights, 'prices'>;
  products: QuotaProducts;
  draft: OrderDraft;
  opLog: TakenOps;
  report: (cause: unknown) => void;
};

export function openOrderTaking({
  session,
  rights,
  products,
  draft,
  opLog,
  report,
}: TakingPorts): OrderTaking {
  const taken = createStore<{ last: TakenOrder | null }>(() => ({ last: null }));
  const show = (op: TakenOp | null): void => {
    if (op) taken.setState({ last: takenOf(op) });
  };
  // Taken before this start: its number can still be read out, and its receipt printed.
  const { lastTaken: found } = session.store.getState().bench;
  if (found)
    readTaken(opLog, found.opId).then((op) => {
      if (session.store.getState().bench.lastTaken?.opId === found.opId) show(op);
    }, report);

  const lines = (): readonly SaleLine[] => {
    const { aside } = session.store.getState().bench;
    return aside?.kind === 'counter' ? linesOf(aside.scans) : [];
  };
  const prices = (): StationPrices =>
    stationPrices(
      products.store.getState().products,
      rights.prices(),
      draft.store.getState().channelId,
      lines(),
    );
  const unlisten = session.store.subscribe(({ bench, verdict, answers }, before) => {
    if (answers === before.answers || verdict.kind !== 'answer') return;
    if (verdict.code === 'sale-item') taken.setState({ last: null });
    const wasGathering = before.bench.aside?.kind === 'counter';
    // Thrown away, or taken along over the counter: nobody is waited for at that address any more.
    if (wasGathering && (verdict.code === 'aside-left' || verdict.code === 'sold')) draft.clear();
    if (verdict.code !== 'order-taken') return;
    draft.clear();
    if (bench.lastTaken) readTaken(opLog, bench.lastTaken.opId).then(show, report);
  });

  return {
    draft,
    products,
    taken,
    lines,
    prices,
    begin: () => {
      products.look();
      if (session.store.getState().bench.aside?.kind !== 'counter') session.command('counter-sale');
    },
    take: () => {
      const form = formOf(draft.store.getState());
      session.takeOrder(form, prices());
    },
    close: unlisten,
  };
}

function takenOf({ opId, order }: TakenOp): TakenOrder {
  const amountMinor = order.lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
  return {
    opId,
    number: documentNumber(order.series, order.number),
    name: order.shipTo.name,
    payment: order.payment,
    total: { amountMinor, currency: order.currency },
  };
}

export function totalMinor(lines: readonly SaleLine[], prices: StationPrices): number {
  return lines.reduce((sum, { sku, quantity }) => sum + quantity * (prices.minorBySku.get(sku) ?? 0), 0);
}
