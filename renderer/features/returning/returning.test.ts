// Goods that come back at a real station store: the same with the network cut, on disk before the verdict, found again after
// the power went, and out of the overlay once the pulled return has them.
import { afterEach, describe, expect, it } from 'vitest';
import { catalogueCodeOf } from '../../../shared/barcode/meaning';
import { ownCode } from '../../../shared/barcode/own-code';
import { orderIdOf, skuOf } from '../../../shared/domain/ids.test-kit';
import type { Arrival } from '../../../shared/domain/returns/arrival';
import type { GoodsReturn } from '../../../shared/domain/returns/goods-return';
import { shownReturnNumber } from '../../../shared/domain/returns/return-number';
import { returnIn } from '../../../shared/domain/returns/return-table.test-kit';
import { returnEntry } from '../../../shared/sync/documents';
import { newDisk, until } from '../../data/station.test-kit';
import {
  codes,
  companyOf,
  createFakeOutbox,
  here,
  leeds,
  newOffice,
  openTestBench,
  small,
  type TestBench,
} from '../packing/bench.test-kit';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const arrival: Arrival = {
  found: { ...(returnIn('advised') as GoodsReturn), warehouseId: leeds },
  lines: [
    { lineNo: 1, sku: skuOf('MUG'), name: 'White mug', left: 5 },
    { lineNo: 2, sku: skuOf('LAMP'), name: 'Metal lantern', left: 1 },
  ],
  codes: ['QP7712345678'],
  heard: [],
};
const { returnId } = arrival.found;
const code = ownCode('return', arrival.found.number);
const bin = ownCode('location', 'A-01');

async function desk(disk = newDisk(), office = newOffice(), isKnown = true, outbox = createFakeOutbox()) {
  if (isKnown) {
    companyOf(office, small);
    office.put('inbound', returnEntry(arrival, 1));
  }
  const bench = await openTestBench(disk, office, outbox);
  ends.push(() => bench.close());
  if (isKnown) {
    await until(() => bench.returns.all().length === 1 && bench.station.book.held().length === 1);
    await bench.scan(codes.badge);
  }
  return { disk, office, bench };
}

const written = async (bench: TestBench) =>
  (await bench.station.opLog.from(1, 500)).filter(({ type }) => type.startsWith('return.'));
const received = (bench: TestBench): number | undefined =>
  bench.returns.get(returnId)?.found.lines[0]?.received;

