// Transfers between sites for the office: the list, the newest first, and one transfer with everything that happened to it.
import { sql } from 'kysely';
import type { z } from 'zod';
import type {
  TransferPage,
  TransferRow,
  transfersQuerySchema,
  transfersResponseSchema,
} from '../../../shared/contract/transfers';
import { transferStepSchema } from '../../../shared/contract/transfers';
import { readOwnCode } from '../../../shared/barcode/own-code';
import { companyStream } from '../../../shared/domain/ids';
import {
  isLateTransfer,
  transferStatus,
  type TransferStatus,
} from '../../../shared/domain/transfer/questions';
import { readTransferNumber, type Transfer } from '../../../shared/domain/transfer/transfer';
import { contains, listPage } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';

const isSomeSent = sql<boolean>`jsonb_path_exists(doc, '$.lines[*] ? (@.sent > 0)')`;
const isSomeHere = sql<boolean>`jsonb_path_exists(doc, '$.lines[*] ? (@.received > 0)')`;
/** As transferStatus says: while it is loaded, all that was asked for. */
const isAllHere = sql<boolean>`(${isSomeHere} AND NOT jsonb_path_exists(doc, '$.lines[*] ? (@.received < @.sent)')
  AND (state <> 'released' OR NOT jsonb_path_exists(doc, '$.lines[*] ? (@.received < @.asked)')))`;
const conditions: Partial<Record<TransferStatus, ReturnType<typeof sql<boolean>>>> = {
  released: sql<boolean>`state = 'released' AND NOT ${isSomeSent} AND NOT ${isSomeHere}`,
  loading: sql<boolean>`state = 'released' AND ${isSomeSent} AND NOT ${isSomeHere}`,
  'in-transit': sql<boolean>`state = 'in-transit' AND NOT ${isSomeHere}`,
  'partly-received': sql<boolean>`state IN ('released', 'in-transit') AND ${isSomeHere} AND NOT ${isAllHere}`,
  received: sql<boolean>`state IN ('released', 'in-transit') AND ${isAllHere}`,
};

/** @throws CursorWrong */
export async function listTransfers(
  db: Queryable,
  today: string,
  { status, text, cursor, limit }: z.infer<typeof transfersQuerySchema>,
): Promise<z.infer<typeof transfersResponseSchema>> {
  let list = from
    .selectFrom('stock_transfer')
    .select(['number', 'doc'])
    .where('stream_id', '=', companyStream);
  if (status !== undefined) list = list.where(conditions[status] ?? sql<boolean>`state = ${status}`);
  const wanted = text?.trim() ?? '';
  const number = numberOf(wanted);
  if (number !== null) list = list.where('number', '=', number);
  else if (wanted !== '')
    list = list.where(
      sql<boolean>`(${contains(sql`doc ->> 'fromName'`, wanted)} OR ${contains(sql`doc ->> 'toName'`, wanted)}
        OR EXISTS (SELECT 1 FROM jsonb_array_elements(doc -> 'lines') AS line WHERE line ->> 'sku' = ${wanted}))`,
    );
  const page = await listPage(db, list, {
    keys: [{ by: 'number', type: 'int', descending: true }],
    cursor,
    limit,
  });
  return { ...page, rows: page.rows.map(({ doc }) => rowOf(doc, today)) };
}

/** Null when there is no such transfer. */
export async function readTransfer(
  db: Queryable,
  transferId: string,
  today: string,
): Promise<TransferPage | null> {
  const [{ rows }, steps] = await Promise.all([
    db.query<{ doc: Transfer }>('SELECT doc FROM stock_transfer WHERE stream_id = $1 AND transfer_id = $2', [
      companyStream,
      transferId,
    ]),
    db.query<{ type: string; at: Date; station: string; person: string; body: Record<string, unknown> }>(
      `SELECT e.type, e.at, e.body, coalesce(s.name, '') AS station,
         coalesce((SELECT d.doc->'person'->>'name' FROM directory d WHERE d.stream_id = $1 AND d.kind = 'person'
           AND d.doc->'person'->>'personId' = e.actor LIMIT 1), '') AS person
       FROM event e LEFT JOIN station s ON s.station_id = e.station_id
       WHERE e.stream_id = $1 AND e.aggregate = 'transfer' AND e.aggregate_id = $2 ORDER BY e.seq LIMIT 2000`,
      [companyStream, transferId],
    ),
  ]);
  const transfer = rows[0]?.doc;
  if (!transfer) return null;
  return {
    transfer,
    status: transferStatus(transfer),
    isLate: isLateTransfer(transfer, today),
    steps: steps.rows.map(({ type, at, station, person, body }) =>
      transferStepSchema.parse({
        type,
        at: new Date(at).toISOString(),
        station,
        person,
        sku: body['sku'] ?? null,
        units: body['quantity'] ?? null,
      }),
    ),
  };
}

function rowOf(transfer: Transfer, today: string): TransferRow {
  const { transferId, number, fromName, toName, dueOn, lines } = transfer;
  const sum = (of: 'asked' | 'sent' | 'received'): number =>
    lines.reduce((total, line) => total + line[of], 0);
  return {
    transferId,
    number,
    fromName,
    toName,
    status: transferStatus(transfer),
    isLate: isLateTransfer(transfer, today),
    dueOn,
    asked: sum('asked'),
    sent: sum('sent'),
    received: sum('received'),
  };
}

/** Typed, or scanned off its sheet. */
function numberOf(text: string): number | null {
  const own = readOwnCode(text);
  return readTransferNumber(own.is === 'own' && own.kind === 'transfer' ? own.payload : text);
}
