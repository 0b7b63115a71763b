// Keeps what every channel told of every invoice (shared/domain/channel/invoice-record.ts). Lines are stored as compact
// JSON text that only this file reads: half a million of them must be quick to write and are read by invoice only.
import type {
  InvoiceRecord,
  LineOutcome,
  RecordedLine,
  TakenUnits,
} from '../../../shared/domain/channel/invoice-record';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';

export type StoredRecord = InvoiceRecord & { kind: string; fingerprint: string };

type PackedOutcome =
  | ['g', string, number, ...(string | number)[]]
  | ['m', string, string, number]
  | ['c', ...(string | number)[]]
  | ['q', string]
  | ['d'];
type PackedLine = [original: string | null, corrected: string | null | 0, PackedOutcome];

function pack(line: RecordedLine): PackedLine {
  return [line.original, line.corrected ?? 0, packOutcome(line.outcome)];
}

function packOutcome(outcome: LineOutcome): PackedOutcome {
  switch (outcome.as) {
    case 'goods': {
      const parts = outcome.parts.flatMap((part) => [part.order, part.lineNo, part.units, part.cancelled]);
      return ['g', outcome.sku, outcome.unitPriceMinor, ...parts];
    }
    case 'charge':
      return ['m', outcome.order, outcome.code, outcome.amountMinor];
    case 'cancellation':
      return [
        'c',
        ...outcome.of.flatMap((taken) => [taken.externalId, taken.order, taken.lineNo, taken.units]),
      ];
    case 'quarantined':
      return ['q', outcome.quarantineId];
    case 'dropped':
      return ['d'];
  }
}

function unpack([original, corrected, outcome]: PackedLine): RecordedLine {
  return { original, corrected: corrected === 0 ? null : corrected, outcome: unpackOutcome(outcome) };
}

function unpackOutcome(packed: PackedOutcome): LineOutcome {
  switch (packed[0]) {
    case 'g': {
      const [, sku, unitPriceMinor, ...rest] = packed;
      const parts: TakenUnits[] = [];
      for (let at = 0; at < rest.length; at += 4) {
        const [order, lineNo, units, cancelled] = rest.slice(at, at + 4);
        parts.push({
          order: String(order),
          lineNo: Number(lineNo),
          units: Number(units),
          cancelled: Number(cancelled),
        });
      }
      return { as: 'goods', sku, unitPriceMinor, parts };
    }
    case 'm':
      return { as: 'charge', order: packed[1], code: packed[2], amountMinor: packed[3] };
    case 'c': {
      const [, ...rest] = packed;
      const of: Extract<LineOutcome, { as: 'cancellation' }>['of'] = [];
      for (let at = 0; at < rest.length; at += 4) {
        const [externalId, order, lineNo, units] = rest.slice(at, at + 4);
        of.push({
          externalId: String(externalId),
          order: String(order),
          lineNo: Number(lineNo),
          units: Number(units),
        });
      }
      return { as: 'cancellation', of };
    }
    case 'q':
      return { as: 'quarantined', quarantineId: packed[1] };
    case 'd':
      return { as: 'dropped' };
  }
}

type Row = {
  external_id: string;
  kind: string;
  customer_id: string | null;
  country_code: string | null;
  placed_at: string | null;
  fingerprint: string;
  orders: string[];
  lines: string;
};
const columns = 'external_id, kind, customer_id, country_code, placed_at, fingerprint, orders, lines';

function recordOf(row: Row): StoredRecord {
  return {
    externalId: row.external_id,
    kind: row.kind,
    customerId: row.customer_id,
    countryCode: row.country_code,
    placedAt: row.placed_at,
    fingerprint: row.fingerprint,
    orders: row.orders,
    lines: (JSON.parse(row.lines) as PackedLine[]).map(unpack),
  };
}

/** Which of these invoices were told before. */
export async function knownAmong(
  db: Queryable,
  channelId: string,
  externalIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await db.query<{ external_id: string }>(
    'SELECT external_id FROM channel_invoice WHERE stream_id = $1 AND channel_id = $2 AND external_id = ANY($3::text[])',
    [companyStream, channelId, externalIds],
  );
  return new Set(rows.map((row) => row.external_id));
}

export async function loadRecords(
  db: Queryable,
  channelId: string,
  externalIds: readonly string[],
): Promise<Map<string, StoredRecord>> {
  if (externalIds.length === 0) return new Map();
  const { rows } = await db.query<Row>(
    `SELECT ${columns} FROM channel_invoice WHERE stream_id = $1 AND channel_id = $2 AND external_id = ANY($3::text[])`,
    [companyStream, channelId, externalIds],
  );
  return new Map(rows.map((row) => [row.external_id, recordOf(row)]));
}

/** Sales of these customers, oldest first. */
export async function loadSalesOf(
  db: Queryable,
  channelId: string,
  customerIds: readonly string[],
): Promise<StoredRecord[]> {
  if (customerIds.length === 0) return [];
  const { rows } = await db.query<Row>(
    `SELECT ${columns} FROM channel_invoice
     WHERE stream_id = $1 AND channel_id = $2 AND kind = 'sale' AND customer_id = ANY($3::text[])
     ORDER BY placed_at, external_id`,
    [companyStream, channelId, customerIds],
  );
  return rows.map(recordOf);
}

export type PackedRecords = readonly (readonly (string | null)[])[];

/** Puts records into the words they are stored in. */
export function packRecords(records: readonly StoredRecord[]): PackedRecords {
  return [
    records.map((record) => record.externalId),
    records.map((record) => record.kind),
    records.map((record) => record.customerId),
    records.map((record) => record.countryCode),
    records.map((record) => record.placedAt),
    records.map((record) => record.fingerprint),
    records.map((record) => record.orders.join('\t')),
    records.map((record) => JSON.stringify(record.lines.map(pack))),
  ];
}

export async function writeRecords(db: Queryable, channelId: string, packed: PackedRecords): Promise<void> {
  if (packed[0]?.length === 0) return;
  await db.query(
    `INSERT INTO channel_invoice (stream_id, channel_id, external_id, kind, customer_id, country_code, placed_at, fingerprint, orders, lines)
     SELECT $1, $2, e, k, c, y, p, f, string_to_array(o, E'\\t'), l
     FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::text[], $9::text[], $10::text[])
       AS told (e, k, c, y, p, f, o, l)
     ON CONFLICT (stream_id, channel_id, external_id) DO UPDATE SET
       customer_id = excluded.customer_id, country_code = excluded.country_code, placed_at = excluded.placed_at,
       fingerprint = excluded.fingerprint, orders = excluded.orders, lines = excluded.lines`,
    [companyStream, channelId, ...packed],
  );
}

export async function saveRecords(
  db: Queryable,
  channelId: string,
  records: readonly StoredRecord[],
): Promise<void> {
  await writeRecords(db, channelId, packRecords(records));
}
