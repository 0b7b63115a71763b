// What a person does with a line that waits: corrects and retries it, or drops it. A retried line is taken by the same
// rules as a line of a file, and remembered with both texts, so that the file, corrected or not, changes nothing later.
import { readOneRecord } from '../../../shared/domain/channel/csv';
import { emptyRecord, type RecordedLine } from '../../../shared/domain/channel/invoice-record';
import { chargeKindOf, invoiceKindOf } from '../../../shared/domain/channel/online-retail';
import {
  createRowReader,
  type OnlineRetailPlan,
  type RowReading,
  type RowReason,
  rowTextOf,
} from '../../../shared/domain/channel/online-retail-row';
import { takeCorrection, type ToldLine } from '../../../shared/domain/channel/take-invoice';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import type { StreamTx } from '../../db/stream-writer';
import { addProducts } from '../catalogue/save-products';
import { orderIdOf } from '../orders/order-id';
import { type Channel, channelById } from './channels';
import { ImportRefused } from './import-refused';
import { loadRecords, saveRecords, type StoredRecord } from './invoice-records';
import { newProduct, type PlacingTools, warehouseStreams } from './place-import';
import { factsFor, remember, settleTakings } from './place-slice';
import {
  answerQuarantined,
  quarantinedById,
  type QuarantineRow,
  type StoredQuarantineRow,
} from './quarantine-rows';
import type { PlacingContext, Taking } from './taking';

export type Retried = { row: QuarantineRow; orderId: OrderId | null };

/** @throws ImportRefused when there is no such row or somebody has dealt with it */
export async function retryQuarantined(
  tools: PlacingTools,
  quarantineId: string,
  correctedText: string,
): Promise<Retried> {
  const warehouses = await warehouseStreams(tools.pool);
  return tools.writer.submit([companyStream, ...warehouses], async (tx) => {
    const row = await openRow(tx, quarantineId);
    const channel = await channelById(tx.client, row.channelId);
    const plan = await planOf(tx, row.importId);
    const reading = readCorrected(correctedText, plan, channel, row.rowNo);
    const answer = reading.ok ? await take(tx, tools, row, channel, plan, reading.told) : reading;
    if (answer.ok) {
      const taken = await answerQuarantined(tx.client, quarantineId, { state: 'taken', correctedText });
      return { row: taken, orderId: answer.orderId };
    }
    const { reason } = answer;
    const open = await answerQuarantined(tx.client, quarantineId, { state: 'open', correctedText, reason });
    return { row: open, orderId: null };
  });
}

/** @throws ImportRefused when there is no such row or somebody has dealt with it */
export async function dropQuarantined(tools: PlacingTools, quarantineId: string): Promise<QuarantineRow> {
  return tools.writer.submit([companyStream], async (tx) => {
    const row = await openRow(tx, quarantineId);
    const { record, line } = await placeOf(tx, row);
    line.outcome = { as: 'dropped' };
    await saveRecords(tx.client, row.channelId, [record]);
    return answerQuarantined(tx.client, quarantineId, { state: 'dropped' });
  });
}

async function openRow(tx: StreamTx, quarantineId: string): Promise<StoredQuarantineRow> {
  const row = await quarantinedById(tx.client, quarantineId);
  if (row.state !== 'open') throw new ImportRefused('quarantine-closed', { quarantineId, state: row.state });
  return row;
}

async function placeOf(
  tx: StreamTx,
  row: StoredQuarantineRow,
): Promise<{ record: StoredRecord; place: number; line: RecordedLine }> {
  const record = (await loadRecords(tx.client, row.channelId, [row.externalId])).get(row.externalId);
  const place = record?.lines.findIndex(
    ({ outcome }) => outcome.as === 'quarantined' && outcome.quarantineId === row.quarantineId,
  );
  const line = record?.lines[place ?? -1];
  if (!record || place === undefined || !line)
    throw new Error(`quarantined row ${row.quarantineId} is not remembered`);
  return { record, place, line };
}

async function planOf(tx: StreamTx, importId: string): Promise<OnlineRetailPlan> {
  const { rows } = await tx.client.query<{ plan: OnlineRetailPlan }>(
    'SELECT plan FROM import WHERE import_id = $1',
    [importId],
  );
  if (!rows[0]) throw new ImportRefused('import-unknown', { importId });
  return rows[0].plan;
}

type Corrected = { ok: true; told: ToldLine } | { ok: false; reason: RowReason };

