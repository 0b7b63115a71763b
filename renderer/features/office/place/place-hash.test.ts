import { describe, expect, it } from 'vitest';
import { firstPlace, hashOfPlace, type Place, placeOfHash, placeQuery } from './place-hash';

describe('an address in the office', () => {
  it.each<Place>([
    { page: 'orders', id: null, query: {} },
    { page: 'orders', id: '0198c0de-0000-7000-8000-000000000001', query: {} },
    { page: 'stock', id: null, query: { text: 'Ağır & büyük/ürün?#', warehouseId: 'W1' } },
    { page: 'people', id: 'a/b %', query: {} },
  ])('%j is written and read back', (place) => {
    expect(placeOfHash(hashOfPlace(place))).toEqual(place);
  });

  it.each(['', '#', '#/', '#/nowhere', '#/nowhere/x?y=1', 'nonsense'])('%j is the first page', (hash) => {
    expect(placeOfHash(hash)).toEqual(firstPlace);
  });

  it('with a broken escape is taken as it stands', () => {
    expect(placeOfHash('#/orders/%E0%A4%A')).toMatchObject({ page: 'orders', id: '%E0%A4%A' });
  });

  it('holds only what is chosen', () => {
    expect(placeQuery({ text: '', status: undefined, limit: 5, country: 'TR' })).toEqual({
      limit: '5',
      country: 'TR',
    });
  });
});
