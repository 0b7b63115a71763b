// Bills of suppliers as entries: what was received is billed now, at the price of its order; what is asked beyond it is a
// difference of cost. Paid at the rate of its day.
import { type Entry, ruleVersion } from '../../../shared/domain/books/entry';
import { type Pool, putInto, shareOf } from '../../../shared/domain/books/pool';
import { type BilledPart, postBill, postBillPaid } from '../../../shared/domain/books/post-costs';
import { purchaseNumber } from '../../../shared/domain/purchasing/purchase';
import type { BillLine, SupplierBill } from '../../../shared/domain/supplier-bill/supplier-bill';
import type { HistoryEvent } from '../../jobs/follow-events';
import { type Batch, causeOf, dayOf } from './batch';
import { accrualKey, accrualOf } from './event-facts';

export function postBillEvent(event: HistoryEvent, batch: Batch): Entry | null {
  const bill = batch.facts.bills.get(event.aggregateId);
  if (!bill) return null;
  return event.type === 'BillPaid' ? paid(event, bill, batch) : approved(event, bill, batch);
}

function approved(event: HistoryEvent, bill: SupplierBill, batch: Batch): Entry {
  const { facts, settings, accountOf, toBase } = batch;
  // Tax is deducted, and the debt stands, as of the bill's own day.
  const { day, currency } = bill;
  const costs = { accountOf, settings, toBase: (minor: number) => toBase(minor, currency, day) };
  const parts = bill.lines.map<BilledPart>((line) => ({
    for: line.for,
    netMinor: line.netMinor,
    accrued: line.for === 'goods' ? accruedFor(line, bill, batch, costs.toBase) : null,
    account: null,
  }));
  const lines = postBill(costs, bill.supplier, parts, bill.taxes);
  const debt = lines
    .filter(({ account }) => account === accountOf('payables'))
    .reduce<Pool>((sum, line) => putInto(sum, 0 - line.amountMinor, 0 - line.baseMinor), {
      amountMinor: 0,
      baseMinor: 0,
    });
  facts.debts.set(event.aggregateId, { pool: debt, isChanged: true });
  return entryOf(event, bill, 'bill', day, lines);
}

/** Takes what was received out of what is not billed; units that the books have not seen come at the price of their order. */
function accruedFor(
  line: BillLine,
  bill: SupplierBill,
  { facts }: Batch,
  toBase: (minor: number) => number,
): BilledPart['accrued'] {
  const supply = bill.purchaseId === null ? undefined : facts.purchases.get(bill.purchaseId);
  if (!supply || line.sku === null) return null;
  const key = accrualKey(purchaseNumber(supply.number), line.sku, bill.currency);
  const known = accrualOf(facts, key);
  const units = Math.max(0, Math.min(line.quantity, known.units));
  const taken: Pool = {
    amountMinor: shareOf(known.pool.amountMinor, units, known.units),
    baseMinor: shareOf(known.pool.baseMinor, units, known.units),
  };
  const missing = line.quantity - units;
  const price = supply.lines.find(
    ({ sku, unitCostMinor }) => sku === line.sku && unitCostMinor !== null,
  )?.unitCostMinor;
  const ahead = price === undefined || price === null ? 0 : price * missing;
  const billed = putInto(taken, ahead, toBase(ahead));
  facts.accruals.set(key, {
    units: known.units - line.quantity,
    pool: putInto(known.pool, 0 - billed.amountMinor, 0 - billed.baseMinor),
    isChanged: true,
  });
  return billed;
}

function paid(event: HistoryEvent, bill: SupplierBill, batch: Batch): Entry | null {
  const { facts, accountOf, toBase } = batch;
  const { amountMinor, day } = event.body as { amountMinor: number; day: string };
  const debt = facts.debts.get(event.aggregateId)?.pool ?? { amountMinor: 0, baseMinor: 0 };
  if (debt.amountMinor === 0) return null;
  const costs = { accountOf, toBase: (minor: number) => toBase(minor, bill.currency, day) };
  const lines = postBillPaid(costs, bill.supplier, debt, amountMinor);
  const base = shareOf(debt.baseMinor, amountMinor, debt.amountMinor);
  facts.debts.set(event.aggregateId, { pool: putInto(debt, 0 - amountMinor, 0 - base), isChanged: true });
  return entryOf(event, bill, 'bill-paid', day, lines);
}

function entryOf(
  event: HistoryEvent,
  bill: SupplierBill,
  kind: 'bill' | 'bill-paid',
  day: string,
  lines: Entry['lines'],
): Entry {
  return {
    cause: causeOf(event),
    ruleVersion,
    kind,
    day,
    currency: bill.currency,
    orderId: null,
    lines,
    reference: bill.number,
    text: bill.supplier,
  };
}

/** Days whose rates a bill needs. */
export function billDays(event: HistoryEvent, bill: SupplierBill): { currency: string; day: string }[] {
  const paidOn = event.body['day'];
  return [bill.day, dayOf(event), ...(typeof paidOn === 'string' ? [paidOn] : [])].map((day) => ({
    currency: bill.currency,
    day,
  }));
}
