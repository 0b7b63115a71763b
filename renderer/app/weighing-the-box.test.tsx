// The weight of the box as a packer sees it: live beside the box, taken with the seal, asked about where it does not fit, typed
// where there is no scale. Both languages.
import { act, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { until } from '../data/station.test-kit';
import { codes, small } from '../features/packing/bench.test-kit';
import { screenOf } from './station-screen.test-kit';

// Two mugs and a lamp of 300 g, and a box of 420 g.
const grossGrams = 1_320;

async function shown(locale: 'en' | 'tr' = 'en') {
  const on = await screenOf([small], { locale });
  await on.bench.catalogue.hold([small]);
  await on.scan(codes.badge, codes.order, codes.mug, codes.mug, codes.lamp, codes.box);
  return on;
}
type On = Awaited<ReturnType<typeof shown>>;

const weigh = async (on: On, grams: number | null): Promise<void> => {
  await act(async () => {
    on.bench.scales.weigh(grams);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await on.bench.session.settled();
  });
};
const sealOf = async (on: On): Promise<Record<string, unknown> | undefined> =>
  (await on.bench.station.opLog.from(1, 100)).find(({ type }) => type === 'parcel.seal')?.body;

describe('the weight of a box', { timeout: 60_000 }, () => {
  it.each([
    ['en', 'On the scale', '1,322 g', 'As expected', 'Put the box on the scale', 'The weight does not fit'],
    ['tr', 'Terazide', '1.322 g', 'Beklenen gibi', 'Koliyi teraziye koyun', 'Ağırlık tutmuyor'],
  ] as const)(
    'is live beside it, waited for, and taken with the seal (%s)',
    async (locale, name, words, fits, putOn, differs) => {
      const on = await shown(locale);
      expect(screen.queryByRole('region', { name })).toBeNull();
      await weigh(on, 0);
      await on.scan(codes.command('seal'));
      expect(on.bench.said()).toBe('look weigh-first');
      expect(screen.getByRole('heading', { name: putOn })).toBeTruthy();
      await weigh(on, null);
      await weigh(on, grossGrams + 900);
      expect(on.bench.said()).toBe('look weight-differs');
      expect(screen.getByRole('heading', { name: differs })).toBeTruthy();
      await on.scan(codes.command('cancel'));
      await weigh(on, 1_322);
      const panel = screen.getByRole('region', { name });
      expect(panel.textContent).toContain(words);
      expect(panel.textContent).toContain(fits);
      expect(panel.dataset['fit']).toBe('fits');
      await on.scan(codes.command('seal'));
      expect(on.bench.said()).toBe('go sealed');
      expect(await sealOf(on)).toMatchObject({
        weightGrams: 1_322,
        weighed: { by: 'scale', grams: 1_322, scaleId: 'Bench scale', expectedGrams: grossGrams },
      });
      expect(on.missing).toEqual([]);
    },
  );

  it('that does not fit is sealed with a reason', async () => {
    const on = await shown();
    await weigh(on, grossGrams + 400);
    await on.scan(codes.command('seal'));
    expect(screen.getByText('Counted again: what is in it is right')).toBeTruthy();
    await on.scan(codes.command('quantity-1'));
    expect(on.bench.said()).toBe('go sealed');
    expect(await sealOf(on)).toMatchObject({ weighed: { reason: 'counted-again', grams: grossGrams + 400 } });
  });

  it('is typed when the scale is unplugged in the middle of the question', async () => {
    const on = await shown();
    await weigh(on, null);
    await on.scan(codes.command('seal'));
    expect(on.bench.said()).toBe('wait weigh-settling');
    act(() => on.bench.scales.unplug());
    await on.scan(...['1', '3', '3', '0'].map((digit) => codes.command(`quantity-${digit}`)));
    await on.scan(codes.command('weigh'));
    expect(on.bench.said()).toBe('go sealed');
    expect(await sealOf(on)).toMatchObject({ weighed: { by: 'typed', grams: 1_330, scaleId: null } });
  });

  it('is the same as ever without a scale', async () => {
    const on = await shown();
    await on.scan(codes.command('seal'));
    expect(on.bench.said()).toBe('go sealed');
    expect(await sealOf(on)).toMatchObject({ weightGrams: grossGrams });
    expect((await sealOf(on))?.['weighed']).toBeUndefined();
  });

  it('is zeroed and tared by commands, and a tare changes nothing of the seal', async () => {
    const on = await shown();
    await weigh(on, 5);
    await on.scan(codes.command('zero-scale'));
    expect(on.bench.said()).toBe('look scale-zeroed');
    expect(on.bench.scales.acts).toEqual(['zero']);
    await weigh(on, 420);
    await on.scan(codes.command('tare-scale'));
    expect(on.bench.said()).toBe('look scale-tared');
    await weigh(on, grossGrams);
    await until(() => document.body.textContent.includes('without tare 900 g'));
    await on.scan(codes.command('seal'));
    expect(await sealOf(on)).toMatchObject({ weightGrams: grossGrams });
  });
});
