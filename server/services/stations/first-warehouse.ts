// The warehouse that a company without any gets, so that its first station has a place to stand. Its name and address
// are put right later; its id stays.
import { companyStream, type WarehouseId, warehouseIdSchema } from '../../../shared/domain/ids';
import { outsideLocations, quarantineLocation, receivingLocation } from '../../../shared/domain/stock/ledger';
import type { Pool } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { warehousesOf } from '../allocation/allocate-orders';
import { saveEntries } from '../directory/save-entries';

const firstId = warehouseIdSchema.parse('W1');

/** The first warehouse there is, made when there is none. */
export async function firstWarehouse(
  pool: Pool,
  writer: StreamWriter,
  newId: () => string,
): Promise<WarehouseId> {
  const [known] = await warehousesOf(pool);
  if (known !== undefined) return known;
  await pool.query(
    `INSERT INTO stream (stream_id, kind, epoch) VALUES ($1, 'warehouse', $2) ON CONFLICT DO NOTHING`,
    [firstId, newId()],
  );
  await pool.query(
    `INSERT INTO location (stream_id, location_id, kind) SELECT $1, place, place FROM unnest($2::text[]) AS place ON CONFLICT DO NOTHING`,
    [firstId, [...Object.values<string>(outsideLocations), quarantineLocation, 'bench', receivingLocation]],
  );
  const address = {
    name: 'Warehouse',
    company: null,
    lines: [],
    postcode: null,
    city: '',
    region: null,
    countryCode: 'ZZ',
    phone: null,
    email: null,
  };
  const warehouse = { warehouseId: firstId, name: 'Warehouse', address, timeZone: 'UTC' };
  await writer.submit([companyStream], (tx) =>
    saveEntries(tx, [{ kind: 'warehouse', entryId: `warehouse-${firstId}`, warehouse }]),
  );
  return firstId;
}
