// Stock by lot, in the transaction of the movements that change it. Lots are added to movements where they cannot be others; a
// place where more of a lot left than came, or more units than are of no lot, is counted again (law 3).
import type { LocationId, OpId, Sku, WarehouseId } from '../../../shared/domain/ids';
import type { Lot } from '../../../shared/domain/stock/lot';
import {
  type Contents,
  isLotPlace,
  isUnclear,
  nameLots,
  recountLots,
} from '../../../shared/domain/stock/lot-levels';
import type { StreamTx } from '../../db/stream-writer';
import { addTask, type ChangeSet } from './change-set';
import { jsonRows } from './json-rows';

type LotColumns = { lot: string | null; best_before: string | null };

export function columnsOf(lot: Lot | undefined): LotColumns {
  return lot ? { lot: lot.lot, best_before: lot.bestBefore ?? '' } : { lot: null, best_before: null };
}

export function lotOfColumns({ lot, best_before }: { lot: string; best_before: string }): Lot {
  return { lot, bestBefore: best_before === '' ? null : best_before };
}

/** Changes the movements of the set; places that became unclear raise tasks of it. */
export async function nameMovedLots(tx: StreamTx, changes: ChangeSet): Promise<void> {
  const { moves, lotCounts } = changes;
  if (moves.length === 0 && lotCounts.length === 0) return;
  const contents = await loadContents(tx, changes);
  if (contents.size === 0 && lotCounts.length === 0 && moves.every(({ move }) => !move.lot)) return;
  const of = (warehouseId: WarehouseId): Contents => {
    const known = contents.get(warehouseId) ?? new Map();
    contents.set(warehouseId, known);
    return known;
  };
  const unclear = unclearPlaces(contents);
  const named: ChangeSet['moves'] = [];
  /** Picked where several lots lie, and nobody said which. */
  const unnamed: ChangeSet['moves'] = [];
  const recount = (behind: number): void => {
    for (const { warehouseId, sku, locationId, lots, cause } of lotCounts.filter(
      (each) => each.behind === behind,
    ))
      for (const move of recountLots(of(warehouseId), { sku, place: locationId as LocationId }, lots))
        named.push({ warehouseId, move, cause });
  };
  for (const [at, { warehouseId, move, cause }] of moves.entries()) {
    recount(at);
    const lots = of(warehouseId).get(move.sku)?.get(move.from)?.lots ?? [];
    const hadLots = lots.some(({ units }) => units > 0);
    for (const each of nameLots(move, of(warehouseId))) {
      named.push({ warehouseId, move: each, cause });
      if (hadLots && !each.lot && each.cause === 'UnitsPicked')
        unnamed.push({ warehouseId, move: each, cause });
    }
  }
  recount(moves.length);
  changes.moves = named;
  await askForLots(tx, changes, unnamed);
  changes.lotCounts = [];
  for (const [key, { warehouseId, sku, locationId }] of unclearPlaces(contents)) {
    if (unclear.has(key) || !isLotPlace(locationId)) continue;
    const values = { location: locationId, sku, name: sku, class: '', reason: 'lots' };
    addTask(
      changes,
      warehouseId,
      { kind: 'count-cycle', values },
      { orderId: null, parcelId: null, opId: null },
    );
  }
}

/** One open task a bin and product: who picked looks into the tote, and the bin is counted by its lots. */
async function askForLots(tx: StreamTx, changes: ChangeSet, unnamed: ChangeSet['moves']): Promise<void> {
  if (unnamed.length === 0) return;
  const { rows } = await tx.client.query<{ stream_id: string; location: string; sku: string }>({
    name: 'lots-asked-for',
    text: `SELECT stream_id, doc->'values'->>'location' AS location, doc->'values'->>'sku' AS sku FROM task
           WHERE stream_id = ANY($1::text[]) AND kind = 'lot-unnamed' AND state = 'open' AND NOT deleted`,
    values: [[...new Set(unnamed.map(({ warehouseId }) => warehouseId))]],
  });
  const asked = new Set(rows.map(({ stream_id, location, sku }) => `${stream_id}\n${location}\n${sku}`));
  for (const { warehouseId, move, cause } of unnamed) {
    const key = `${warehouseId}\n${move.from}\n${move.sku}`;
    if (asked.has(key)) continue;
    asked.add(key);
    const values = { location: move.from, sku: move.sku, name: move.sku, quantity: move.quantity };
    addTask(
      changes,
      warehouseId,
      { kind: 'lot-unnamed', values },
      { orderId: null, parcelId: null, opId: (cause.opId ?? null) as OpId | null },
    );
  }
}