function readCorrected(text: string, plan: OnlineRetailPlan, channel: Channel, lineNo: number): Corrected {
  const fields = readOneRecord(text, plan.separator);
  if (!fields) return { ok: false, reason: { code: 'quote-broken', values: {} } };
  const rowText = rowTextOf(fields, plan);
  if (!rowText)
    return {
      ok: false,
      reason: { code: 'columns-wrong', values: { found: fields.length, wanted: plan.count } },
    };
  const reading = createRowReader(channel.currency, channel.settings.timeZone, plan)(rowText);
  if (!reading.ok) return { ok: false, reason: reading.reason };
  return { ok: true, told: { content: rowText.content, lineNo, text, reading } };
}

type Taken = { ok: true; orderId: OrderId | null } | { ok: false; reason: RowReason };

async function take(
  tx: StreamTx,
  tools: PlacingTools,
  row: StoredQuarantineRow,
  channel: Channel,
  plan: OnlineRetailPlan,
  told: ToldLine,
): Promise<Taken> {
  if (!told.reading.ok) return { ok: false, reason: told.reading.reason };
  const target = told.reading.row.externalId;
  const source = await placeOf(tx, row);
  const staysHere = target === row.externalId;
  const record = staysHere
    ? source.record
    : ((await loadRecords(tx.client, row.channelId, [target])).get(target) ?? null);
  const before = record ?? { ...emptyRecord(target), kind: invoiceKindOf(target), fingerprint: '' };

  const context: PlacingContext = {
    importId: row.importId,
    channelId: channel.channelId,
    currency: channel.currency,
    mayUse: await mayUseFor(tx, channel, told.reading),
    now: tools.now,
    newId: tools.newId,
  };
  const { customerId } = told.reading.row;
  const facts = await factsFor(tx.client, context, customerId === null ? [] : [customerId]);
  const readRow = createRowReader(channel.currency, channel.settings.timeZone, plan);
  const others = before.lines
    .filter(({ outcome }) => outcome.as === 'goods' || outcome.as === 'charge')
    .map((line) => readRow({ invoice: target, content: line.corrected ?? line.original ?? '' }));
  const result = takeCorrection(before, staysHere ? source.place : null, told, others, facts, tools.newId);
  if (!result.ok) return result;

  const taking: Taking = {
    effects: result.effects,
    kind: before.kind,
    fingerprint: before.fingerprint,
    wasKnown: record !== null,
    problems: [],
  };
  const settled = await settleTakings(tx, context, [taking]);
  const problem = taking.problems[0];
  // Nothing was written for a line that is still refused: its memory stays as it was, and so does its row.
  if (problem) return { ok: false, reason: problem.reason };
  if (!staysHere) {
    source.line.outcome = { as: 'dropped' };
    source.line.corrected = told.content;
    await saveRecords(tx.client, row.channelId, [source.record]);
  }
  await remember(tx, context, [taking], settled);
  return { ok: true, orderId: orderIdFor(channel, taking) };
}

/** The order made of the line, or the first one it cancelled units of. */
function orderIdFor(channel: Channel, { effects }: Taking): OrderId | null {
  if (effects.order) return orderIdOf(channel.channelId, effects.order.externalId);
  const cancelled = effects.record.lines[effects.cancellations[0]?.line ?? -1]?.outcome;
  const order = cancelled?.as === 'cancellation' ? cancelled.of[0]?.order : undefined;
  return order === undefined ? null : orderIdOf(channel.channelId, order);
}

/** Makes the product where the channel may; otherwise only what the catalogue has. */
async function mayUseFor(
  tx: StreamTx,
  channel: Channel,
  reading: RowReading & { ok: true },
): Promise<(sku: string) => boolean> {
  const { sku, description, unitPriceMinor, externalId } = reading.row;
  const isGoods = chargeKindOf(sku) === null && invoiceKindOf(externalId) === 'sale';
  if (isGoods && channel.settings.createProducts) {
    await addProducts(tx, [
      newProduct(sku, description === '' ? sku : description, unitPriceMinor, channel.currency),
    ]);
  }
  const { rows } = await tx.client.query(
    'SELECT 1 FROM product WHERE stream_id = $1 AND sku = $2 AND NOT deleted',
    [companyStream, sku],
  );
  const isKnown = rows.length > 0;
  return (asked) => asked !== sku || isKnown;
}
