// What a person says of a shelf: counted, filled, or when to be told. Stations hear of the level, and a task that said it
// runs out may come again.
import type { SupplyRequest } from '../../../shared/contract/boxes';
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import { type BoxTools, tellSite } from './box-sites';
import { countShelf, putOn, setLow } from './supplies';
import { tellLow } from './tell-low';

/** @returns false: there is no such box or padding */
export async function changeSupply(
  tools: BoxTools,
  warehouseId: WarehouseId,
  request: SupplyRequest,
  by: string,
): Promise<boolean> {
  const { supply } = request;
  const end = supply.indexOf(' ');
  const [kind, id] = [supply.slice(0, end), supply.slice(end + 1)];
  const { rows } = await tools.pool.query(
    `SELECT 1 FROM directory WHERE stream_id = $1 AND kind = $2 AND NOT deleted
     AND coalesce(doc->'box'->>'boxId', doc->'padding'->>'paddingId') = $3`,
    [companyStream, kind, id],
  );
  if (rows.length === 0) return false;
  const about = {
    streamId: warehouseId,
    supply,
    ref: tools.newId(),
    at: tools.now().toISOString(),
    actor: by,
  };
  await tools.writer.submit([warehouseId], async ({ client }) => {
    switch (request.act) {
      case 'count':
        return countShelf(client, about, request.counted);
      case 'receive':
        return putOn(client, { ...about, cause: 'received', quantity: request.received });
      case 'low':
        return setLow(client, warehouseId, supply, request.lowAt);
      default:
        return request satisfies never;
    }
  });
  if (kind === 'box') await tellSite(tools, warehouseId, id);
  await tellLow(tools, warehouseId, supply);
  return true;
}
