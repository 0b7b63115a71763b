// Weigh as you scan at a whole bench: what was scanned and not put in stops the next scan, and goes on by itself once it is in.
import { act } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { until } from '../data/station.test-kit';
import { codes, small } from '../features/packing/bench.test-kit';
import { screenOf } from './station-screen.test-kit';

const learnedWeight = { milligrams: 300_000, spreadMilligrams: 2_000, boxes: 40 };

async function shown(learned = true) {
  const on = await screenOf([small]);
  if (learned)
    on.office.put(
      'products',
      ...['MUG', 'LAMP'].map((sku) => ({
        sku,
        name: sku,
        category: null,
        size: { lengthMm: 100, widthMm: 100, heightMm: 100 },
        weightGrams: 300,
        price: { amountMinor: 500, currency: 'GBP' },
        fragile: false,
        learnedWeight,
        barcodes: [{ code: sku === 'MUG' ? codes.mug : codes.lamp, quantity: 1 }],
      })),
    );
  await on.bench.catalogue.hold([small]);
  await until(() => !learned || on.bench.catalogue.product('LAMP' as never)?.learnedWeight !== undefined);
  await weigh(on, 420);
  await on.scan(codes.badge, codes.order, codes.box);
  return on;
}
type On = Awaited<ReturnType<typeof screenOf>>;

async function weigh(on: On, grams: number): Promise<void> {
  await act(async () => {
    on.bench.scales.weigh(null);
    on.bench.scales.weigh(grams);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await on.bench.session.settled();
  });
}

describe('weigh as you scan', { timeout: 60_000 }, () => {
  it('a unit that was scanned and not put in stops the next scan, and put in it goes on by itself', async () => {
    const on = await shown();
    await on.scan(codes.mug);
    expect(on.bench.said()).toBe('go item-packed');
    await on.scan(codes.lamp);
    expect(on.bench.said()).toBe('stop unit-not-put-in');
    await weigh(on, 721);
    expect(on.bench.said()).toBe('go unit-is-in');
    await on.scan(codes.lamp);
    expect(on.bench.said()).toBe('go line-complete');
    await weigh(on, 1_020);
    await on.scan(codes.mug);
    await weigh(on, 1_320);
    await on.scan(codes.command('seal'));
    expect(on.bench.said()).toBe('go sealed');
    expect(on.missing).toEqual([]);
  });

  it('a unit scanned twice is taken back by UNDO', async () => {
    const on = await shown();
    await on.scan(codes.mug);
    await weigh(on, 720);
    await on.scan(codes.mug);
    await on.scan(codes.lamp);
    expect(on.bench.said()).toBe('stop unit-not-put-in');
    await on.scan(codes.command('undo'));
    expect(on.bench.said()).toBe('look undone');
    await on.scan(codes.lamp);
    expect(on.bench.said()).toBe('go line-complete');
    expect(on.bench.state().open?.lines.map(({ packed }) => packed)).toEqual([1, 1]);
  });

  it('a wrong weight is told of, the seal waits too, and SKIP takes it as it is', async () => {
    const on = await shown();
    await on.scan(codes.mug, codes.mug);
    expect(on.bench.said()).toBe('stop unit-not-put-in');
    await weigh(on, 420 + 900);
    expect(on.bench.said()).toBe('stop unit-not-put-in');
    await on.scan(codes.command('ok'), codes.mug);
    expect(on.bench.said()).toBe('stop unit-weighs-otherwise');
    await on.scan(codes.command('skip'));
    expect(on.bench.said()).toBe('look unit-unwatched');
    await on.scan(codes.mug);
    await on.scan(codes.command('seal'));
    expect(on.bench.said()).toBe('stop unit-not-put-in');
  });

  it('nothing is watched that nobody has learned', async () => {
    const on = await shown(false);
    await on.scan(codes.mug, codes.mug, codes.lamp);
    expect(on.bench.said()).toBe('go parcel-complete');
  });

  it('nothing is watched without a scale', async () => {
    const gone = await shown();
    act(() => gone.bench.scales.unplug());
    await gone.scan(codes.mug, codes.mug, codes.lamp);
    expect(gone.bench.said()).toBe('go parcel-complete');
  });
});
