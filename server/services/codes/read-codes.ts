// The desk of unknown codes as the office sees it: each code with the product that benches said it is, once however often.
import { gtinVerdictOf } from '../../../shared/barcode/gtin';
import type { CodeRow, Codes } from '../../../shared/contract/codes';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';

const shownOpen = 500;
const shownDecided = 100;

type Row = Omit<CodeRow, 'gtin' | 'owner' | 'lastAt' | 'decidedAt'> & {
  owner_sku: CodeRow['sku'] | null;
  owner_name: string | null;
  last_at: Date | string;
  decided_at: Date | string | null;
};

export async function readCodes(db: Queryable): Promise<Codes> {
  const [open, decided] = await Promise.all([
    read(db, 'v.state IS NULL', 'last_at DESC', shownOpen),
    read(db, 'v.state IS NOT NULL', 'decided_at DESC', shownDecided),
  ]);
  return { open, decided };
}

async function read(db: Queryable, where: string, order: string, limit: number): Promise<CodeRow[]> {
  const { rows } = await db.query<Row>(
    `SELECT c.code, c.sku, p.name, coalesce(v.state, 'open') AS state, coalesce(v.units, 1) AS units, n.aim, n.raw, c.times, c.counted,
       b.sku AS owner_sku, coalesce(bp.name, b.sku) AS owner_name, c.last_at, v.at AS decided_at,
       (SELECT coalesce(jsonb_agg(w), '[]') FROM (
          SELECT DISTINCT (SELECT d.doc->'person'->>'name' FROM directory d WHERE d.kind = 'person' AND d.doc->'person'->>'personId' = q.actor LIMIT 1) AS person,
            s.name AS station, q.stream_id AS warehouse
          FROM code_proposal q LEFT JOIN station s ON s.station_id = q.station_id WHERE q.code = c.code AND q.sku = c.sku LIMIT 20) w) AS by
     FROM (SELECT code, sku, count(*)::int AS times, coalesce(sum(quantity) FILTER (WHERE counted), 0)::int AS counted, max(at) AS last_at
           FROM code_proposal GROUP BY code, sku) c
     LEFT JOIN code_verdict v ON v.code = c.code AND v.sku = c.sku
     LEFT JOIN product p ON p.stream_id = $1 AND p.sku = c.sku AND NOT p.deleted
     LEFT JOIN barcode b ON b.stream_id = $1 AND b.code = c.code AND NOT b.deleted AND b.sku <> c.sku
     LEFT JOIN product bp ON bp.stream_id = $1 AND bp.sku = b.sku
     CROSS JOIN LATERAL (SELECT aim, raw FROM code_proposal q WHERE q.code = c.code AND q.sku = c.sku ORDER BY at DESC LIMIT 1) n
     WHERE ${where} ORDER BY ${order}, c.code, c.sku LIMIT ${limit}`,
    [companyStream],
  );
  return rows.map(({ owner_sku: sku, owner_name: name, last_at: last, decided_at: decided, ...row }) => ({
    ...row,
    gtin: gtinVerdictOf(row.code, null),
    owner: sku === null || name === null ? null : { sku, name },
    lastAt: new Date(last).toISOString(),
    decidedAt: decided === null ? null : new Date(decided).toISOString(),
  }));
}
