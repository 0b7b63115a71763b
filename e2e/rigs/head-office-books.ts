// What head office holds to be true, read from its own database: stock by location, parcels, ops, the ledger's proof.
// Reads only; a story that wants something changed asks head office over HTTP like anybody else.
import pg from 'pg';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import { readDatabaseSettings } from '../../server/db/database-settings';
import { superuser } from '../../server/db/make-cluster';
import { type LedgerDifference, verifyLedger } from '../../server/db/verify-ledger';

export type ReceivedOp = {
  opId: string;
  stationSeq: number;
  type: string;
  parcelId: string | null;
  status: 'applied' | 'refused' | 'contradiction';
  /** How often the op stands in the table; anything but 1 is a fault. */
  times: number;
};

export type Goods = { sku: string; name: string; code: string; available: number; weightGrams: number };

export type HeadOfficeBooks = {
  /** Units of a SKU on all bins of the warehouse. */
  onHand: (sku: string) => Promise<number>;
  /** Units of a SKU promised to orders. */
  allocated: (sku: string) => Promise<number>;
  /** Units of a SKU at one location, such as `quarantine`. */
  at: (sku: string, locationId: string) => Promise<number>;
  /** Parcels of an order, by box number. */
  parcelsOf: (orderNumber: string) => Promise<Parcel[]>;
  /** Parcels a station holds and has not finished. */
  heldBy: (stationId: string) => Promise<Parcel[]>;
  /** Ops received from a station, by its own numbering. */
  opsOf: (stationId: string) => Promise<ReceivedOp[]>;
  /** What the ledger's proof finds wrong in every stream; empty is the proof (law 5). */
  ledgerFaults: () => Promise<LedgerDifference[]>;
  /** Products with at least `available` units free here, each with the code on it; no two alike. */
  goods: (count: number, available?: number) => Promise<Goods[]>;
  /** Kinds of the open tasks about an order. */
  openTasksOf: (orderNumber: string) => Promise<string[]>;
  /** Any question, for what has no name above. */
  ask: <Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
};

/** `dataDir` is head office's folder; each question is asked over a connection of its own, so restarts do not matter. */
export function headOfficeBooks(dataDir: string, warehouseId = 'W1'): HeadOfficeBooks {
  const withClient = async <Answer>(work: (client: pg.Client) => Promise<Answer>): Promise<Answer> => {
    const settings = readDatabaseSettings(dataDir);
    if (!settings) throw new Error(`${dataDir} holds no database`);
    const client = new pg.Client({
      host: '127.0.0.1',
      port: settings.port,
      user: superuser,
      password: settings.password,
      database: 'waybill',
    });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const ask = <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
    withClient(async (client) => (await client.query<Row>(sql, [...values])).rows);
  const number = async (sql: string, values: readonly unknown[]): Promise<number> =>
    Number((await ask<{ n: string | number | null }>(sql, values))[0]?.n ?? 0);

  return {
    ask,
    onHand: (sku) =>
      number(
        `SELECT coalesce(sum(l.on_hand), 0) AS n FROM stock_level l
         JOIN location p ON p.stream_id = l.stream_id AND p.location_id = l.location_id AND p.kind = 'bin'
         WHERE l.stream_id = $1 AND l.sku = $2`,
        [warehouseId, sku],
      ),
    allocated: (sku) =>
      number(`SELECT coalesce(sum(quantity), 0) AS n FROM reservation WHERE stream_id = $1 AND sku = $2`, [
        warehouseId,
        sku,
      ]),
    at: (sku, locationId) =>
      number(
        `SELECT coalesce(sum(on_hand), 0) AS n FROM stock_level WHERE stream_id = $1 AND sku = $2 AND location_id = $3`,
        [warehouseId, sku, locationId],
      ),
    parcelsOf: async (orderNumber) =>
      (
        await ask<{ doc: Parcel }>(
          `SELECT doc FROM parcel WHERE stream_id = $1 AND order_number = $2 AND NOT deleted
           ORDER BY (doc->>'boxNumber')::int`,
          [warehouseId, orderNumber],
        )
      ).map(({ doc }) => doc),
    heldBy: async (stationId) =>
      (
        await ask<{ doc: Parcel }>(
          `SELECT doc FROM parcel WHERE stream_id = $1 AND holder_station_id = $2
           AND state IN ('leased', 'packing', 'sealed', 'labelled') AND NOT deleted
           ORDER BY priority DESC, placed_at, parcel_id`,
          [warehouseId, stationId],
        )
      ).map(({ doc }) => doc),
    opsOf: (stationId) =>
      ask<ReceivedOp>(
        `SELECT op_id AS "opId", station_seq::int AS "stationSeq", type, parcel_id AS "parcelId", status,
                count(*) OVER (PARTITION BY op_id)::int AS times
         FROM op WHERE station_id = $1 ORDER BY station_seq`,
        [stationId],
      ),
    ledgerFaults: () =>
      withClient(async (client) => {
        const streams = await client.query<{ stream_id: string }>(
          `SELECT stream_id FROM stream WHERE kind = 'warehouse' ORDER BY stream_id`,
        );
        const faults: LedgerDifference[] = [];
        for (const { stream_id } of streams.rows) faults.push(...(await verifyLedger(client, stream_id)));
        return faults;
      }),
    goods: async (count, available = 40) => {
      const rows = await ask<Goods>(
        `SELECT s.sku, p.name, b.code, s.available, p.weight_grams AS "weightGrams" FROM stock s
         JOIN product p ON p.sku = s.sku
         JOIN LATERAL (SELECT code FROM barcode WHERE sku = s.sku AND quantity = 1 ORDER BY code LIMIT 1) b ON true
         WHERE s.stream_id = $1 AND s.available >= $2 AND p.weight_grams BETWEEN 50 AND 400
         ORDER BY s.sku LIMIT $3`,
        [warehouseId, available, count],
      );
      if (rows.length < count) throw new Error(`only ${rows.length} products have ${available} free units`);
      return rows;
    },
    openTasksOf: async (orderNumber) =>
      (
        await ask<{ kind: string }>(
          `SELECT kind FROM task WHERE stream_id = $1 AND state = 'open' AND doc->'values'->>'number' = $2
           ORDER BY kind`,
          [warehouseId, orderNumber],
        )
      ).map(({ kind }) => kind),
  };
}
