// What head office has of what the packers were told: nothing missing, nothing twice, nothing that nobody did, and the
// same parcels on both sides.
import type { HeadOfficeBooks } from '../../e2e/rigs/head-office-books';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import type { SoakStation } from './station';

export type SoakAccount = {
  told: number;
  /** Ops a packer was told of that head office does not have. */
  lost: number;
  /** Numbers of a station used twice or left out, and units in boxes that no scan put there. */
  duplicated: number;
  /** Parcels that a bench shows otherwise than head office. */
  different: number;
  ledgerFaults: number;
};

type OpRow = {
  op_id: string;
  station_seq: number;
  type: string;
  parcel_id: string | null;
  status: string;
  undoes: string | null;
};

export async function account(
  books: HeadOfficeBooks,
  stations: readonly SoakStation[],
): Promise<SoakAccount> {
  const result: SoakAccount = { told: 0, lost: 0, duplicated: 0, different: 0, ledgerFaults: 0 };
  const inBoxes = new Map<string, number>();
  for (const { stationId, told, held } of stations) {
    const rows = await books.ask<OpRow>(
      `SELECT op_id, station_seq::int, type, parcel_id, status, body->>'undoes' AS undoes FROM op
       WHERE station_id = $1 ORDER BY station_seq`,
      [stationId],
    );
    const there = new Map(rows.map((row) => [row.op_id, row]));
    result.told += told.length;
    result.lost += told.filter(({ opId }) => !there.has(opId)).length;
    result.duplicated += rows.filter((row, index) => row.station_seq !== index + 1).length;
    for (const row of rows) count(inBoxes, row, there);
    const stored = await books.ask<{ doc: Parcel }>(
      'SELECT doc FROM parcel WHERE parcel_id = ANY($1::uuid[])',
      [held().map(({ parcelId }) => parcelId)],
    );
    const docs = new Map(stored.map(({ doc }) => [doc.parcelId, doc]));
    result.different += held().filter((parcel) => !isSame(parcel, docs.get(parcel.parcelId))).length;
  }
  const packed = await books.ask<{ parcel_id: string; units: number }>(
    `SELECT parcel_id, (SELECT sum((line->>'packed')::int) FROM jsonb_array_elements(doc->'lines') AS line)::int AS units
     FROM parcel WHERE parcel_id = ANY($1::uuid[])`,
    [[...inBoxes.keys()]],
  );
  result.duplicated += packed.filter(({ parcel_id, units }) => units !== inBoxes.get(parcel_id)).length;
  result.ledgerFaults = (await books.ledgerFaults()).length;
  return result;
}

/** Units by parcel that its applied scans put in, less those taken out again. */
function count(inBoxes: Map<string, number>, row: OpRow, there: ReadonlyMap<string, OpRow>): void {
  if (row.parcel_id === null || row.status !== 'applied') return;
  const units = inBoxes.get(row.parcel_id) ?? 0;
  if (row.type === 'parcel.pack-item') inBoxes.set(row.parcel_id, units + 1);
  else if (row.type === 'parcel.undo' && there.get(row.undoes ?? '')?.type === 'parcel.pack-item')
    inBoxes.set(row.parcel_id, units - 1);
  else inBoxes.set(row.parcel_id, units);
}

function isSame(here: Parcel, there: Parcel | undefined): boolean {
  const shown = ({ state, fence, lines, sscc, seq }: Parcel): string =>
    JSON.stringify([state, fence, lines.map(({ lineNo, packed }) => [lineNo, packed]), sscc, seq]);
  return there !== undefined && shown(here) === shown(there);
}
