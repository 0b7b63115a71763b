// What a sale over the counter says of money: it is kept as it was told, and is an event that the books and the figures follow.
// What does not fit together is looked at by a person; the sale stands all the same (law 3).
import type { Refusal } from '../../../shared/domain/decision';
import { documentNumber } from '../../../shared/domain/numbers/series';
import { changeOf, doubtsOf, sumsOf, toldLines } from '../../../shared/domain/stock/counter-sale';
import type { VatRate } from '../../../shared/domain/books/vat';
import type { Op } from '../../../shared/sync/op';
import { addTask, type Cause, type ChangeSet } from '../changes/change-set';
import { bookedTotal, type BooksFacts } from '../rates/money-settings';
import type { StationFacts } from './apply-op';

/** What head office knows of tax and rates; read only where a sale tells of money. */
export type SaleFacts = { vatRates: readonly VatRate[]; books: BooksFacts };

export type ToldSale = { refusal: Refusal | null; taskId: string | null };

export function tellSale(
  changes: ChangeSet,
  op: Extract<Op, { type: 'counter.sell' }>,
  station: StationFacts,
  { vatRates, books }: SaleFacts,
  cause: Cause,
): ToldSale {
  const { said, series } = op.body;
  if (!said) return { refusal: null, taskId: null };
  const { warehouseId, stationId, name } = station;
  const { currency, country, payment } = said;
  const number = documentNumber(series, op.body.number);
  const lines = toldLines(op.body.lines, said);
  const { totalMinor, taxes } = sumsOf(lines);
  const booked = bookedTotal(books, totalMinor, currency, changes.at.slice(0, 10));
  changes.counterSales.push({
    warehouseId,
    opId: op.opId,
    stationId,
    number,
    cause,
    currency,
    country,
    payment,
    lines,
    totalMinor,
    taxMinor: taxes.reduce((sum, { taxMinor }) => sum + taxMinor, 0),
    changeMinor: changeOf(payment, totalMinor),
  });
  changes.events.push({
    aggregate: 'counter-sale',
    aggregateId: op.opId,
    type: 'CounterSold',
    body: {
      warehouseId,
      document: number,
      currency,
      country,
      totalMinor,
      taxes,
      method: payment.method,
      ...(booked ? { booked } : {}),
    },
    cause,
  });
  let taskId: string | null = null;
  let refusal: Refusal | null = null;
  for (const reason of doubtsOf(lines, said, vatRates, op.at.slice(0, 10))) {
    const values = { document: number, station: name, reason };
    const about = { orderId: null, parcelId: null, opId: op.opId };
    const raised = addTask(changes, warehouseId, { kind: 'sale-unclear', values }, about);
    taskId ??= raised;
    refusal ??= { code: 'sale-unclear', values };
  }
  return { refusal, taskId };
}
