// The photograph of the open box as a packer sees it: asked for before the seal, taken by one code, gone on without; the page
// that chooses the camera. Both languages.
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { codes, leeds, small } from '../features/packing/bench.test-kit';
import { until } from '../data/station.test-kit';
import { screenOf } from './station-screen.test-kit';

async function shown(locale: 'en' | 'tr', fromMinor: number | null) {
  const on = await screenOf([small], { locale });
  on.office.put('directory', {
    kind: 'bench-rules',
    entryId: `bench-rules ${leeds}`,
    rules: {
      warehouseId: leeds,
      unknownCodes: 'supervisor',
      lookAlikes: { times: 3, days: 180 },
      photo: { special: false, fromMinor, keepDays: 365 },
    },
  });
  await on.bench.catalogue.hold([small]);
  await until(() => on.bench.directory.benchRules(leeds).photo !== undefined);
  await on.scan(codes.badge, codes.order, codes.mug, codes.mug, codes.lamp, codes.box);
  return on;
}
const opsOf = async (on: Awaited<ReturnType<typeof shown>>) => on.bench.station.opLog.from(1, 100);

describe('a photograph of the open box', { timeout: 60_000 }, () => {
  it.each([
    ['en', 'Photo of the open box', 'PHOTO (Shift+F4) takes it. Without a camera: SKIP.'],
    ['tr', 'Açık kolinin fotoğrafı', 'FOTOĞRAF (Shift+F4) çeker. Kamera yoksa ATLA.'],
  ] as const)(
    'is asked for when the goods are worth it, and the seal goes on (%s)',
    async (locale, title, how) => {
      // Two mugs and a lamp at 5.00.
      const on = await shown(locale, 1500);
      await on.scan(codes.command('seal'));
      expect(on.bench.said()).toBe('look photo-first');
      expect(screen.getByRole('heading', { name: title })).toBeTruthy();
      expect(screen.getByText(how)).toBeTruthy();
      await on.scan(codes.command('photo'));
      expect(on.bench.said()).toBe('go sealed');
      const ops = await opsOf(on);
      expect(ops.map(({ type }) => type).slice(-2)).toEqual(['photo.take', 'parcel.seal']);
      const body = ops.find(({ type }) => type === 'photo.take')?.body ?? {};
      expect(body).toMatchObject({ subject: { kind: 'parcel', id: small.parcelId }, file: { widthPx: 2 } });
      expect(await on.bench.photoShelf.waiting()).toEqual([(body['file'] as { hash: string }).hash]);
      expect(on.missing).toEqual([]);
    },
  );

  it('is not asked for below that value, and goes on without a camera by SKIP', async () => {
    const cheap = await shown('en', 1501);
    await cheap.scan(codes.command('seal'));
    expect(cheap.bench.said()).toBe('go sealed');
    expect((await opsOf(cheap)).some(({ type }) => type === 'photo.take')).toBe(false);
  });

  it('says what to do when the camera is unplugged, and goes on without it', async () => {
    const on = await shown('en', 0);
    on.bench.camera.sees = null;
    await on.scan(codes.command('seal'));
    expect(await screen.findByText('No camera gives a picture. SKIP goes on without.')).toBeTruthy();
    await on.scan(codes.command('photo'));
    expect(on.bench.said()).toBe('look camera-missing');
    await on.scan(codes.command('skip'));
    expect(on.bench.said()).toBe('go sealed');
    expect((await opsOf(on)).find(({ type }) => type === 'photo.take')?.body).toMatchObject({ file: null });
  });

  it.each([
    ['en', 'Camera of this bench', 'No camera at this bench'],
    ['tr', 'Bu masanın kamerası', 'Bu masada kamera yok'],
  ] as const)('comes from the camera that is chosen by its digit (%s)', async (locale, title, none) => {
    const on = await shown(locale, null);
    on.open('camera');
    expect(screen.getByRole('heading', { name: title })).toBeTruthy();
    expect(await screen.findByText('Side')).toBeTruthy();
    await on.scan(codes.command('quantity-2'));
    expect(on.bench.photos.store.getState().chosen).toEqual({ kind: 'camera', deviceId: 'c2' });
    expect(screen.getByText('Side').closest('li')?.dataset['chosen']).toBe('yes');
    await on.scan(codes.command('quantity-0'));
    expect(screen.getByText(none).closest('li')?.dataset['chosen']).toBe('yes');
    expect(on.bench.photos.hasCamera()).toBe(false);
    await on.scan(codes.command('cancel'));
    expect(screen.queryByRole('heading', { name: title })).toBeNull();
    expect(on.missing).toEqual([]);
  });
});
