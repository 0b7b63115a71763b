// The carrier's own label of a box, as its bench prints it beside ours: only for the box and the weight it was bought for.
import { isForThisBox } from '../domain/parcel/carrier-code';
import type { Parcel } from '../domain/parcel/parcel';
import type { CarrierLabel, KeptLabel } from './model';
import { type PrintJobId, printJobIdSchema } from './print-job';

/**
 * One label a purchase: its job has a name of its own, so that asking twice is one label.
 * @param reference `PARCEL-2` for the second purchase of a parcel (domain/shipment/questions.ts)
 */
export function carrierLabelJobId(reference: string): PrintJobId {
  const end = reference.lastIndexOf('-');
  return printJobIdSchema.parse(`c${reference.slice(end + 1)}${reference.slice(0, end).replaceAll('-', '')}`);
}

/** Null until the box is sealed, and where what was bought is not for this box: head office buys another one then. */
export function carrierLabelOf(parcel: Parcel, kept: KeptLabel | null): CarrierLabel | null {
  const { carrierLabel: offered, sscc } = parcel;
  if (!offered || !kept || kept.reference !== offered.reference) return null;
  if ((parcel.state !== 'sealed' && parcel.state !== 'labelled') || sscc === null) return null;
  if (!isForThisBox(parcel)) return null;
  return {
    kind: 'carrier',
    orderNumber: parcel.orderNumber,
    sscc: sscc as CarrierLabel['sscc'],
    carrierName: parcel.shipping.carrierName,
    trackingNumber: offered.trackingNumber,
    dpi: kept.dpi,
    zpl: kept.zpl,
  };
}
