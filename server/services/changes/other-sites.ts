// Orders whose rest shall come from another site: from this transaction on nobody gives them units of the site that was short,
// and looking for another one waits in the outbox.
import { companyStream, type OrderId, type WarehouseId } from '../../../shared/domain/ids';
import type { StreamTx } from '../../db/stream-writer';
import { later } from '../../jobs/outbox';
import { sourcesLost } from '../../../shared/domain/parcel/cut-sources';
import type { Parcel, ParcelEvent } from '../../../shared/domain/parcel/parcel';
import type { ChangeSet } from './change-set';
import { jsonRows } from './json-rows';

export const otherSiteTopic = 'other-site';
/** Why a route is fixed until then; a person's own word is never overwritten. */
export const otherSiteReason = 'other-site';

export type OtherSiteWork = {
  orderId: OrderId;
  lineNo: number;
  /** The site that was short, and the bin. */
  warehouseId: WarehouseId;
  location: string;
  opId: string;
};

/** Somebody who did not find units said that they come from another site. `before` is the parcel as it stood then. */
export function askOtherSites(
  changes: ChangeSet,
  before: Parcel,
  events: readonly ParcelEvent[],
  opId: string,
): void {
  const { orderId, warehouseId } = before;
  for (const event of events) {
    if (event.type !== 'ItemMissing' && event.type !== 'ItemDamaged') continue;
    const { lineNo, quantity, at } = event;
    const line = before.lines.find((each) => each.lineNo === lineNo);
    const [lost] = line ? sourcesLost(line, quantity) : [];
    changes.otherSites.push({ orderId, lineNo, warehouseId, location: at ?? lost?.locationId ?? '', opId });
  }
}

export function storeOtherSites(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  if (changes.otherSites.length === 0) return [];
  const rows = changes.otherSites.map(({ orderId, warehouseId }) => ({
    order_id: orderId,
    warehouse_id: warehouseId,
  }));
  return [
    tx.client.query({
      name: 'keep-off-short-sites',
      text: `INSERT INTO order_route (stream_id, order_id, override)
             SELECT DISTINCT ON (order_id) $1, order_id, jsonb_build_object('reason', $3::text, 'warehouseIds', others.ids)
             FROM json_to_recordset($2) AS r (order_id uuid, warehouse_id text)
             CROSS JOIN LATERAL (SELECT jsonb_agg(stream_id ORDER BY stream_id) AS ids FROM stream s
               WHERE s.kind = 'warehouse' AND s.stream_id <> r.warehouse_id) AS others
             WHERE others.ids IS NOT NULL
             ON CONFLICT (stream_id, order_id) DO UPDATE SET override = excluded.override WHERE order_route.override IS NULL`,
      values: [companyStream, jsonRows(rows), otherSiteReason],
    }),
    later(
      tx.client,
      changes.otherSites.map((payload) => ({ topic: otherSiteTopic, key: payload.orderId, payload })),
      changes.newId,
    ),
  ];
}
