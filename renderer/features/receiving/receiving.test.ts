// Goods taken in at a real station store: the same with the network cut, on disk before the verdict, found again after the
// power went, and out of the overlay once the pulled order has them.
import { afterEach, describe, expect, it } from 'vitest';
import { ownCode } from '../../../shared/barcode/own-code';
import type { LocationId, Sku } from '../../../shared/domain/ids';
import { type Purchase, purchaseNumber } from '../../../shared/domain/purchasing/purchase';
import { purchaseIn } from '../../../shared/domain/purchasing/purchase-table.test-kit';
import { transferNumber, type TransferSide } from '../../../shared/domain/transfer/transfer';
import { transferAt, type TransferColumn } from '../../../shared/domain/transfer/transfer-table.test-kit';
import { loadStops } from '../../../shared/domain/transfer/loading';
import { loadBinsEntry, purchaseEntry, transferEntry } from '../../../shared/sync/documents';
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

const order: Purchase = { ...(purchaseIn('sent') as Purchase), warehouseId: leeds };
const sheet = ownCode('purchase', purchaseNumber(order.number));

async function dock(disk = newDisk(), office = newOffice(), isKnown = true) {
  if (isKnown) {
    companyOf(office, small);
    office.put('inbound', purchaseEntry(order));
  }
  const bench = await openTestBench(disk, office, createFakeOutbox());
  ends.push(() => bench.close());
  if (isKnown) {
    await until(() => bench.inbound.open().length === 1 && bench.station.book.held().length === 1);
    await bench.scan(codes.badge);
  }
  return { disk, office, bench };
}

const written = async (bench: TestBench, type: string) =>
  (await bench.station.opLog.from(1, 500)).filter((op) => op.type === type).map(({ body }) => body);

describe('goods that come in at a station', { timeout: 60_000 }, () => {
  it('are taken in with head office away: by the sheet of their order, by number typed, or by neither', async () => {
    const { office, bench } = await dock();
    office.cut();
    await bench.scan(sheet);
    expect(bench.said()).toBe('look purchase-opened');
    await bench.scan(codes.mug, codes.mug);
    expect(bench.said()).toBe('go received');
    expect(bench.state().awaited?.lines.map(({ received }) => received)).toEqual([0, 0, 2]);
    await bench.scan(codes.command('quantity-4'), codes.lamp);
    expect(bench.said()).toBe('go received-line');
    await bench.scan(codes.command('finish'), purchaseNumber(order.number));
    expect(bench.said()).toBe('look purchase-opened');
    await bench.scan(codes.command('cancel'), codes.command('receive'), codes.mug);
    expect(bench.said()).toBe('go received-blind');
    expect(await written(bench, 'receipt.take')).toMatchObject([
      { purchaseId: order.purchaseId, sku: 'MUG', quantity: 1, to: 'receiving' },
      { purchaseId: order.purchaseId, sku: 'MUG', quantity: 1 },
      { purchaseId: order.purchaseId, sku: 'LAMP', quantity: 4 },
      { purchaseId: null, sku: 'MUG', quantity: 1 },
    ]);
  });

  it('are found again after the power went, and can be taken back', async () => {
    const { disk, office, bench } = await dock();
    office.cut();
    await bench.scan(sheet, codes.mug, codes.lamp);
    await bench.close();
    ends.splice(0);
    const again = await dock(disk, office, false);
    await until(() => again.bench.inbound.open().length === 1);
    const { aside } = again.bench.state().bench;
    expect(aside).toMatchObject({ kind: 'receive', receiving: { purchaseId: order.purchaseId } });
    expect(again.bench.state().awaited?.lines.map(({ received }) => received)).toEqual([0, 1, 1]);
    await again.bench.scan(codes.command('undo'));
    expect(again.bench.said()).toBe('look receipt-undone');
    expect(again.bench.state().awaited?.lines.map(({ received }) => received)).toEqual([0, 0, 1]);
    const [take] = (await again.bench.station.opLog.from(1, 500)).filter(
      (op) => op.type === 'receipt.take' && op.body['sku'] === 'LAMP',
    );
    expect(await written(again.bench, 'receipt.undo')).toMatchObject([{ undoes: take?.opId, sku: 'LAMP' }]);
  });

  it('are counted once: what the pulled order has in it is folded no more', async () => {
    const { office, bench } = await dock();
    await bench.scan(sheet, codes.mug);
    const [op] = (await bench.station.opLog.from(1, 500)).filter(({ type }) => type === 'receipt.take');
    office.put(
      'inbound',
      purchaseEntry({
        ...order,
        lines: order.lines.map((line) => (line.lineNo === 3 ? { ...line, received: 1 } : line)),
        heard: [{ stationId: here, stationSeq: op?.stationSeq ?? 0 }],
      }),
    );
    await until(() => bench.inbound.get(order.purchaseId)?.heard.length === 1);
    expect(bench.inbound.get(order.purchaseId)?.lines.map(({ received }) => received)).toEqual([0, 0, 1]);
    await bench.scan(codes.mug);
    expect(bench.inbound.get(order.purchaseId)?.lines.map(({ received }) => received)).toEqual([0, 0, 2]);
  });

  it('of an order that was closed meanwhile still count', async () => {
    const { office, bench } = await dock();
    await bench.scan(sheet, codes.mug);
    office.put('inbound', purchaseEntry({ ...order, state: 'closed' }));
    await until(() => bench.inbound.open().length === 0);
    await bench.scan(codes.mug);
    expect(bench.said()).toBe('go received-blind');
    expect(await written(bench, 'receipt.take')).toHaveLength(2);
    await bench.scan(codes.command('cancel'), sheet);
    expect(bench.said()).toBe('stop purchase-unknown');
  });

  it('ask for the lot that the product wants and its code lacks', async () => {
    const { office, bench } = await dock();
    await bench.catalogue.hold(bench.station.book.held());
    const product = bench.catalogue.product('MUG' as Sku);
    if (!product) throw new Error('no mug');
    office.put('products', { ...product, asks: ['lot', 'expiry'] });
    await until(() => bench.catalogue.product('MUG' as Sku)?.asks?.length === 2);
    await bench.scan(sheet, codes.mug);
    expect(bench.said()).toBe('look trait-asked');
    expect(await written(bench, 'receipt.take')).toEqual([]);
    await bench.scan('LOT-7', '271231');
    expect(bench.said()).toBe('go received');
    expect(await written(bench, 'receipt.take')).toMatchObject([{ lot: 'LOT-7', expiry: '271231' }]);
  });
});

