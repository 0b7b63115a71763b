// The drawn floor of a warehouse, with its bins as the ledger knows them.
import type { WarehouseId } from '../../../shared/domain/ids';
import {
  type Bin,
  type BinPurpose,
  emptyFloor,
  type FloorPlan,
  type FloorZone,
} from '../../../shared/domain/floor/floor-plan';
import { benchLocation, quarantineLocation } from '../../../shared/domain/stock/ledger';
import type { Queryable } from '../../db/pool';

/** What is drawn around the bins. */
export type FloorDoc = Omit<FloorPlan, 'bins'>;
/** What a location's document says of a bin, beside its own columns. */
export type BinDoc = Partial<Pick<Bin, 'purpose' | 'spot' | 'size' | 'maxGrams'>>;

export type LoadedFloor = { version: number; plan: FloorPlan };

type BinRow = {
  location_id: string;
  kind: 'bin' | 'quarantine' | 'bench';
  zone: string | null;
  aisle: string | null;
  walk_order: number;
  doc: BinDoc;
};

/** What a bin is for that nobody has said it of. */
const purposeOfKind: Record<BinRow['kind'], BinPurpose> = {
  bin: 'pick',
  quarantine: 'returns',
  bench: 'staging',
};

/** @param kinds only bins of these; all of them unless said otherwise */
export async function loadPlan(
  db: Queryable,
  warehouseId: WarehouseId,
  kinds: readonly BinRow['kind'][] = ['bin', 'quarantine', 'bench'],
): Promise<LoadedFloor> {
  const drawn = await db.query<{ version: number; doc: FloorDoc }>({
    name: 'floor-plan',
    text: 'SELECT version, doc FROM floor_plan WHERE stream_id = $1',
    values: [warehouseId],
  });
  const { rows } = await db.query<BinRow>({
    name: 'floor-bins',
    text: `SELECT location_id, kind, zone, aisle, walk_order, doc FROM location
           WHERE stream_id = $1 AND kind = ANY($2::text[]) AND location_id <> ALL($3::text[])
           ORDER BY walk_order, location_id`,
    values: [warehouseId, kinds, [quarantineLocation, benchLocation]],
  });
  const { version = 0, doc = emptyFloor } = drawn.rows[0] ?? {};
  return { version, plan: { ...doc, zones: zonesOf(doc.zones, rows), bins: rows.map(binOf) } };
}

/** A zone that a bin is in is one, whether somebody named it or not. */
function zonesOf(named: readonly FloorZone[], rows: readonly BinRow[]): FloorZone[] {
  const known = new Set(named.map(({ code }) => code));
  const others = new Set(rows.flatMap(({ zone }) => (zone === null || known.has(zone) ? [] : [zone])));
  return [...named, ...[...others].sort().map((code) => ({ code, name: '' }))];
}

function binOf({ location_id, kind, zone, aisle, walk_order, doc }: BinRow): Bin {
  return {
    locationId: location_id as Bin['locationId'],
    purpose: doc.purpose ?? purposeOfKind[kind],
    zone,
    aisle,
    spot: doc.spot ?? null,
    size: doc.size ?? null,
    maxGrams: doc.maxGrams ?? null,
    walkOrder: walk_order,
  };
}
