// The tag of a special parcel, as its bench prints it when the box is opened. The same parcel gives the same tag.
import { ownCode } from '../barcode/own-code';
import type { Parcel } from '../domain/parcel/parcel';
import { specialCodeForPeople } from '../domain/special/special-code';
import type { SpecialTag } from './model';
import { type PrintJobId, printJobIdSchema } from './print-job';

/** One tag a box: its job has a name of its own, so that asking twice is one tag. */
export function tagJobIdOf({ parcelId }: Pick<Parcel, 'parcelId'>): PrintJobId {
  return printJobIdSchema.parse(`tag-${parcelId.replaceAll('-', '')}`);
}

/** Null for a parcel that is not special. */
export function tagOfParcel(parcel: Parcel): SpecialTag | null {
  const { special } = parcel;
  if (!special || special.kinds.length === 0) return null;
  return {
    kind: 'tag',
    barcode: ownCode('special', special.code),
    code: specialCodeForPeople(special.code),
    kinds: special.kinds.map(({ names }) => names),
    orderNumber: parcel.orderNumber,
    boxNumber: parcel.boxNumber,
    recipient: parcel.shipTo.name,
    needsSecond: special.needsSecond,
    note: special.note ?? '',
    giftMessage: special.giftMessage ?? '',
  };
}
