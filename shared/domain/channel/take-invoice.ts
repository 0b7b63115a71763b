// Takes what a file tells of one invoice: what becomes an order, which units of earlier orders go, what waits for a
// person. Compared with what was told before, only the difference has effects; told again, nothing has.
// Lines of the same product and price are set off against each other: 6 corrected to 8 is two more units.
import type { OrderCharge } from '../order/order';
import type { ImportedOrder } from './imported-order';
import { changeOf } from './invoice-change';
import {
  contentOf,
  type InvoiceRecord,
  nextOrderOf,
  type RecordedLine,
  type TakenUnits,
} from './invoice-record';
import { customerFor, type InvoiceFacts, meaningsOf, orderOf, type RowMeaning } from './online-retail';
import type { RetailRow, RowReading, RowReason } from './online-retail-row';

export type ToldLine = { content: string; lineNo: number; text: string; reading: RowReading };

/** Units of an order that the channel no longer wants. */
export type UnitsGone = { order: string; lineNo: number; units: number; sku: string };

export type NewProblem = {
  quarantineId: string;
  line: number;
  lineNo: number;
  text: string;
  reason: RowReason;
};

/** A cancellation that still has to find its sale; `line` is its place in the record. */
export type OpenCancellation = {
  line: number;
  row: RetailRow & { customerId: string };
  units: number;
  lineNo: number;
  text: string;
  /** Units that could be taken back, when they are too few. */
  found?: number;
};

export type InvoiceEffects = {
  record: InvoiceRecord;
  order: ImportedOrder | null;
  gone: UnitsGone[];
  cancellations: OpenCancellation[];
  problems: NewProblem[];
  /** Quarantined lines that the file no longer has. */
  superseded: string[];
  taken: number;
  unchanged: number;
};

/**
 * @param record what was taken before; an empty one for a new invoice
 * @param told all lines of the invoice as told now
 */
export function takeInvoice(
  record: InvoiceRecord,
  told: readonly ToldLine[],
  facts: InvoiceFacts,
  newId: () => string,
): InvoiceEffects {
  const change = changeOf(
    record.lines,
    told.map((line) => line.content),
  );
  const meanings = meaningsOf(
    record.externalId,
    told.map((line) => line.reading),
    facts,
  );
  const kept = record.lines.map((line) => ({ ...line }));
  for (const { taken, told: place } of change.same) {
    const line = kept[taken];
    const content = told[place]?.content ?? null;
    if (line && line.corrected !== null && line.corrected === content && line.original !== content) {
      kept[taken] = { ...line, original: content, corrected: null };
    }
  }
  const added = change.added.map((place) => ({
    told: told[place] as ToldLine,
    meaning: meanings[place] as RowMeaning,
  }));
  return settle(record, kept, change.gone, added, facts, newId, change.same.length);
}

/**
 * Puts what a person made of a waiting line in its place. Without a `place` the line was moved here from another
 * invoice. Returns the reason when it still cannot be taken.
 */
export function takeCorrection(
  record: InvoiceRecord,
  place: number | null,
  told: ToldLine,
  others: readonly RowReading[],
  facts: InvoiceFacts,
  newId: () => string,
): { ok: true; effects: InvoiceEffects } | { ok: false; reason: RowReason } {
  const meaning = meaningsOf(record.externalId, [...others, told.reading], facts).at(-1);
  if (!meaning || meaning.as === 'problem') {
    return { ok: false, reason: meaning?.reason ?? { code: 'columns-wrong', values: {} } };
  }
  const kept = record.lines.map((line) => ({ ...line }));
  const effects = settle(record, kept, [], [{ told, meaning }], facts, newId, 0);
  const fresh = effects.record.lines.pop();
  if (!fresh) throw new Error('a correction left no line');
  const before = place === null ? null : kept[place];
  const line: RecordedLine = { ...fresh, original: before?.original ?? null, corrected: told.content };
  const at = place ?? effects.record.lines.length;
  effects.record.lines[at] = line;
  for (const cancellation of effects.cancellations) cancellation.line = at;
  return { ok: true, effects };
}

