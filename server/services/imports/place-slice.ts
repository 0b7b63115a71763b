// Second half of an import, one slice at a time: invoices to orders, cancellations to the orders they cancel, the rest
// to quarantine, and the memory of it all, in one transaction. A slice is done wholly or not at all, and knows what
// was done before; running it again, after a crash or for the same file, changes nothing.
import type { NewOrder } from '../../../shared/contract/http';
import { emptyRecord } from '../../../shared/domain/channel/invoice-record';
import type { InvoiceFacts } from '../../../shared/domain/channel/online-retail';
import type { RowReason } from '../../../shared/domain/channel/online-retail-row';
import { type InvoiceEffects, takeInvoice } from '../../../shared/domain/channel/take-invoice';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { type ChangeSet, newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { foldOrders, type PlacedOrder } from '../orders/place-orders';
import { cancelAll } from './cancel-units';
import { deferAllocation } from './defer-allocation';
import { addProgress, noProgress, type Progress } from './import-rows';
import { knownAmong, loadRecords, packRecords, type StoredRecord, writeRecords } from './invoice-records';
import { loadCustomers } from './known-customers';
import { addQuarantined, dropQuarantined } from './quarantine-rows';
import type { ToldInvoice } from './read-groups';
import type { PlacingContext, Taking } from './taking';

/** A slice whose new invoices are already worked out; what was told before is compared inside the transaction. */
export type PreparedSlice = {
  invoices: readonly ToldInvoice[];
  effects: ReadonlyMap<string, InvoiceEffects>;
};

/** Works out what needs no lock, while the slice before is being written. */
export async function prepareSlice(
  db: Queryable,
  context: PlacingContext,
  invoices: readonly ToldInvoice[],
): Promise<PreparedSlice> {
  const known = await knownAmong(db, context.channelId, externalIdsOf(invoices));
  const facts = await factsFor(db, context, customersIn(invoices));
  const effects = new Map<string, InvoiceEffects>();
  for (const { externalId, lines } of invoices) {
    if (known.has(externalId)) continue;
    effects.set(externalId, takeInvoice(emptyRecord(externalId), lines, facts, context.newId));
  }
  return { invoices, effects };
}

/** The unit of work must name the company's stream, and all warehouses when the slice may cancel. */
export async function placeSlice(
  tx: StreamTx,
  context: PlacingContext,
  { invoices, effects: prepared }: PreparedSlice,
): Promise<Progress> {
  // Somebody may have moved a line to one of these invoices since the slice was prepared.
  const known = await knownAmong(tx.client, context.channelId, externalIdsOf(invoices));
  const before = await loadRecords(tx.client, context.channelId, [...known]);
  const facts = known.size > 0 ? await factsFor(tx.client, context, customersIn(invoices)) : null;
  const takings = invoices.map<Taking>(({ externalId, kind, fingerprint, lines }) => {
    const record = before.get(externalId);
    const effects =
      record && facts ? takeInvoice(record, lines, facts, context.newId) : prepared.get(externalId);
    if (!effects) throw new Error(`invoice ${externalId} vanished from the memory of its channel`);
    return { effects, kind, fingerprint, wasKnown: record !== undefined, problems: [...effects.problems] };
  });
  const settled = await settleTakings(tx, context, takings);
  const { progress } = settled;
  progress.position = invoices.at(-1)?.position ?? 0;
  await remember(tx, context, takings, settled);
  await deferAllocation(tx.client, [...settled.changes.wakes.keys()]);
  await addProgress(tx.client, context.importId, progress);
  return progress;
}

function externalIdsOf(invoices: readonly ToldInvoice[]): string[] {
  return invoices.map((invoice) => invoice.externalId);
}

export async function factsFor(
  db: Queryable,
  context: PlacingContext,
  customerIds: readonly string[],
): Promise<InvoiceFacts> {
  const customers = await loadCustomers(db, context.channelId, customerIds);
  return { mayUse: context.mayUse, customerOf: (customerId) => customers.get(customerId) ?? null };
}

function customersIn(invoices: readonly ToldInvoice[]): string[] {
  const ids = new Set<string>();
  for (const { lines } of invoices) {
    for (const { reading } of lines)
      if (reading.ok && reading.row.customerId !== null) ids.add(reading.row.customerId);
  }
  return [...ids];
}

export type Settled = { changes: ChangeSet; progress: Progress; elsewhere: StoredRecord[] };

/**
 * Orders and cancellations of these invoices, decided but not written; what cannot be done is added to their problems,
 * so that a caller may still say what becomes of them.
 */
export async function settleTakings(
  tx: StreamTx,
  context: PlacingContext,
  takings: readonly Taking[],
): Promise<Settled> {
  const changes = newChangeSet(context.now(), context.newId);
  const progress = noProgress(0);
  await placeAll(tx, context, changes, takings, progress);
  const elsewhere = await cancelAll(tx, context, changes, takings, progress);
  for (const taking of takings) {
    progress.rowsTaken += taking.effects.taken;
    progress.rowsUnchanged += taking.effects.unchanged;
    progress.rowsQuarantined += taking.problems.length;
    const { effects, problems } = taking;
    const nothing =
      effects.order === null && effects.taken === 0 && effects.gone.length === 0 && problems.length === 0;
    if (nothing && taking.kind !== 'unreadable') progress.ordersUnchanged += 1;
  }
  return { changes, progress, elsewhere };
}

/** Writes it all. What is stored last is put into words while PostgreSQL is busy with what is stored first. */
export async function remember(
  tx: StreamTx,
  context: PlacingContext,
  takings: readonly Taking[],
  { changes, elsewhere }: Pick<Settled, 'changes' | 'elsewhere'>,
): Promise<void> {
  const { channelId, importId } = context;
  const storing = storeChanges(tx, changes);
  const records = takings.map<StoredRecord>(({ effects, kind, fingerprint }) => ({
    ...effects.record,
    kind,
    fingerprint,
  }));
  const packed = packRecords([...records, ...elsewhere]);
  const problems = takings.flatMap((taking) =>
    taking.problems.map((problem) => ({ ...problem, externalId: taking.effects.record.externalId })),
  );
  await storing;
  await writeRecords(tx.client, channelId, packed);
  await addQuarantined(tx.client, importId, channelId, problems);
  await dropQuarantined(
    tx.client,
    takings.flatMap(({ effects }) => effects.superseded),
  );
}

async function placeAll(
  tx: StreamTx,
  context: PlacingContext,
  changes: ChangeSet,
  takings: readonly Taking[],
  progress: Progress,
): Promise<void> {
  const withOrder = takings.filter((taking) => taking.effects.order !== null);
  const orders = withOrder.flatMap(({ effects }): NewOrder[] =>
    effects.order
      ? [
          {
            ...effects.order,
            channelId: context.channelId,
            currency: context.currency,
            priority: 'normal',
            note: null,
          },
        ]
      : [],
  );
  const placed = await foldOrders(tx.client, changes, orders);
  withOrder.forEach((taking, at) => {
    const answer = placed[at];
    if (answer?.kind === 'created' || answer?.kind === 'unchanged') {
      if (taking.wasKnown) progress.ordersChanged += 1;
      else progress.ordersNew += 1;
    } else if (answer) {
      quarantineOrder(taking, reasonOf(answer), context.newId);
    }
  });
}

function reasonOf(answer: PlacedOrder): RowReason {
  switch (answer.kind) {
    case 'unknown-sku':
      return { code: 'product-unknown', values: { sku: answer.sku } };
    case 'different':
      return { code: 'order-refused', values: { number: answer.number, code: 'order-exists' } };
    case 'refused':
      return {
        code: 'order-refused',
        values: { number: '', ...answer.refusal.values, code: answer.refusal.code },
      };
    case 'fields-wrong':
      return {
        code: 'order-refused',
        values: { number: '', code: answer.problems.map(({ place, code }) => `${place} ${code}`).join(', ') },
      };
    case 'unknown-channel':
      return { code: 'order-refused', values: { number: '', code: answer.kind } };
    case 'unfit':
    case 'created':
    case 'unchanged':
      throw new Error(`an order that is ${answer.kind} has no reason`);
  }
}

/** The order could not be taken as a whole: every line that was to be in it waits for a person instead. */
function quarantineOrder(taking: Taking, reason: RowReason, newId: () => string): void {
  const { effects } = taking;
  const orderId = effects.order?.externalId;
  effects.record.lines.forEach((line, place) => {
    const { outcome } = line;
    const isOfOrder =
      outcome.as === 'goods'
        ? outcome.parts.some((part) => part.order === orderId)
        : outcome.as === 'charge' && outcome.order === orderId;
    if (!isOfOrder) return;
    const quarantineId = newId();
    line.outcome = { as: 'quarantined', quarantineId };
    const text = (line.corrected ?? line.original ?? '').replaceAll('\t', ', ');
    taking.problems.push({ quarantineId, line: place, lineNo: 0, text, reason });
    effects.taken -= 1;
  });
  effects.record.orders = effects.record.orders.filter((order) => order !== orderId);
  effects.order = null;
}
