// The carrier's own label of a box, as its bench prints it beside ours: only for the box and the weight it was bought for.
import { fitsBox } from '../domain/shipment/questions';
import type { Parcel } from '../domain/parcel/parcel';
import type { CarrierLabel } from './model';
import { type PrintJobId, printJobIdSchema } from './print-job';

/** What head office keeps of a bought label, and the bench fetches. */
export type KeptLabel = Pick<CarrierLabel, 'dpi' | 'zpl'> & { reference: string };

/**
 * One label a purchase: its job has a name of its own, so that asking twice is one label.
 * @param reference `PARCEL-2` for the second purchase of a parcel (domain/shipment/questions.ts)
 */
export function carrierLabelJobId(reference: string): PrintJobId {
  const [attempt = '', ...parcel] = reference.split('-').toReversed();
  return printJobIdSchema.parse(`c${attempt}${parcel.toReversed().join('')}`);
}

/** Null until the box is sealed, and where what was bought is not for this box: head office buys another one then. */
export function carrierLabelOf(parcel: Parcel, kept: KeptLabel | null): CarrierLabel | null {
  const { carrierLabel: offered, sscc, weightGrams } = parcel;
  if (!offered || !kept || kept.reference !== offered.reference) return null;
  if ((parcel.state !== 'sealed' && parcel.state !== 'labelled') || sscc === null || weightGrams === null)
    return null;
  if (!fitsBox(offered, { boxId: parcel.boxId, weightGrams })) return null;
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
