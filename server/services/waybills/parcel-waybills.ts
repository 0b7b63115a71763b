// What happens to a box becomes what its waybill needs: drafted and numbered when it is sealed, void when the seal is broken; and
// what becomes of a waybill is told to its box. Called again with the same news it changes nothing.
import { companyStream, type ParcelId, type WarehouseId } from '../../../shared/domain/ids';
import { unitsPacked } from '../../../shared/domain/parcel/questions';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Waybill, WaybillDraft } from '../../../shared/domain/waybill/waybill';
import {
  waybillNumber,
  type WaybillRules,
  waybillSeries,
} from '../../../shared/domain/waybill/waybill-rules';
import type { Queryable } from '../../db/pool';
import { newChangeSet } from '../changes/change-set';
import { loadParcels } from '../changes/load';
import { commandParcel } from '../changes/parcel-changes';
import { storeChanges } from '../changes/store';
import { findRecords, readRecord } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import { loadParcel } from '../shipments/shipment-facts';
import { raiseOnce } from '../shipments/shipment-tools';
import { tellWaybill, waybillMachine, waybillsOf, type WaybillTools } from './waybill-machine';
import { readWaybillRules } from './waybill-rules';

/** @returns what was done, in a few words */
export async function takeWaybillNews(tools: WaybillTools, parcelId: string): Promise<string> {
  const parcel = await loadParcel(tools.pool, parcelId);
  if (!parcel) return 'no such parcel';
  const known = await findRecords(tools.pool, waybillMachine, waybillsOf(parcelId));
  const stale = known.filter(({ recordId, doc }) => recordId !== parcel.sealedBy && doc.state !== 'void');
  for (const { recordId } of stale) await tellWaybill(tools, recordId, { type: 'VoidWaybill' });
  const rules = parcel.waybill ? await readWaybillRules(tools.pool, parcel.warehouseId) : null;
  if (!rules || parcel.sealedBy === null || known.some(({ recordId }) => recordId === parcel.sealedBy))
    return stale.length > 0 ? `${stale.length} void` : 'nothing to do';
  return draft(tools, parcel, rules);
}

/** The number and the waybill are one transaction: a series has no holes. */
async function draft(tools: WaybillTools, parcel: Parcel, rules: WaybillRules): Promise<string> {
  const { sealedBy, weightGrams } = parcel;
  if (sealedBy === null || weightGrams === null || unitsPacked(parcel) === 0) return 'not sealed';
  return tools.writer.submit([companyStream], async (tx) => {
    if (await readRecord(tx.client, waybillMachine, sealedBy)) return 'there already';
    const issuedAt = tools.now().toISOString();
    const made: WaybillDraft = {
      waybillId: sealedBy,
      number: await nextNumber(tx.client, waybillSeries(rules.series, issuedAt)),
      parcelId: parcel.parcelId,
      warehouseId: parcel.warehouseId,
      orderId: parcel.orderId,
      orderNumber: parcel.orderNumber,
      boxNumber: parcel.boxNumber,
      issuedAt,
      orderedOn: parcel.placedAt.slice(0, 10),
      sender: rules.sender,
      to: parcel.shipTo,
      carrierName: parcel.shipping.carrierName,
      carrierTaxNumber:
        rules.carriers.find(({ carrierId }) => carrierId === parcel.shipping.carrierId)?.taxNumber ?? null,
      weightGrams,
      lines: parcel.lines
        .filter(({ packed }) => packed > 0)
        .map(({ sku, name, packed }) => ({ sku, name, quantity: packed })),
      transmitter: rules.transmitter,
    };
    const cause = { at: issuedAt, actor: null, stationId: null, opId: null };
    await tellRecord(tx, waybillMachine, sealedBy, { type: 'DraftWaybill', draft: made }, cause);
    return `drafted ${made.number}`;
  });
}

async function nextNumber(db: Queryable, series: string): Promise<string> {
  const { rows } = await db.query<{ last: number }>(
    `INSERT INTO number_series AS known (series, last) VALUES ($1, 1)
     ON CONFLICT (series) DO UPDATE SET last = known.last + 1 RETURNING last::int AS last`,
    [`waybill ${series}`],
  );
  return waybillNumber(series, rows[0]?.last ?? 1);
}

/** How far a waybill is, told to its box; and to a person what only a person can put right. @returns in a few words */
export async function tellParcelOfWaybill(tools: WaybillTools, waybillId: string): Promise<string> {
  const waybill = await readRecord(tools.pool, waybillMachine, waybillId);
  if (!waybill) return 'no such waybill';
  const { warehouseId, number } = waybill;
  return tools.writer.submit([warehouseId], async (tx) => {
    if (waybill.state === 'void') {
      if (waybill.transmittedAt === null) return 'void';
      await raiseOnce(tx, tools, waybill, 'waybill-to-cancel', {
        number: waybill.orderNumber,
        document: number,
      });
      return 'to be called off';
    }
    await tellBox(tx, tools, waybill);
    if (waybill.state === 'refused')
      await raiseOnce(tx, tools, waybill, 'waybill-refused', {
        number: waybill.orderNumber,
        document: number,
        reason: waybill.trouble?.message ?? '',
      });
    return waybill.state;
  });
}

async function tellBox(
  tx: Parameters<typeof storeChanges>[0],
  tools: WaybillTools,
  { parcelId, warehouseId, waybillId, number, state }: Waybill,
): Promise<void> {
  const changes = newChangeSet(tools.now().toISOString(), tools.newId);
  await loadParcels(tx.client, changes, warehouseId, [parcelId]);
  const shown = state === 'transmitted' || state === 'refused' ? state : 'awaited';
  commandParcel(changes, { type: 'TellWaybill', parcelId, sealedBy: waybillId, state: shown, number });
  await storeChanges(tx, changes);
}

const boxesAtOnce = 200;

/** Every box of a warehouse that has not left is told what is asked of it now. @returns in a few words */
export async function gateParcels(tools: WaybillTools, warehouseId: string): Promise<string> {
  const rules = await readWaybillRules(tools.pool, warehouseId);
  const fallback = rules?.isOn ? rules.fallback : null;
  let count = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await tools.pool.query<{ parcel_id: ParcelId }>({
      name: 'waybill-parcels',
      text: `SELECT parcel_id FROM parcel WHERE stream_id = $1 AND parcel_id > $2::uuid AND state NOT IN ('handed-over', 'cancelled')
               AND NOT deleted AND doc->'waybill'->>'fallback' IS DISTINCT FROM $3 ORDER BY parcel_id LIMIT ${boxesAtOnce}`,
      values: [warehouseId, after, fallback],
    });
    const last = rows.at(-1);
    if (!last) return `${count} boxes told`;
    after = last.parcel_id;
    count += rows.length;
    await tools.writer.submit([warehouseId as WarehouseId], async (tx) => {
      const changes = newChangeSet(tools.now().toISOString(), tools.newId);
      const ids = rows.map((row) => row.parcel_id);
      await loadParcels(tx.client, changes, warehouseId as WarehouseId, ids);
      for (const parcelId of ids) commandParcel(changes, { type: 'AskWaybill', parcelId, fallback });
      await storeChanges(tx, changes);
    });
  }
}
