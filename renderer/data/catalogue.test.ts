import { afterEach, describe, expect, it } from 'vitest';
import { stationIdOf, warehouseIdOf } from '../../shared/domain/ids.test-kit';
import { leased, parcelAfter, planOf } from '../../shared/domain/parcel/parcel.test-kit';
import { type Catalogue, openCatalogue } from './catalogue';
import { createFakeHeadOffice } from './head-office.test-kit';
import { newDisk, openTestStation, type TestStation, until } from './station.test-kit';

const leeds = warehouseIdOf('leeds');
const parcel = parcelAfter(planOf(), leased);
const mug = {
  sku: 'MUG',
  name: 'White mug',
  category: null,
  size: { lengthMm: 100, widthMm: 100, heightMm: 100 },
  weightGrams: 300,
  price: { amountMinor: 500, currency: 'GBP' },
  fragile: false,
  barcodes: [{ code: '5012345678900', quantity: 1 }],
};

describe('items of held parcels', { timeout: 60_000 }, () => {
  let station: TestStation;
  let catalogue: Catalogue;
  const open = async () => {
    const office = createFakeHeadOffice(stationIdOf(1), leeds);
    station = await openTestStation(newDisk(), stationIdOf(1), leeds, office);
    catalogue = openCatalogue(station.store.pulled);
    await station.startSync();
    return office;
  };

  afterEach(async () => {
    catalogue.close();
    await station.close();
  });

  it('are known as soon as the product comes, also when its parcel came first', async () => {
    const office = await open();
    await catalogue.hold([parcel]);
    expect(catalogue.held('5012345678900')).toBeNull();
    office.put('products', mug);
    await until(() => catalogue.held('5012345678900') !== null);
    expect(catalogue.held('5012345678900')).toMatchObject({
      sku: 'MUG',
      name: 'White mug',
      units: 1,
      asks: [],
      rotation: null,
    });
  });

  it('stay known while everything is pulled anew, and change with what comes', async () => {
    const office = await open();
    office.put('products', mug);
    await catalogue.hold([parcel]);
    await until(() => catalogue.held('5012345678900') !== null);
    await station.store.pulled.products.empty();
    expect(catalogue.held('5012345678900')?.name).toBe('White mug');
    office.put('products', { ...mug, name: 'Blue mug', barcodes: [{ code: '5000000000017', quantity: 6 }] });
    office.restoreFromBackup(1);
    station.sync?.helloSoon();
    await until(() => catalogue.held('5000000000017') !== null);
    expect(catalogue.held('5000000000017')).toMatchObject({
      sku: 'MUG',
      name: 'Blue mug',
      units: 6,
      asks: [],
      rotation: null,
    });
    expect(catalogue.held('5012345678900')).toBeNull();
  });

  it('are forgotten with their parcels', async () => {
    const office = await open();
    office.put('products', mug);
    await catalogue.hold([parcel]);
    await until(() => catalogue.held('5012345678900') !== null);
    await catalogue.hold([]);
    expect(catalogue.held('5012345678900')).toBeNull();
  });
});
