// A floor as rows of a sheet, and back. Every part is a row, so that what is written out and read in again is the same floor.
// A file adds and changes; what it does not name stays.
import type { z } from 'zod';
import type { Refusal } from '../decision';
import { type FloorChange, noChange } from './floor-change';
import {
  aisleSchema,
  binEditSchema,
  crossingSchema,
  depotSchema,
  type FloorPart,
  type FloorPlan,
  rackSchema,
  zoneSchema,
} from './floor-plan';

export const floorColumns = [
  'part',
  'code',
  'name',
  'purpose',
  'zone',
  'aisle',
  'crossing',
  'side',
  'rack',
  'at_mm',
  'level',
  'bay_mm',
  'bays',
  'levels',
  'length_mm',
  'width_mm',
  'height_mm',
  'max_grams',
  'walk_order',
] as const;
export type FloorColumn = (typeof floorColumns)[number];
export type FloorRow = Readonly<Partial<Record<FloorColumn, string>>>;

export function rowsOfFloor(plan: FloorPlan): FloorRow[] {
  return [
    ...plan.zones.map(({ code, name }) => ({ part: 'zone', code, name })),
    ...plan.aisles.map(({ code, atMm }) => ({ part: 'aisle', code, at_mm: String(atMm) })),
    ...plan.crossings.map(({ code, atMm }) => ({ part: 'crossing', code, at_mm: String(atMm) })),
    ...(plan.depot ? [{ part: 'depot', ...plan.depot }] : []),
    ...plan.racks.map(({ code, aisle, side, fromMm, bayMm, bays, levels }) => ({
      part: 'rack',
      code,
      aisle,
      side,
      at_mm: String(fromMm),
      bay_mm: String(bayMm),
      bays: String(bays),
      levels: String(levels),
    })),
    ...plan.bins.map(({ locationId, purpose, zone, aisle, spot, size, maxGrams, walkOrder }) => ({
      part: 'bin',
      code: locationId,
      purpose,
      zone: zone ?? '',
      aisle: aisle ?? '',
      side: spot?.side ?? '',
      rack: spot?.rack ?? '',
      at_mm: spot ? String(spot.alongMm) : '',
      level: spot ? String(spot.level) : '',
      length_mm: size ? String(size.lengthMm) : '',
      width_mm: size ? String(size.widthMm) : '',
      height_mm: size ? String(size.heightMm) : '',
      max_grams: maxGrams === null ? '' : String(maxGrams),
      walk_order: String(walkOrder),
    })),
  ];
}

export type RowAbout = { part: FloorPart | 'depot'; key: string };
export type RowReading =
  | { ok: true; about: RowAbout; put: (change: FloorChange) => void }
  | { ok: false; refusal: Refusal };

/** What a row says, each field under its own name; what is wrong is named by its column. */
export function readFloorRow(row: FloorRow): RowReading {
  const text = (column: FloorColumn): string => (row[column] ?? '').trim();
  const number = (column: FloorColumn): number | string => {
    const written = text(column);
    return /^\d{1,12}$/.test(written) ? Number(written) : written;
  };
  const orNull = <T>(column: FloorColumn, value: T): T | null => (text(column) === '' ? null : value);
  const code = text('code');
  switch (text('part').toLowerCase()) {
    case 'zone':
      return read('zones', code, zoneSchema, { code, name: text('name') });
    case 'aisle':
      return read('aisles', code, aisleSchema, { code, atMm: number('at_mm') });
    case 'crossing':
      return read('crossings', code, crossingSchema, { code, atMm: number('at_mm') });
    case 'depot': {
      const depot = depotSchema.safeParse({ aisle: text('aisle'), crossing: text('crossing') });
      if (!depot.success) return wrong(depot.error, row);
      return {
        ok: true,
        about: { part: 'depot', key: 'depot' },
        put: (change) => void (change.depot = depot.data),
      };
    }
    case 'rack':
      return read('racks', code, rackSchema, {
        code,
        aisle: text('aisle'),
        side: text('side'),
        fromMm: number('at_mm'),
        bayMm: number('bay_mm'),
        bays: number('bays'),
        levels: number('levels'),
      });
    case 'bin': {
      const isPlaced = ['side', 'at_mm', 'level'].some((column) => text(column as FloorColumn) !== '');
      const isMeasured = ['length_mm', 'width_mm', 'height_mm'].some(
        (column) => text(column as FloorColumn) !== '',
      );
      return read('bins', code, binEditSchema, {
        locationId: code,
        purpose: text('purpose') || 'pick',
        zone: orNull('zone', text('zone')),
        aisle: orNull('aisle', text('aisle')),
        spot: isPlaced
          ? {
              rack: orNull('rack', text('rack')),
              side: text('side'),
              alongMm: number('at_mm'),
              level: number('level'),
            }
          : null,
        size: isMeasured
          ? { lengthMm: number('length_mm'), widthMm: number('width_mm'), heightMm: number('height_mm') }
          : null,
        maxGrams: orNull('max_grams', number('max_grams')),
        walkOrder: text('walk_order') === '' ? 0 : number('walk_order'),
      });
    }
    default:
      return fieldWrong('part', text('part'));
  }

  function read<Part extends FloorPart>(
    part: Part,
    key: string,
    schema: z.ZodType<FloorChange['put'][Part][number]>,
    said: object,
  ): RowReading {
    const parsed = schema.safeParse(said);
    if (!parsed.success) return wrong(parsed.error, row);
    return {
      ok: true,
      about: { part, key },
      put: (change) => void (change.put[part] as unknown[]).push(parsed.data),
    };
  }
}

/** One change of many rows. */
export function changeOfRows(readings: readonly RowReading[]): FloorChange {
  const change = noChange();
  for (const reading of readings) if (reading.ok) reading.put(change);
  return change;
}

const columnOf: Readonly<Record<string, FloorColumn>> = {
  locationId: 'code',
  atMm: 'at_mm',
  fromMm: 'at_mm',
  alongMm: 'at_mm',
  bayMm: 'bay_mm',
  lengthMm: 'length_mm',
  widthMm: 'width_mm',
  heightMm: 'height_mm',
  maxGrams: 'max_grams',
  walkOrder: 'walk_order',
};

function wrong(error: z.ZodError, row: FloorRow): RowReading {
  const field = String(error.issues[0]?.path.at(-1) ?? 'part');
  const column = columnOf[field] ?? (field as FloorColumn);
  return fieldWrong(column, row[column] ?? '');
}

function fieldWrong(column: FloorColumn, value: string): RowReading {
  return {
    ok: false,
    refusal: { code: 'floor-field-wrong', values: { column, value: value.slice(0, 40) || '–' } },
  };
}