describe('goods between sites at a station', { timeout: 60_000 }, () => {
  const way = (side: TransferSide, column: TransferColumn) => {
    const { transfer } = transferAt(side, column);
    return { ...transfer, ...(side === 'send' ? { fromId: leeds } : { toId: leeds }) };
  };
  const paper = ownCode('transfer', transferNumber(1001));

  it('are loaded with head office away, found again after the power went, and out of the overlay once they are known', async () => {
    const { disk, office, bench } = await dock();
    const sent = way('send', 'released');
    office.put('inbound', transferEntry(sent, 'send', 900));
    await until(() => bench.inbound.transfers().length === 1);
    office.cut();
    await bench.scan(paper, ownCode('location', 'A-01'), codes.mug, codes.mug, paper);
    expect(bench.said()).toBe('go loaded');
    expect(bench.state().loading?.lines[0]).toMatchObject({ sku: 'MUG', asked: 10, sent: 2 });
    await bench.close();
    ends.splice(0);
    const again = await dock(disk, office, false);
    await until(() => again.bench.inbound.transfers().length === 1);
    expect(again.bench.state().loading?.lines[0]?.sent).toBe(2);
    await again.bench.scan(ownCode('location', 'A-01'), codes.lamp, paper, codes.command('undo'));
    expect(again.bench.said()).toBe('look move-undone');
    await again.bench.scan(codes.command('finish'));
    expect(again.bench.said()).toBe('look transfer-departed-part');
    expect(again.bench.inbound.transfers()[0]?.transfer.state).toBe('in-transit');
    expect(await written(again.bench, 'transfer.load')).toMatchObject([
      { sku: 'MUG', quantity: 2, from: 'A-01' },
      { sku: 'LAMP', quantity: 1, from: 'A-01' },
    ]);
    const ops = await again.bench.station.opLog.from(1, 500);
    const depart = ops.find(({ type }) => type === 'transfer.depart');
    const heard = [{ stationId: here, stationSeq: depart?.stationSeq ?? 0 }];
    office.mend();
    office.put('inbound', transferEntry({ ...sent, state: 'closed', heard }, 'send', 901));
    await until(() => again.bench.inbound.transfers().length === 0);
  });

  it('are fetched bin by bin in walking order with head office away, also after the power went', async () => {
    const { disk, office, bench } = await dock();
    const sent = way('send', 'released');
    const { transferId } = sent;
    const lies = (locationId: string, walkOrder: number, sku: string, units: number) => ({
      locationId: locationId as LocationId,
      walkOrder,
      isBulk: false,
      sku: sku as Sku,
      units,
    });
    const bins = [lies('A-01', 1, 'MUG', 8), lies('B-04', 4, 'MUG', 3), lies('A-02', 2, 'LAMP', 9)];
    office.put(
      'inbound',
      transferEntry(sent, 'send', 900),
      loadBinsEntry({ transferId, bins, asOf: 5 }, 901),
    );
    await until(() => bench.loadBins.of(transferId).length === 3);
    office.cut();
    const stops = (of: TestBench): string[] => {
      const { loading } = of.state();
      return loading
        ? loadStops(loading, of.loadBins.of(transferId)).stops.map(
            ({ locationId, quantity, name }) => `${locationId} ${quantity} ${name}`,
          )
        : [];
    };
    await bench.scan(paper);
    expect(stops(bench)).toEqual(['A-01 8 White mug', 'A-02 4 Lamp', 'B-04 2 White mug']);
    await bench.scan(
      ownCode('location', 'A-01'),
      codes.command('quantity-8'),
      codes.mug,
      ownCode('location', 'A-02'),
    );
    expect(bench.said()).toBe('go loaded');
    expect(stops(bench)).toEqual(['A-02 4 Lamp', 'B-04 2 White mug']);
    await bench.scan(codes.command('quantity-4'), codes.lamp, ownCode('location', 'B-04'));
    await bench.close();
    ends.splice(0);
    const again = await dock(disk, office, false);
    await until(() => again.bench.loadBins.of(transferId).length === 2);
    expect(again.bench.loadBins.of(transferId).map(({ locationId, units }) => [locationId, units])).toEqual([
      ['B-04', 3],
      ['A-02', 5],
    ]);
    expect(stops(again.bench)).toEqual(['B-04 2 White mug']);
    await again.bench.scan(codes.mug, paper, codes.command('undo'));
    expect(stops(again.bench)).toEqual(['B-04 2 White mug']);
    expect(await written(again.bench, 'transfer.load')).toMatchObject([
      { sku: 'MUG', quantity: 8, from: 'A-01' },
      { sku: 'LAMP', quantity: 4, from: 'A-02' },
      { sku: 'MUG', from: 'B-04' },
    ]);
    // Head office has worked it in: what it tells is what counts.
    office.mend();
    office.put('inbound', loadBinsEntry({ transferId, bins: bins.slice(1), asOf: 1_000_000 }, 902));
    await until(() => again.bench.loadBins.of(transferId).find(({ sku }) => sku === 'LAMP')?.units === 9);
  });

  it('are taken in by their sheet with head office away', async () => {
    const { office, bench } = await dock();
    office.put('inbound', transferEntry(way('receive', 'in transit'), 'receive', 900));
    await until(() => bench.inbound.transfers().length === 1);
    office.cut();
    await bench.scan(paper, codes.mug);
    expect(bench.said()).toBe('go received');
    expect(bench.state().awaited).toMatchObject({ number: 'TR-1001', from: 'Leeds' });
    expect(bench.state().awaited?.lines[0]).toMatchObject({ ordered: 8, received: 1 });
    expect(await written(bench, 'receipt.take')).toMatchObject([
      { purchaseId: null, transferId: transferAt('receive').transfer.transferId, sku: 'MUG' },
    ]);
    await bench.scan(transferNumber(1009));
    expect(bench.said()).toBe('stop transfer-unknown');
  });
});
