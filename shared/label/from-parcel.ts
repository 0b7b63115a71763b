// The label of a sealed parcel: what the outbox needs, taken from the parcel and the warehouse it leaves.
// The same sealed parcel gives the same label, so asking twice for one job is one label.
import { maxOwnCodePayload, ownCode } from '../barcode/own-code';
import { ssccSchema } from '../barcode/sscc';
import type { Address } from '../domain/customer/address';
import type { Parcel } from '../domain/parcel/parcel';
import type { LabelParty, ShippingLabel } from './model';

/** Countries that write the postcode behind the town (Universal Postal Union, addressing systems by country). */
const postcodeLast: ReadonlySet<string> = new Set([
  'GB',
  'IE',
  'JE',
  'GG',
  'IM',
  'US',
  'CA',
  'AU',
  'NZ',
  'SG',
  'HK',
]);

/**
 * @param sender address the parcel leaves from
 * @param count how many parcels the order became, or null while that is open
 * @returns null for a parcel that has no number or nothing in it: it is not sealed
 */
export function labelOfParcel(parcel: Parcel, sender: Address, count: number | null): ShippingLabel | null {
  const sscc = ssccSchema.safeParse(parcel.sscc);
  const items = parcel.lines
    .filter((line) => line.packed > 0)
    .map((line) => ({ quantity: line.packed, text: line.name }))
    .sort((a, b) => b.quantity - a.quantity || (a.text < b.text ? -1 : 1));
  if (!sscc.success || items.length === 0) return null;
  return {
    sender: partyOf(sender),
    recipient: {
      ...partyOf(parcel.shipTo),
      countryCode: parcel.shipTo.countryCode,
      countryName: countryName(parcel.shipTo.countryCode),
    },
    carrierName: parcel.shipping.carrierName,
    serviceName: parcel.shipping.serviceName,
    orderNumber: parcel.orderNumber,
    // A bare number could be taken for a product's.
    orderCode:
      parcel.orderNumber.length <= maxOwnCodePayload
        ? ownCode('order', parcel.orderNumber)
        : parcel.orderNumber,
    parcel: { number: parcel.boxNumber, count },
    items: items.slice(0, 500),
    sscc: sscc.data,
    ...(parcel.carrierNumber ? { carrierNumber: parcel.carrierNumber } : {}),
    weightGrams: parcel.weightGrams,
  };
}

export function partyOf(address: Address): LabelParty {
  const { postcode, city, region, countryCode } = address;
  const town = postcodeLast.has(countryCode) ? [city, region, postcode] : [postcode, city, region];
  return {
    name: address.name,
    lines: [address.company ?? '', ...address.lines, town.filter(Boolean).join(' ')].filter(
      (line) => line !== '',
    ),
  };
}

/** English, as carriers sort by it; the code itself where the name is not known. */
function countryName(countryCode: string): string {
  return (new Intl.DisplayNames(['en'], { type: 'region' }).of(countryCode) ?? countryCode).toUpperCase();
}