describe('goods that come back at a station', { timeout: 60_000 }, () => {
  it('are taken in with head office away: by the code of the return, the parcel, the order or an item', async () => {
    const { office, bench } = await desk();
    office.cut();
    await bench.scan(code, codes.mug, codes.command('quantity-1'), bin);
    expect(bench.said()).toBe('go return-shelved');
    await bench.scan(codes.mug, codes.command('damaged'), codes.command('finish'));
    expect(bench.said()).toBe('go return-finished');
    expect(
      (await written(bench)).map(({ type, body }) => [type, body['condition'] ?? body['to'] ?? body['rest']]),
    ).toEqual([
      ['return.take', 'as-new'],
      ['return.shelve', 'A-01'],
      ['return.take', 'damaged'],
      ['return.finish', 'awaited'],
    ]);
    expect(bench.returns.get(returnId)?.found).toMatchObject({ state: 'disposed', lines: [{ received: 2 }] });
    await bench.scan('QP7712345678');
    expect(bench.state().returned?.open?.found.returnId).toBe(returnId);
    await bench.scan(codes.command('cancel'), codes.command('take-return'), '1042');
    expect(bench.said()).toBe('look return-opened');
  });

  it('of an order that this warehouse only knows the number of are taken in as announced by nobody', async () => {
    const { office, bench } = await desk();
    const { orders } = bench.station.store.pulled;
    office.put('orders', orderOf('7001'));
    let isThere = false;
    await until(() => {
      void orders.find({ selector: { number: '7001' } }).then(({ length }) => (isThere = length === 1));
      return isThere;
    });
    await bench.scan(codes.command('take-return'));
    await bench.scan('7001');
    expect(bench.said()).toBe('look return-unannounced');
    await bench.scan(codes.lamp, codes.command('quantity-2'));
    expect(await written(bench)).toMatchObject([
      { body: { orderId: orderIdOf(7), condition: 'opened', sku: 'LAMP' } },
    ]);
  });

  it('are found again after the power went: what is judged counts once, and what is in the hand still goes into its bin', async () => {
    const { disk, office, bench } = await desk();
    office.cut();
    await bench.scan(code, codes.mug, codes.command('quantity-1'));
    await bench.close();
    ends.splice(0);
    const again = await desk(disk, office, false);
    await until(() => again.bench.returns.all().length === 1);
    expect(received(again.bench)).toBe(1);
    expect(again.bench.state().bench.aside).toMatchObject({
      kind: 'return',
      returning: { toShelve: [{ sku: 'MUG', quantity: 1 }] },
    });
    await again.bench.scan(bin);
    expect(again.bench.said()).toBe('go return-shelved');
    expect((await written(again.bench)).map(({ type }) => type)).toEqual(['return.take', 'return.shelve']);
  });

  it('are counted once: what the pulled return has in it is folded no more', async () => {
    const { office, bench } = await desk();
    await bench.scan(code, codes.mug, codes.command('quantity-3'));
    expect(received(bench)).toBe(1);
    const [op] = await written(bench);
    const told = bench.returns.get(returnId);
    if (!told || !op) throw new Error('nothing was taken in');
    const heard = [{ stationId: here, stationSeq: op.stationSeq }];
    office.put('inbound', returnEntry({ ...told, heard }, 2));
    await until(() => bench.returns.get(returnId)?.heard.length === 1);
    expect(received(bench)).toBe(1);
    await bench.scan(codes.mug, codes.command('quantity-3'));
    expect(received(bench)).toBe(2);
  });

  it('are photographed with head office away: the file waits here, goes with the judgement, and the power may go between', async () => {
    const { disk, office, bench } = await desk();
    office.cut();
    await bench.scan(code, codes.mug);
    await bench.scan(codes.command('photo'));
    expect(bench.said()).toBe('go return-goods-photo-taken');
    const [hash] = await bench.photoShelf.waiting();
    const told = (await bench.station.opLog.from(1, 500)).find(({ type }) => type === 'photo.take');
    expect(told).toMatchObject({
      parcelId: null,
      body: { subject: { kind: 'return', id: returnId }, file: { hash } },
    });
    await bench.close();
    ends.splice(0);
    const again = await desk(disk, office, false);
    await until(() => again.bench.returns.all().length === 1);
    expect(again.bench.state().bench.aside).toMatchObject({ returning: { photos: [hash], photosOf: null } });
    await again.bench.scan(codes.command('damaged'));
    expect((await written(again.bench))[0]).toMatchObject({ body: { photos: [hash], condition: 'damaged' } });
    expect(await again.bench.photoShelf.waiting()).toEqual([hash]);
    expect(again.bench.returns.get(returnId)?.found.lines[0]?.seen).toMatchObject([{ photos: [hash] }]);
  });

  it('get a label when somebody asks, with the code of the product, and the same once more', async () => {
    const outbox = createFakeOutbox();
    outbox.onSubmit = { step: 'confirmed' };
    const { bench } = await desk(newDisk(), newOffice(), true, outbox);
    await bench.scan(code, codes.mug, codes.command('quantity-1'));
    expect(outbox.requests).toEqual([]);
    await bench.scan(codes.command('print-tag'));
    expect(bench.said()).toBe('look return-label-asked');
    await until(() => outbox.requests.length === 1);
    expect(outbox.requests[0]?.label).toMatchObject({
      kind: 'restock',
      barcode: catalogueCodeOf(codes.mug),
      name: 'White mug',
      condition: 'AS NEW / YENİ GİBİ',
      returnNumber: shownReturnNumber(arrival.found.number),
    });
    await bench.scan(codes.command('print-tag'));
    await until(() => outbox.answers.length === 1);
    expect(outbox.answers).toMatchObject([{ answer: 'reprint', jobId: outbox.requests[0]?.jobId }]);
    expect(outbox.requests).toHaveLength(1);
  });

  it('get a label by themselves where the warehouse says so, also after the power went before it was asked for', async () => {
    const dark = createFakeOutbox();
    dark.onSubmit = 'refuse';
    const { disk, office, bench } = await desk(newDisk(), newOffice(), true, dark);
    office.put('directory', {
      kind: 'bench-rules',
      entryId: `bench-rules ${leeds}`,
      rules: {
        warehouseId: leeds,
        unknownCodes: 'supervisor',
        lookAlikes: { times: 3, days: 180 },
        returnLabels: 'all',
      },
    });
    await until(() => bench.directory.benchRules(leeds).returnLabels === 'all');
    await bench.scan(code, codes.mug, codes.command('quantity-3'));
    expect(bench.said()).toBe('go return-apart');
    await until(() => dark.requests.length > 0);
    await bench.close();
    ends.splice(0);
    const outbox = createFakeOutbox();
    const again = await desk(disk, office, false, outbox);
    await until(() => outbox.requests.length === 1);
    expect(outbox.requests[0]?.label).toMatchObject({ goesTo: 'QUARANTINE / KARANTİNA', quantity: 1 });
    expect(again.bench.state().bench.aside?.kind).toBe('return');
  });

  it('of a return that is over are known by its number all the same', async () => {
    const { office, bench } = await desk();
    office.put('inbound', returnEntry({ ...arrival, found: { ...arrival.found, state: 'cancelled' } }, 2));
    await until(() => bench.returns.all().length === 0);
    await bench.scan(code);
    expect(bench.said()).toBe('look return-unannounced');
    await bench.scan(codes.mug, codes.command('quantity-3'));
    expect(await written(bench)).toMatchObject([{ body: { number: arrival.found.number, orderId: null } }]);
  });
});

function orderOf(number: string) {
  return {
    orderId: orderIdOf(7),
    number,
    channelId: 'web',
    externalId: number,
    status: 'shipped',
    onHold: false,
    customerName: '',
    countryCode: 'GB',
    placedAt: '2026-01-05T09:30:00.000Z',
    units: 1,
    openUnits: 0,
    warehouseIds: [leeds],
  };
}
