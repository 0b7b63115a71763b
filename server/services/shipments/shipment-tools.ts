// What works on shipments has in hand, and the two ways it writes: telling a record, and a task for a person.
import { companyStream } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Shipment, ShipmentCommand, ShipmentEvent } from '../../../shared/domain/shipment/shipment';
import type { TaskKind } from '../../../shared/domain/task/task';
import type { Pool } from '../../db/pool';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import type { CarrierDesk } from '../carriers/connections';
import { addTask, type Cause, newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { tellRecord, type Told } from '../records/tell-record';
import { shipmentMachine } from './shipment-machine';

export type ShipmentTools = {
  pool: Pool;
  writer: StreamWriter;
  now: () => Date;
  newId: () => string;
  carriers: CarrierDesk;
};

export function headOfficeDid(tools: Pick<ShipmentTools, 'now'>, actor: string | null = null): Cause {
  return { at: tools.now().toISOString(), actor, stationId: null, opId: null };
}

/** `before` runs behind the counter, first; it may answer with no command. */
export function tellShipment(
  tools: ShipmentTools,
  parcelId: string,
  command: ShipmentCommand,
  cause: Cause = headOfficeDid(tools),
): Promise<Told<Shipment, ShipmentEvent>> {
  return tools.writer.submit([companyStream], (tx) =>
    tellRecord(tx, shipmentMachine, parcelId, command, cause),
  );
}

/** A task about a parcel, once: an open one of the same kind is enough. The unit of work names the parcel's warehouse. */
export async function raiseOnce(
  tx: StreamTx,
  tools: Pick<ShipmentTools, 'now' | 'newId'>,
  { parcelId, orderId, warehouseId }: Pick<Parcel, 'parcelId' | 'orderId' | 'warehouseId'>,
  kind: TaskKind,
  values: Record<string, string | number>,
): Promise<void> {
  const open = await tx.client.query({
    name: 'open-task-of-parcel',
    text: `SELECT 1 FROM task WHERE stream_id = $1 AND kind = $2 AND state = 'open' AND doc->>'parcelId' = $3 AND NOT deleted LIMIT 1`,
    values: [warehouseId, kind, parcelId],
  });
  if (open.rows.length > 0) return;
  const changes = newChangeSet(tools.now().toISOString(), tools.newId);
  addTask(changes, warehouseId, { kind, values }, { orderId, parcelId, opId: null });
  await storeChanges(tx, changes);
}
