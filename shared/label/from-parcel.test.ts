import { describe, expect, it } from 'vitest';
import { ownCode } from '../barcode/own-code';
import type { Address } from '../domain/customer/address';
import { parcelIn } from '../domain/parcel/parcel.test-kit';
import type { Parcel } from '../domain/parcel/parcel';
import { labelOfParcel } from './from-parcel';
import { shippingLabelSchema } from './model';

const warehouse: Address = {
  name: 'Waybill Gifts',
  company: null,
  lines: ['Unit 4, Dockside Park'],
  postcode: 'BS1 6XX',
  city: 'Bristol',
  region: null,
  countryCode: 'GB',
  phone: null,
  email: null,
};
const sealed: Parcel = { ...(parcelIn.sealed as Parcel), sscc: '106141412345678908' };

describe('the label of a parcel', () => {
  it('says who, where to, what and which number, and keeps the contract', () => {
    const label = labelOfParcel(sealed, warehouse, 1);
    expect(shippingLabelSchema.parse(label)).toEqual(label);
    expect(label).toMatchObject({
      sender: { name: 'Waybill Gifts', lines: ['Unit 4, Dockside Park', 'Bristol BS1 6XX'] },
      orderNumber: '1042',
      orderCode: ownCode('order', '1042'),
      parcel: { number: 1, count: 1 },
      items: [
        { quantity: 5, text: 'White mug' },
        { quantity: 2, text: 'Metal lantern' },
      ],
      sscc: sealed.sscc,
      weightGrams: 2700,
    });
  });

  it('writes the postcode where the country does', () => {
    const turkish = {
      ...sealed.shipTo,
      countryCode: 'TR',
      postcode: '34674',
      city: 'Üsküdar',
      region: 'İstanbul',
    };
    const label = labelOfParcel({ ...sealed, shipTo: turkish }, warehouse, null);
    expect(label?.recipient.lines.at(-1)).toBe('34674 Üsküdar İstanbul');
    expect(label?.recipient.countryName).toBe('TÜRKIYE');
  });

  it('is the same however often it is asked for', () => {
    expect(labelOfParcel(sealed, warehouse, null)).toEqual(
      labelOfParcel(structuredClone(sealed), warehouse, null),
    );
  });

  it('is none while the box is open or its number is wrong', () => {
    expect(labelOfParcel(parcelIn.complete as Parcel, warehouse, 1)).toBeNull();
    expect(labelOfParcel({ ...sealed, sscc: '106141412345678900' }, warehouse, 1)).toBeNull();
  });
});
