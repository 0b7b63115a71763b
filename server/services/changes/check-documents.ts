// Every document is checked against its schema before it is stored and pulled: a station that pulls an invalid one loses
// it for good (RxDB). A document that does not pass is a bug here, and names itself.
import { type Order, orderSchema } from '../../../shared/domain/order/order';
import { type Parcel, parcelSchema } from '../../../shared/domain/parcel/parcel';
import { type Tour, tourSchema } from '../../../shared/domain/tour/tour';
import { type Purchase, purchaseSchema } from '../../../shared/domain/purchasing/purchase';
import { type Transfer, transferSchema } from '../../../shared/domain/transfer/transfer';
import { type GoodsReturn, returnSchema } from '../../../shared/domain/returns/goods-return';
import type { ChangeSet } from './change-set';

export class InvalidDocument extends Error {
  override readonly name = 'InvalidDocument';
  constructor(
    readonly document: Order | Parcel | Tour | Purchase | Transfer | GoodsReturn,
    cause: unknown,
  ) {
    super(nameOf(document), { cause });
  }
}

/** Checks what was touched, once. Throws InvalidDocument. */
export function checkDocuments(changes: ChangeSet): void {
  if (changes.checked) return;
  for (const parcelId of changes.touchedParcels) {
    const parcel = changes.parcels.get(parcelId);
    if (!parcel) throw new Error(`parcel ${parcelId} was touched but is not there`);
    const checked = parcelSchema.safeParse(parcel);
    if (!checked.success) throw new InvalidDocument(parcel, checked.error);
  }
  for (const orderId of changes.touchedOrders) {
    const order = changes.orders.get(orderId);
    if (!order) throw new Error(`order ${orderId} was touched but is not there`);
    const checked = orderSchema.safeParse(order);
    if (!checked.success) throw new InvalidDocument(order, checked.error);
  }
  for (const tourId of changes.touchedTours) {
    const tour = changes.tours.get(tourId);
    if (!tour) throw new Error(`tour ${tourId} was touched but is not there`);
    const checked = tourSchema.safeParse(tour);
    if (!checked.success) throw new InvalidDocument(tour, checked.error);
  }
  for (const purchaseId of changes.touchedPurchases) {
    const purchase = changes.purchases.get(purchaseId);
    if (!purchase) throw new Error(`purchase ${purchaseId} was touched but is not there`);
    const checked = purchaseSchema.safeParse(purchase);
    if (!checked.success) throw new InvalidDocument(purchase, checked.error);
  }
  for (const transferId of changes.touchedTransfers) {
    const transfer = changes.transfers.get(transferId);
    if (!transfer) throw new Error(`transfer ${transferId} was touched but is not there`);
    const checked = transferSchema.safeParse(transfer);
    if (!checked.success) throw new InvalidDocument(transfer, checked.error);
  }
  for (const returnId of changes.touchedReturns) {
    const found = changes.returns.get(returnId);
    if (!found) throw new Error(`return ${returnId} was touched but is not there`);
    const checked = returnSchema.safeParse(found);
    if (!checked.success) throw new InvalidDocument(found, checked.error);
  }
  changes.checked = true;
}

function nameOf(document: Order | Parcel | Tour | Purchase | Transfer | GoodsReturn): string {
  if ('purchaseId' in document) return `purchase ${document.purchaseId}`;
  if ('transferId' in document) return `transfer ${document.transferId}`;
  if ('returnId' in document) return `return ${document.returnId}`;
  if ('tourId' in document) return `tour ${document.tourId}`;
  return 'parcelId' in document ? `parcel ${document.parcelId}` : `order ${document.orderId}`;
}
