import { describe, expect, it } from 'vitest';
import type { Order } from '../domain/order/order';
import { orderIn } from '../domain/order/order.test-kit';
import { parcelIn } from '../domain/parcel/parcel.test-kit';
import { collectionNames, collections, orderSummarySchema, streamOf, summariseOrder } from './documents';

describe('what a bench may know of an order', () => {
  it('is no price, contact or address', () => {
    const summary = summariseOrder({ ...(orderIn.held as Order), seq: 7 });
    expect(summary).toEqual({
      orderId: orderIn.held?.orderId,
      number: '1042',
      channelId: 'web',
      externalId: 'W-1042',
      status: 'on-hold',
      onHold: true,
      customerName: 'Ayşe Yılmaz',
      countryCode: 'GB',
      placedAt: '2026-01-05T09:30:00.000Z',
      units: 7,
      openUnits: 6,
      warehouseIds: ['leeds'],
      seq: 7,
    });
    expect(orderSummarySchema.parse(summary)).toEqual(summary);
    expect(JSON.stringify(summary)).not.toMatch(/minor|phone|email|postcode|lines/i);
  });
});

describe('pulled collections', () => {
  it('are at most 10 of the 13 that the local store gives', () => {
    expect(collectionNames.length).toBeLessThanOrEqual(10);
  });

  it('come from the company or from the warehouse of the bench', () => {
    const streams = Object.fromEntries(collectionNames.map((name) => [name, streamOf(name, 'leeds')]));
    expect(streams).toEqual({
      orders: 'company',
      products: 'company',
      barcodes: 'company',
      directory: 'company',
      parcels: 'leeds',
      stock: 'leeds',
      tasks: 'leeds',
      inbound: 'leeds',
      tours: 'leeds',
      results: 'leeds',
    });
  });

  it('have a key that every document of theirs carries', () => {
    for (const { schema, key } of Object.values(collections)) {
      const shapes = 'options' in schema ? schema.options : [schema];
      for (const shape of shapes) expect(Object.keys(shape.shape)).toContain(key);
    }
  });

  it('give a parcel over the wire as it was', () => {
    for (const parcel of Object.values(parcelIn)) {
      if (parcel)
        expect(collections.parcels.schema.parse(JSON.parse(JSON.stringify(parcel)))).toEqual(parcel);
    }
  });
});
