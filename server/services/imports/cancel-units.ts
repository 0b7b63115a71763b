// Cancels the units that a slice takes back: cancellations find their sales, and what a corrected file no longer has
// goes. Each is taken whole or not at all; what cannot be cancelled becomes a problem of its invoice, never an error.
import { matchCancellations } from '../../../shared/domain/channel/cancellation';
import type { InvoiceRecord } from '../../../shared/domain/channel/invoice-record';
import type { RowReason } from '../../../shared/domain/channel/online-retail-row';
import {
  type OpenCancellation,
  type UnitsGone,
  waitingNote,
} from '../../../shared/domain/channel/take-invoice';
import type { LineQuantity } from '../../../shared/domain/order/order';
import type { StreamTx } from '../../db/stream-writer';
import type { ChangeSet } from '../changes/change-set';
import { loadOrders, loadParcelsOfOrders } from '../changes/load';
import { foldCancellation } from '../orders/cancel-lines';
import { orderIdOf } from '../orders/order-id';
import { canCancel } from './can-cancel';
import type { Progress } from './import-rows';
import { loadSalesOf, type StoredRecord } from './invoice-records';
import type { PlacingContext, Taking } from './taking';

/** @returns records of earlier invoices whose units were cancelled */
export async function cancelAll(
  tx: StreamTx,
  context: PlacingContext,
  changes: ChangeSet,
  takings: readonly Taking[],
  progress: Progress,
): Promise<StoredRecord[]> {
  const open = takings.flatMap((taking) =>
    taking.effects.cancellations.map((cancellation) => ({ taking, cancellation })),
  );
  const gone = takings.flatMap((taking) => taking.effects.gone.map((units) => ({ taking, units })));
  if (open.length === 0 && gone.length === 0) return [];

  const here = new Map(takings.map((taking) => [taking.effects.record.externalId, taking.effects.record]));
  const customerIds = [...new Set(open.map(({ cancellation }) => cancellation.row.customerId))];
  const earlier = (await loadSalesOf(tx.client, context.channelId, customerIds)).filter(
    (record) => !here.has(record.externalId),
  );
  const soldHere = takings.filter((taking) => taking.kind === 'sale').map((taking) => taking.effects.record);
  const matches = matchAll(open, [...earlier, ...soldHere]);

  const orders = [...matches.values()].flatMap((list) => list.map((match) => match.part.order));
  const orderIds = [...orders, ...gone.map(({ units }) => units.order)].map((order) =>
    orderIdOf(context.channelId, order),
  );
  await loadOrders(tx.client, changes, orderIds);
  await loadParcelsOfOrders(tx.client, changes, orderIds);

  for (const { taking, units } of gone) cancelGone(context, changes, taking, units, progress);
  const touched = new Set<InvoiceRecord>();
  for (const { taking, cancellation } of open) {
    const parts = matches.get(cancellation) ?? [];
    const answer = cancelParts(context, changes, cancellation, parts);
    const line = taking.effects.record.lines[cancellation.line];
    if (!line) throw new Error('a cancellation has lost its line');
    if (answer.ok) {
      for (const { record, part, units } of parts) {
        part.cancelled += units;
        touched.add(record);
      }
      const of = parts.map(({ record, part, units }) => ({
        externalId: record.externalId,
        order: part.order,
        lineNo: part.lineNo,
        units,
      }));
      line.outcome = { as: 'cancellation', of };
      taking.effects.taken += 1;
      progress.unitsCancelled += cancellation.units;
    } else {
      const quarantineId = context.newId();
      line.outcome = { as: 'quarantined', quarantineId };
      const { lineNo, text } = cancellation;
      taking.problems.push({ quarantineId, line: cancellation.line, lineNo, text, reason: answer.reason });
    }
  }
  return earlier.filter((record) => touched.has(record));
}

type Part = {
  record: InvoiceRecord;
  part: { order: string; lineNo: number; units: number; cancelled: number };
  units: number;
};

