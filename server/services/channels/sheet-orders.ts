// Orders out of a sheet, by the mapping of its channel: shown first, then put into the inbox, where they are judged and
// followed like orders that came any other way. The same order of the same content is one delivery, however often it is sent.
import type { z } from 'zod';
import type { sheetPreviewSchema } from '../../../shared/contract/channel-sheets';
import { channelSettingsSchema } from '../../../shared/domain/channel/channel';
import {
  type ColumnMapping,
  columnMappingSchema,
  fitsHeadings,
  mapOrders,
  type MappedOrder,
  type MappingContext,
  neededTargets,
  type Sheet,
  suggestMapping,
} from '../../../shared/domain/channel/column-mapping';
import { createZoneClock } from '../../../shared/domain/channel/local-time';
import { judgeTold, problem, type ToldReading } from '../../../shared/domain/channel/told-problems';
import { type FieldDefinition, fieldsOf } from '../../../shared/domain/field/field';
import type { OfficeParts } from '../../head-office';
import type { Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';
import { ImportRefused } from '../imports/import-refused';
import { loadFields } from '../marks/marks';
import { loadOrderBook, type OrderBook } from '../marks/order-book';
import { hashOf } from '../sync/op-content';
import { readRulesOf, type SalesChannel } from './channel-rows';
import { putDeliveries } from './inbox';
import { readSheet } from './read-sheet';

const rowsShown = 20;
const ordersShown = 50;
const mappingsKept = 20;
const putAtOnce = 500;

export type SheetSent = { channel: SalesChannel; bytes: Buffer; mapping: ColumnMapping | null };

type Tools = Pick<OfficeParts, 'pool' | 'now'>;

/** @throws ImportRefused */
export async function previewSheet(
  tools: Tools,
  sent: SheetSent,
): Promise<z.infer<typeof sheetPreviewSchema>> {
  const { sheet, saved, settings, fields } = await open(tools.pool, sent);
  const mapping =
    sent.mapping ??
    saved.find((each) => fitsHeadings(each, sheet.headings)) ??
    suggestMapping(sheet.headings, sent.channel.name.slice(0, 60), fields);
  const missing = missingOf(mapping, sheet);
  const orders =
    missing.length > 0
      ? []
      : mapOrders(sheet, mapping, contextOf(tools, sent.channel, settings.timeZone, fields));
  const rules = readRulesOf(sent.channel);
  const book = await loadOrderBook(tools.pool, []);
  const judged = orders.map((order) => ({
    order,
    reading: withFields(judgeTold(order.shaped, rules), sent.channel, book),
  }));
  return {
    headings: [...sheet.headings],
    fields: fields.map(({ owner, key, names }) => ({ owner, key, names })),
    mapping,
    mappings: saved,
    missing,
    rowsTotal: sheet.rows.length,
    rows: sheet.rows.slice(0, rowsShown).map(({ rowNo, cells }) => ({
      rowNo,
      cells: sheet.headings.map((_, at) => String(cells[at] ?? '').slice(0, 200)),
    })),
    ordersTotal: orders.length,
    ordersWithProblems: judged.filter(({ reading }) => !reading.ok).length,
    // Those with a problem first: they are what somebody has to look at.
    orders: judged
      .toSorted((a, b) => Number(a.reading.ok) - Number(b.reading.ok))
      .slice(0, ordersShown)
      .map(({ order, reading }) => ({
        number: order.orderNumber.slice(0, 80),
        rowNos: order.rowNos.slice(0, 20),
        lines: order.rowNos.length,
        problems: reading.ok ? [] : reading.problems,
      })),
  };
}

/** @returns orders put in, and how many of them were not there yet. @throws ImportRefused */
export async function takeSheet(
  tools: Tools,
  sent: SheetSent & { mapping: ColumnMapping },
): Promise<{ orders: number; fresh: number }> {
  const { pool, now } = tools;
  const { channel, mapping } = sent;
  const { sheet, saved, settings, fields } = await open(pool, sent);
  const missing = missingOf(mapping, sheet);
  if (missing.length > 0) throw new ImportRefused('sheet-columns-missing', { columns: missing.join(', ') });
  await keepMapping(pool, channel.channelId, mapping, saved);
  const orders = mapOrders(sheet, mapping, contextOf(tools, channel, settings.timeZone, fields));
  let fresh = 0;
  for (let from = 0; from < orders.length; from += putAtOnce) {
    const deliveries = orders.slice(from, from + putAtOnce).map((order) => ({
      channelId: channel.channelId,
      deliveryId: `file ${contentOf(order)}`,
      source: 'file' as const,
      topic: `${sent.mapping.name} ${order.rowNos[0] ?? ''}`,
      body: Buffer.from(storableJson(order.shaped)),
    }));
    fresh += await putNew(pool, deliveries, now().toISOString());
  }
  return { orders: orders.length, fresh };
}

/** Known ones are left out before: their bodies differ in the time at which the sheet came. */
async function putNew(
  db: Queryable,
  deliveries: Parameters<typeof putDeliveries>[1],
  at: string,
): Promise<number> {
  const { rows } = await db.query<{ delivery_id: string }>(
    'SELECT delivery_id FROM channel_inbox WHERE channel_id = $1 AND delivery_id = ANY($2::text[])',
    [deliveries[0]?.channelId ?? '', deliveries.map(({ deliveryId }) => deliveryId)],
  );
  const known = new Set(rows.map((row) => row.delivery_id));
  return putDeliveries(
    db,
    deliveries.filter(({ deliveryId }) => !known.has(deliveryId)),
    at,
  );
}

/** What an order says, without when it was said. */
function contentOf({ shaped }: MappedOrder): string {
  const { changedAt, placedAt, ...rest } = shaped;
  return hashOf(JSON.parse(JSON.stringify(placedAt === changedAt ? rest : { ...rest, placedAt })));
}

async function open(
  db: Queryable,
  { channel, bytes }: Pick<SheetSent, 'channel' | 'bytes'>,
): Promise<{
  sheet: Sheet;
  saved: ColumnMapping[];
  settings: z.infer<typeof channelSettingsSchema>;
  /** Of orders and lines of the channel. */
  fields: FieldDefinition[];
}> {
  const { rows } = await db.query<{ mappings: unknown[]; settings: unknown }>(
    'SELECT mappings, settings FROM channel WHERE channel_id = $1',
    [channel.channelId],
  );
  const settings = channelSettingsSchema.parse(rows[0]?.settings ?? {});
  const saved = (rows[0]?.mappings ?? []).flatMap((each) => {
    const mapping = columnMappingSchema.safeParse(each);
    return mapping.success ? [mapping.data] : [];
  });
  const all = await loadFields(db);
  const fields = (['order', 'line'] as const).flatMap((owner) => fieldsOf(all, owner, channel.channelId));
  return { sheet: await readSheet(bytes, settings.legacyEncoding), saved, settings, fields };
}

function missingOf(mapping: ColumnMapping, sheet: Sheet): string[] {
  const absent = neededTargets.filter((target) => mapping.columns[target] === undefined);
  const gone = Object.entries({ ...mapping.columns, ...mapping.fields }).flatMap(([target, name]) =>
    name === undefined || sheet.headings.includes(name) ? [] : [target],
  );
  return [...new Set([...absent, ...gone])];
}

function contextOf(
  { now }: Tools,
  { currency }: SalesChannel,
  timeZone: string,
  fields: readonly FieldDefinition[],
): MappingContext {
  return { currency, at: now().toISOString(), instantOf: createZoneClock(timeZone), fields };
}

/** What the channel's own judging does not know: custom fields, as they are judged when the order is taken. */
function withFields(reading: ToldReading, { channelId }: SalesChannel, book: OrderBook): ToldReading {
  if (!reading.ok) return reading;
  const problems = book
    .problemsOf({ ...reading.told, channelId })
    .map(({ place, code, values }) => problem(place, code, values));
  return problems.length > 0 ? { ok: false, problems } : reading;
}

/** The newest first; one of a name. */
async function keepMapping(
  db: Queryable,
  channelId: string,
  mapping: ColumnMapping,
  saved: readonly ColumnMapping[],
): Promise<void> {
  const others = saved.filter((each) => each.name !== mapping.name);
  await db.query('UPDATE channel SET mappings = $2 WHERE channel_id = $1', [
    channelId,
    storableJson([mapping, ...others].slice(0, mappingsKept)),
  ]);
}
