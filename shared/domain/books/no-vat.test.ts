import { describe, expect, it } from 'vitest';
import { type NoVatReason, noVatReasonOf } from './no-vat';

describe('why there is no VAT', () => {
  it.each<[seller: string, shipTo: string, registered: boolean, reason: NoVatReason]>([
    ['DE', 'DE', false, 'zero-rated'],
    ['DE', 'DE', true, 'zero-rated'],
    ['DE', 'FR', true, 'intra-community'],
    ['DE', 'FR', false, 'zero-rated'],
    ['DE', 'TR', true, 'export'],
    ['GB', 'DE', false, 'export'],
    ['TR', 'GB', false, 'export'],
    ['GB', 'IM', true, 'zero-rated'],
  ])('%s to %s, a number known: %s', (sellerCountry, shipToCountry, isBuyerRegistered, reason) => {
    expect(noVatReasonOf({ sellerCountry, shipToCountry, isBuyerRegistered })).toBe(reason);
  });
});
