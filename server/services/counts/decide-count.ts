// What a manager says to a large difference that was found twice: book it, or have it counted once more. The difference is
// worked out anew: goods may have moved, and the place may have been counted again, since.
import type { OpId, Sku, WarehouseId } from '../../../shared/domain/ids';
import { judgeCount } from '../../../shared/domain/stock/count';
import type { LotUnits } from '../../../shared/domain/stock/lot-levels';
import { addTask, type Cause, newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { loadCountFacts } from '../sync/load-stock-facts';
import { bookDifference } from './book-difference';
import type { CountTools } from './hand-out-counts';

export type CountDecision = 'book' | 'again';
export type Decided = 'done' | 'unknown' | 'not-open';

type Stored = {
  state: string;
  station_id: string;
  station: string;
  station_seq: number;
  actor: string | null;
  location_id: string;
  sku: Sku;
  name: string | null;
  at: string;
  counted: number;
  in_boxes: number;
  epoch: string;
  seq: number;
  lots: LotUnits[] | null;
};

export async function decideCount(
  { writer, now, newId }: CountTools,
  warehouseId: WarehouseId,
  opId: string,
  decision: CountDecision,
  by: { personId: string; stationId: string },
): Promise<Decided> {
  return writer.submit([warehouseId], async (tx): Promise<Decided> => {
    const { rows } = await tx.client.query<Stored>(
      `SELECT c.*, o.body->'lots' AS lots, o.station_seq, s.name AS station, p.doc->>'name' AS name FROM stock_count c JOIN op o ON o.op_id = c.op_id
       JOIN station s ON s.station_id = c.station_id LEFT JOIN product p ON p.sku = c.sku
       WHERE c.stream_id = $1 AND c.op_id = $2`,
      [warehouseId, opId],
    );
    const [count] = rows;
    if (!count) return 'unknown';
    if (count.state !== 'approval') return 'not-open';
    const { station_id: stationId, location_id: locationId, sku, counted, in_boxes: inBoxes } = count;
    const asked = {
      envelope: {
        opId: opId as OpId,
        stationSeq: count.station_seq,
        actor: count.actor as never,
        at: new Date(count.at).toISOString(),
      },
      stationId,
      body: { locationId, sku, seen: { epoch: count.epoch, seq: count.seq } },
    };
    const facts = (await loadCountFacts(tx.client, warehouseId, [asked])).get(opId);
    const at = now().toISOString();
    const changes = newChangeSet(at, newId);
    const cause: Cause = { at, actor: by.personId, stationId: by.stationId, opId };
    const verdict = facts?.isThisLife
      ? judgeCount({ counted, inBoxes, seq: count.seq }, facts)
      : ({ kind: 'superseded', difference: 0 } as const);
    const toldLots = facts?.unseen === 0 && count.lots ? count.lots : undefined;
    const isOver = verdict.kind === 'superseded';
    if (decision === 'again')
      addTask(
        changes,
        warehouseId,
        {
          kind: 'count-again',
          values: { location: locationId, sku, name: count.name ?? sku, counted, station: count.station },
        },
        { orderId: null, parcelId: null, opId: opId as never },
      );
    else if (!isOver)
      bookDifference(
        changes,
        {
          warehouseId,
          opId,
          locationId,
          sku,
          difference: verdict.difference,
          cost: facts?.cost ?? null,
          lots: toldLots,
        },
        cause,
      );
    await tx.client.query(
      `UPDATE stock_count SET state = $3, decided_by = $4, decided_at = $5, difference = CASE WHEN $3 = 'booked' THEN $6 ELSE difference END
       WHERE stream_id = $1 AND op_id = $2`,
      [
        warehouseId,
        opId,
        decision === 'again' ? 'again' : isOver ? 'superseded' : 'booked',
        by.personId,
        at,
        verdict.difference,
      ],
    );
    if (decision === 'book')
      await tx.client.query(
        `UPDATE stock_count SET state = 'superseded'
         WHERE stream_id = $1 AND location_id = $2 AND sku = $3 AND op_id <> $4 AND state IN ('waiting', 'approval')`,
        [warehouseId, locationId, sku, opId],
      );
    await storeChanges(tx, changes);
    return 'done';
  });
}
