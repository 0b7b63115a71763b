// A head office that takes goods back: orders that were paid by card and have left, and a desk that handles them.
import { v7 as uuidV7 } from 'uuid';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import type { NewOrder } from '../../../shared/contract/http';
import type { ReturnProposal } from '../../../shared/contract/returns';
import type { GoodsReturn } from '../../../shared/domain/returns/goods-return';
import type { Refund } from '../../../shared/domain/refund/refund';
import { leeds } from '../../test-office.test-kit';
import { changeReservation, headOfficeCause, newChangeSet } from '../changes/change-set';
import { loadOrders } from '../changes/load';
import { tellOrder } from '../changes/order-changes';
import { storeChanges } from '../changes/store';
import { clerk, manager, type PaidOffice, startPaidOffice } from '../payments/payments.test-kit';

type Asked = { status: number; body: Record<string, unknown> };

export type ReturnsOffice = {
  paid: PaidOffice;
  /** An order paid by card, all of it handed over. */
  shipped: (externalId: string, lines: NewOrder['lines'], charges?: NewOrder['charges']) => Promise<OrderId>;
  /** Hands over units as a parcel does: counters, reservations and ledger. */
  ship: (orderId: OrderId, lineNo: number, quantity: number) => Promise<void>;
  ask: (
    orderId: OrderId,
    lines: { lineNo: number; quantity: number; reason?: string }[],
    change?: object,
  ) => Promise<Asked>;
  receive: (
    returnId: string,
    units: { lineNo: number | null; sku: string; quantity: number }[],
  ) => Promise<Asked>;
  dispose: (returnId: string, disposal: object) => Promise<Asked>;
  refund: (
    returnId: string,
    lines: { lineNo: number; quantity: number }[],
    change?: object,
  ) => Promise<Asked>;
  exchange: (
    returnId: string,
    lines: { lineNo: number; quantity: number }[],
    goods: object[],
    key?: string,
  ) => Promise<Asked>;
  proposal: (returnId: string) => Promise<ReturnProposal>;
  approve: (refundId: string) => Promise<Asked>;
  returnOf: (returnId: string) => Promise<GoodsReturn>;
  refundsOf: (orderId: string) => Promise<Refund[]>;
  /** Units of a SKU at a location of Leeds. */
  at: (sku: string, locationId: string) => Promise<number>;
  close: () => Promise<void>;
};

export const badge = 'P1';

export async function startReturnsOffice(): Promise<ReturnsOffice> {
  const paid = await startPaidOffice();
  const { office, receive } = paid.test;
  const { desk } = paid;
  for (const sku of ['MUG', 'LAMP', 'BOWL']) await receive(sku, 50);
  await paid.setChannel({ rule: 'authorised', providers: ['card'], usual: 'card', captureAt: 'hand-over' });

  const ship: ReturnsOffice['ship'] = (orderId, lineNo, quantity) =>
    office.writer.submit([companyStream, leeds], async (tx) => {
      const changes = newChangeSet(office.now().toISOString(), office.newId);
      await loadOrders(tx.client, changes, [orderId]);
      const cause = headOfficeCause(changes);
      const lines = [{ lineNo, quantity }];
      for (const type of ['RecordPacked', 'RecordShipped'] as const) {
        const answer = tellOrder(changes, orderId, { type, parcelId: uuidV7(), lines }, cause);
        if (!answer.ok) throw new Error(answer.refusal.code);
      }
      const held = changes.reservations.get(orderId)?.find((each) => each.lineNo === lineNo);
      if (!held) throw new Error('nothing is held for it');
      changeReservation(changes, held, -quantity, -Math.min(quantity, held.inParcels));
      const from = held.locationId as never;
      const move = {
        sku: held.sku,
        from,
        to: outsideLocations.customer,
        quantity,
        cause: 'ParcelHandedOver',
      };
      changes.moves.push({ warehouseId: leeds, move, cause });
      await storeChanges(tx, changes);
    });

  return {
    paid,
    ship,
    shipped: async (externalId, lines, charges = []) => {
      const payment = { providerId: 'card', token: 'pm_card_visa' };
      const orderId = (await desk.place({ externalId, lines, charges, payment })) as OrderId;
      await paid.settled();
      for (const [index, { quantity }] of lines.entries()) await ship(orderId, index + 1, quantity);
      await paid.settled();
      return orderId;
    },
    ask: (orderId, lines, change = {}) =>
      desk.post('/v1/returns', { returnId: uuidV7(), orderId, origin: 'office', lines, badge, ...change }),
    receive: (returnId, units) =>
      desk.post(`/v1/returns/${returnId}/receive`, { act: uuidV7(), badge, units }),
    dispose: (returnId, disposal) =>
      desk.post(`/v1/returns/${returnId}/dispose`, { act: uuidV7(), badge, no: 1, quantity: 1, ...disposal }),
    refund: (returnId, lines, change = {}) =>
      desk.post(`/v1/returns/${returnId}/refund`, { refundId: uuidV7(), lines, by: clerk, ...change }),
    exchange: (returnId, lines, goods, key = uuidV7()) =>
      desk.post(`/v1/returns/${returnId}/exchange`, { key, lines, goods, by: clerk }),
    proposal: async (returnId) =>
      (await desk.get(`/v1/returns/${returnId}/proposal`)).body as unknown as ReturnProposal,
    approve: (refundId) => desk.post(`/v1/refunds/${refundId}/answer`, { answer: 'approve', by: manager }),
    returnOf: async (returnId) => (await desk.get(`/v1/returns/${returnId}`)).body as unknown as GoodsReturn,
    refundsOf: async (orderId) =>
      (
        await paid.test.rows<{ doc: Refund }>(
          `SELECT doc FROM record WHERE kind = 'refund' AND order_id = $1 ORDER BY created_at, record_id`,
          orderId,
        )
      ).map(({ doc }) => doc),
    at: async (sku, locationId) => {
      const [row] = await paid.test.rows<{ on_hand: number }>(
        'SELECT on_hand FROM stock_level WHERE stream_id = $1 AND sku = $2 AND location_id = $3',
        leeds,
        sku,
        locationId,
      );
      return row?.on_hand ?? 0;
    },
    close: () => paid.close(),
  };
}