/** What lies at the places of the movements, where any of it is of a known lot. */
async function loadContents(tx: StreamTx, changes: ChangeSet): Promise<Map<WarehouseId, Contents>> {
  const places = new Map<string, { stream_id: string; sku: string; location_id: string }>();
  const add = (stream_id: string, sku: string, location_id: string): void => {
    places.set(`${stream_id}\n${sku}\n${location_id}`, { stream_id, sku, location_id });
  };
  for (const { warehouseId, move } of changes.moves) {
    add(warehouseId, move.sku, move.from);
    add(warehouseId, move.sku, move.to);
  }
  for (const { warehouseId, sku, locationId } of changes.lotCounts) add(warehouseId, sku, locationId);
  const { rows } = await tx.client.query<{
    stream_id: WarehouseId;
    sku: Sku;
    location_id: string;
    on_hand: number;
    lots: { lot: string; best_before: string; units: number }[] | null;
  }>({
    name: 'lots-of-moves',
    text: `SELECT m.stream_id, m.sku, m.location_id, coalesce(s.on_hand, 0) AS on_hand, l.lots
           FROM json_to_recordset($1) AS m (stream_id text, sku text, location_id text)
           LEFT JOIN stock_level s ON s.stream_id = m.stream_id AND s.sku = m.sku AND s.location_id = m.location_id
           LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('lot', lot, 'best_before', best_before, 'units', on_hand) ORDER BY lot, best_before) AS lots
             FROM lot_level l WHERE l.stream_id = m.stream_id AND l.sku = m.sku AND l.location_id = m.location_id AND l.on_hand <> 0) AS l ON true
           WHERE EXISTS (SELECT 1 FROM lot k WHERE k.stream_id = m.stream_id AND k.sku = m.sku) OR m.sku = ANY($2::text[])`,
    values: [
      jsonRows([...places.values()]),
      [
        ...changes.moves.flatMap(({ move }) => (move.lot ? [move.sku] : [])),
        ...changes.lotCounts.map(({ sku }) => sku),
      ],
    ],
  });
  const contents = new Map<WarehouseId, Contents>();
  for (const { stream_id, sku, location_id, on_hand, lots } of rows) {
    const ofWarehouse: Contents = contents.get(stream_id) ?? new Map();
    contents.set(stream_id, ofWarehouse);
    const ofSku = ofWarehouse.get(sku) ?? new Map();
    ofWarehouse.set(sku, ofSku);
    ofSku.set(location_id, {
      onHand: on_hand,
      lots: (lots ?? []).map((row) => ({ lot: lotOfColumns(row), units: row.units })),
    });
  }
  return contents;
}

type Place = { warehouseId: WarehouseId; sku: Sku; locationId: string };

function unclearPlaces(contents: ReadonlyMap<WarehouseId, Contents>): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const [warehouseId, bySku] of contents)
    for (const [sku, byPlace] of bySku)
      for (const [locationId, content] of byPlace)
        if (isUnclear(content))
          places.set(`${warehouseId}\n${sku}\n${locationId}`, { warehouseId, sku: sku as Sku, locationId });
  return places;
}

export function storeLotLevels(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  type OfLot = LotColumns & { stream_id: WarehouseId; sku: Sku };
  const levels = new Map<string, OfLot & { location_id: string; delta: number }>();
  const lots = new Map<string, OfLot & { since: string }>();
  for (const { warehouseId, move, cause } of changes.moves) {
    if (!move.lot) continue;
    const of = { stream_id: warehouseId, sku: move.sku, ...columnsOf(move.lot) };
    const key = JSON.stringify(of);
    const first = lots.get(key)?.since;
    lots.set(key, { ...of, since: first !== undefined && first < cause.at ? first : cause.at });
    for (const [location_id, delta] of [
      [move.from, -move.quantity],
      [move.to, move.quantity],
    ] as const) {
      const at = `${key} ${location_id}`;
      levels.set(at, { ...of, location_id, delta: (levels.get(at)?.delta ?? 0) + delta });
    }
  }
  if (lots.size === 0) return [];
  return [
    tx.client.query({
      name: 'store-lot-levels',
      text: `INSERT INTO lot_level AS l (stream_id, sku, location_id, lot, best_before, on_hand)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, sku text, location_id text, lot text, best_before text, delta int)
             ON CONFLICT (stream_id, sku, location_id, lot, best_before) DO UPDATE SET on_hand = l.on_hand + excluded.on_hand`,
      values: [jsonRows([...levels.values()])],
    }),
    tx.client.query({
      name: 'store-lots',
      text: `INSERT INTO lot AS l (stream_id, sku, lot, best_before, since)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, sku text, lot text, best_before text, since timestamptz)
             ON CONFLICT (stream_id, sku, lot, best_before) DO UPDATE SET since = excluded.since WHERE excluded.since < l.since`,
      values: [jsonRows([...lots.values()])],
    }),
  ];
}
