// The official waybill of a seal as head office keeps it, and what works on waybills has in hand.
import {
  decideWaybillRecord,
  evolveWaybillRecord,
  type Waybill,
  type WaybillRecordCommand,
  type WaybillRecordEvent,
  waybillSchema,
} from '../../../shared/domain/waybill/waybill';
import { companyStream } from '../../../shared/domain/ids';
import type { Pool } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import type { Machine } from '../records/machine';
import { tellRecord, type Told } from '../records/tell-record';
import type { WaybillTransmitters } from './transmitter';

export const waybillMachine: Machine<Waybill, WaybillRecordCommand, WaybillRecordEvent> = {
  kind: 'waybill',
  schema: waybillSchema,
  decide: decideWaybillRecord,
  evolve: evolveWaybillRecord,
  about: ({ state, orderId, number, parcelId, warehouseId }) => ({
    state,
    orderId,
    keys: [`number:${number}`, waybillsOf(parcelId), `warehouse:${warehouseId}`],
    dueAt: null,
  }),
};

export const waybillsOf = (parcelId: string): string => `parcel:${parcelId}`;

export type WaybillTools = {
  pool: Pool;
  writer: StreamWriter;
  now: () => Date;
  newId: () => string;
  transmitters: WaybillTransmitters;
};

/** `actor` is null where head office did it by itself. */
export function tellWaybill(
  { writer, now }: Pick<WaybillTools, 'writer' | 'now'>,
  waybillId: string,
  command: WaybillRecordCommand,
  actor: string | null = null,
): Promise<Told<Waybill, WaybillRecordEvent>> {
  const cause = { at: now().toISOString(), actor, stationId: null, opId: null };
  return writer.submit([companyStream], (tx) => tellRecord(tx, waybillMachine, waybillId, command, cause));
}