/** For each cancellation the units it takes back; an empty list where no sale has them. */
function matchAll(
  open: readonly { cancellation: OpenCancellation }[],
  sales: readonly InvoiceRecord[],
): Map<OpenCancellation, Part[]> {
  const byCustomer = new Map<string, OpenCancellation[]>();
  for (const { cancellation } of open) {
    const { customerId } = cancellation.row;
    byCustomer.set(customerId, [...(byCustomer.get(customerId) ?? []), cancellation]);
  }
  const result = new Map<OpenCancellation, Part[]>();
  for (const [customerId, cancellations] of byCustomer) {
    const wanted = new Set<string>(cancellations.map((cancellation) => cancellation.row.sku));
    const sold = sales
      .filter((record) => record.customerId === customerId)
      .flatMap((record) =>
        record.lines.flatMap(({ outcome }) => {
          if (outcome.as !== 'goods' || !wanted.has(outcome.sku)) return [];
          const { sku, unitPriceMinor } = outcome;
          return outcome.parts.map((part) => ({
            key: { record, part },
            sku,
            unitPriceMinor,
            quantity: part.units - part.cancelled,
            at: record.placedAt ?? '',
          }));
        }),
      );
    const { matches, unmatched } = matchCancellations(
      cancellations.map((cancellation) => ({
        key: cancellation,
        sku: cancellation.row.sku,
        unitPriceMinor: cancellation.row.unitPriceMinor,
        quantity: cancellation.units,
        at: cancellation.row.at,
      })),
      sold,
    );
    for (const { cancel, sale, quantity } of matches) {
      result.set(cancel, [...(result.get(cancel) ?? []), { ...sale, units: quantity }]);
    }
    for (const { cancel, found } of unmatched) cancel.found = found;
  }
  return result;
}

type CancelAnswer = { ok: true } | { ok: false; reason: RowReason };

/** Whole or not at all: what one order would refuse keeps the others as they are. */
function cancelParts(
  context: PlacingContext,
  changes: ChangeSet,
  cancellation: OpenCancellation,
  parts: readonly Part[],
): CancelAnswer {
  const { row, units } = cancellation;
  if (parts.length === 0) {
    const values = {
      sku: row.sku,
      quantity: units,
      found: cancellation.found ?? 0,
      customer: row.customerId,
    };
    return { ok: false, reason: { code: 'cancellation-without-sale', values } };
  }
  const byOrder = new Map<string, LineQuantity[]>();
  for (const { part, units: quantity } of parts) {
    byOrder.set(part.order, [...(byOrder.get(part.order) ?? []), { lineNo: part.lineNo, quantity }]);
  }
  for (const [order, lines] of byOrder) {
    if (!canCancel(changes, orderIdOf(context.channelId, order), lines)) {
      return {
        ok: false,
        reason: { code: 'cancellation-too-late', values: { number: order, sku: row.sku, quantity: units } },
      };
    }
  }
  for (const [order, lines] of byOrder) {
    const answer = foldCancellation(changes, {
      orderId: orderIdOf(context.channelId, order),
      reason: row.externalId,
      lines,
    });
    if (!answer.ok)
      throw new Error(`order ${order} refused to cancel what it said it could: ${answer.refusal.code}`);
  }
  return { ok: true };
}

/** Units that a corrected file no longer has. */
function cancelGone(
  context: PlacingContext,
  changes: ChangeSet,
  taking: Taking,
  gone: UnitsGone,
  progress: Progress,
): void {
  const orderId = orderIdOf(context.channelId, gone.order);
  const lines = [{ lineNo: gone.lineNo, quantity: gone.units }];
  if (canCancel(changes, orderId, lines)) {
    foldCancellation(changes, { orderId, reason: `corrected ${taking.effects.record.externalId}`, lines });
    progress.unitsCancelled += gone.units;
    if (taking.effects.order === null) progress.ordersChanged += 1;
    return;
  }
  const reason: RowReason = {
    code: 'change-too-late',
    values: { number: gone.order, sku: gone.sku, quantity: gone.units },
  };
  taking.problems.push(
    waitingNote(taking.effects.record, `${gone.order}, ${gone.sku}, -${gone.units}`, reason, context.newId),
  );
}