function settle(
  record: InvoiceRecord,
  kept: RecordedLine[],
  goneLines: readonly number[],
  added: readonly { told: ToldLine; meaning: RowMeaning }[],
  facts: InvoiceFacts,
  newId: () => string,
  unchanged: number,
): InvoiceEffects {
  const effects: InvoiceEffects = {
    record: { ...record, orders: [...record.orders], lines: [] },
    order: null,
    gone: [],
    cancellations: [],
    problems: [],
    superseded: [],
    taken: 0,
    unchanged,
  };
  const pool = new Map<string, TakenUnits[]>();
  const reversed: OrderCharge[] = [];
  const withdrawn: RecordedLine[] = [];
  for (const place of goneLines) {
    const line = kept[place];
    if (!line) continue;
    const { outcome } = line;
    if (outcome.as === 'goods') {
      const key = poolKey(outcome.sku, outcome.unitPriceMinor);
      pool.set(key, [...(pool.get(key) ?? []), ...outcome.parts.map((part) => ({ ...part }))]);
    } else if (outcome.as === 'charge') {
      const { code, amountMinor } = outcome;
      reversed.push({
        kind: 'adjustment',
        code,
        name: code,
        amountMinor: amountMinor === 0 ? 0 : -amountMinor,
      });
    } else if (outcome.as === 'quarantined') {
      effects.superseded.push(outcome.quarantineId);
    } else if (outcome.as === 'cancellation') {
      withdrawn.push(line);
    }
  }
  const removed = new Set(goneLines);
  const { lines } = effects.record;
  lines.push(...kept.filter((_line, place) => !removed.has(place)));

  const orderId = nextOrderOf(record);
  const placed: RowMeaning[] = [];
  let orderLines = 0;
  for (const { told, meaning } of added) {
    const line: RecordedLine = { original: told.content, corrected: null, outcome: { as: 'dropped' } };
    const place = lines.push(line) - 1;
    switch (meaning.as) {
      case 'problem': {
        const quarantineId = newId();
        line.outcome = { as: 'quarantined', quarantineId };
        effects.problems.push({
          quarantineId,
          line: place,
          lineNo: told.lineNo,
          text: told.text,
          reason: meaning.reason,
        });
        break;
      }
      case 'charge':
        effects.taken += 1;
        placed.push(meaning);
        line.outcome = {
          as: 'charge',
          order: orderId,
          code: meaning.charge.code,
          amountMinor: meaning.charge.amountMinor,
        };
        break;
      case 'cancellation':
        effects.cancellations.push({
          line: place,
          row: meaning.row,
          units: meaning.quantity,
          lineNo: told.lineNo,
          text: told.text,
        });
        break;
      case 'goods': {
        effects.taken += 1;
        const { row } = meaning;
        const parts = drawUnits(pool.get(poolKey(row.sku, row.unitPriceMinor)), row.quantity);
        const missing = row.quantity - parts.reduce((sum, part) => sum + part.units, 0);
        if (missing > 0) {
          orderLines += 1;
          parts.push({ order: orderId, lineNo: orderLines, units: missing, cancelled: 0 });
          placed.push({ as: 'goods', row: { ...row, quantity: missing } });
        }
        line.outcome = { as: 'goods', sku: row.sku, unitPriceMinor: row.unitPriceMinor, parts };
        break;
      }
    }
  }
  for (const line of withdrawn) {
    const text = contentOf(line).replaceAll('\t', ', ');
    effects.problems.push(
      waitingNote(effects.record, text, { code: 'cancellation-withdrawn', values: {} }, newId),
    );
  }
  for (const [key, parts] of pool) {
    const sku = key.slice(key.indexOf(' ') + 1);
    for (const part of parts) {
      const units = part.units - part.cancelled;
      if (units > 0) effects.gone.push({ order: part.order, lineNo: part.lineNo, units, sku });
    }
  }
  effects.order = orderWith(record, orderId, placed, reversed, facts);
  if (effects.order) effects.record.orders.push(orderId);
  fillHeader(effects.record, added);
  return effects;
}

/** A line that no file has any more, but about which a person must decide. Adds it to the record. */
export function waitingNote(
  record: InvoiceRecord,
  text: string,
  reason: RowReason,
  newId: () => string,
): NewProblem {
  const quarantineId = newId();
  const line =
    record.lines.push({ original: null, corrected: null, outcome: { as: 'quarantined', quarantineId } }) - 1;
  return { quarantineId, line, lineNo: 0, text, reason };
}

function poolKey(sku: string, unitPriceMinor: number): string {
  return `${unitPriceMinor} ${sku}`;
}

/** Takes up to `wanted` units out of the parts, units already cancelled first, so that what stays open is least. */
function drawUnits(parts: TakenUnits[] | undefined, wanted: number): TakenUnits[] {
  const drawn: TakenUnits[] = [];
  let left = wanted;
  for (const part of parts ?? []) {
    if (left === 0) break;
    const units = Math.min(left, part.units);
    if (units === 0) continue;
    const cancelled = Math.min(part.cancelled, units);
    drawn.push({ ...part, units, cancelled });
    part.units -= units;
    part.cancelled -= cancelled;
    left -= units;
  }
  return drawn;
}

function orderWith(
  record: InvoiceRecord,
  orderId: string,
  placed: readonly RowMeaning[],
  reversed: readonly OrderCharge[],
  facts: InvoiceFacts,
): ImportedOrder | null {
  const order = orderOf(orderId, placed, facts.customerOf);
  if (order) return { ...order, charges: [...order.charges, ...reversed] };
  if (reversed.length === 0) return null;
  // Only money goes back: the header comes from what was taken before.
  if (record.countryCode === null || record.placedAt === null)
    throw new Error('a charge was taken from no readable line');
  const { name, address } = customerFor(record.customerId, record.countryCode, facts.customerOf);
  return {
    externalId: orderId,
    number: orderId,
    placedAt: record.placedAt,
    customer: { customerId: record.customerId, name },
    shipTo: address,
    lines: [],
    charges: [...reversed],
  };
}

function fillHeader(record: InvoiceRecord, added: readonly { told: ToldLine }[]): void {
  for (const { told } of added) {
    if (!told.reading.ok) continue;
    const { row } = told.reading;
    record.customerId ??= row.customerId;
    record.countryCode ??= row.countryCode;
    if (record.placedAt === null || row.at < record.placedAt) record.placedAt = row.at;
  }
}
