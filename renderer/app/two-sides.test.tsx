// Two operators at one screen: a half each with its own operator, order and answer; a scanner is given to the right side on the
// page of devices. Both languages.
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import type { ScanEvent } from '../../shared/barcode/scan';
import { orderIdOf, parcelIdOf, personIdOf } from '../../shared/domain/ids.test-kit';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import { until } from '../data/station.test-kit';
import { codes, heardOf, small } from '../features/packing/bench.test-kit';
import { screenOf } from './station-screen.test-kit';

const orderNo = (number: number): Parcel => ({
  ...small,
  parcelId: parcelIdOf(number),
  orderId: orderIdOf(number),
  orderNumber: `20${number}`,
  placedAt: `2026-01-05T0${number}:00:00.000Z`,
});
const codeOf = (number: number): string => ownCode('order', `20${number}`);
const rightHand: Partial<ScanEvent> = { source: 'serial', deviceId: 'scanner 2' };

type On = Awaited<ReturnType<typeof screenOf>>;

const onRight = async (on: On, ...texts: string[]): Promise<void> => {
  for (const text of texts)
    await act(async () => {
      const { session } = on.bench.sides.store.getState();
      session?.scan(heardOf(text, rightHand));
      await session?.settled();
    });
};

async function twoOf(locale: 'en' | 'tr'): Promise<On> {
  const on = await screenOf([orderNo(1), orderNo(2)], { locale });
  const person = { personId: personIdOf('mehmet'), name: 'Mehmet', badge: '78', roles: ['packer'] };
  on.office.put('directory', { kind: 'person', entryId: 'person mehmet', person } as never);
  await until(() => on.bench.directory.person(personIdOf('mehmet')) !== null);
  return on;
}

describe('two operators at one screen', { timeout: 60_000 }, () => {
  it.each([
    ['en', 'Left', 'Right', 'Its scans go to the right side', 'Keys and the scanner that types stay'],
    ['tr', 'Sol', 'Sağ', 'Okuttukları sağ tarafa gider', 'Tuşlar ve yazan okuyucu solda kalır'],
  ] as const)('have a half each (%s)', async (locale, left, right, given, stays) => {
    const on = await twoOf(locale);
    const scanner = {
      kind: 'scanner',
      id: 'scanner 2',
      name: 'Hand 2',
      state: 'ready',
      reason: null,
    } as const;
    act(() => on.devices.setState(({ devices }) => ({ devices: [...devices, scanner] })));
    on.open('devices');
    await screen.findAllByText('Hand 2');
    // Told by its own scan: the one that was heard last is moved.
    await act(async () => {
      on.pages()?.takesScan(heardOf('4006381333931'));
      on.pages()?.takesCommand('quantity-7');
      await Promise.resolve();
    });
    expect((await screen.findByText(new RegExp(stays))).dataset['sideTrouble']).toBe('keyboard-is-left');
    // How such a scanner is given a line of its own, and with it a side.
    const how = document.querySelector('[data-own-line]')?.textContent ?? '';
    for (const code of ['USB HID POS', 'PAP131', 'USB CDC Host']) expect(how).toContain(code);
    await act(async () => {
      on.pages()?.takesScan(heardOf('4006381333931', rightHand));
      on.pages()?.takesCommand('quantity-7');
    });
    expect((await screen.findByText(given)).dataset['sideOf']).toBe('right');
    await on.scan(codes.command('cancel'), codes.badge, codeOf(1), codes.mug);
    await onRight(on, ownCode('badge', '78'), codeOf(2), codes.mug, codes.mug);
    const halfOf = (name: string) => within(screen.getByRole('region', { name }));
    expect(halfOf(left).getByText('Ayşe')).toBeTruthy();
    expect(halfOf(right).getByText('Mehmet')).toBeTruthy();
    expect(halfOf(left).getByText(/201/)).toBeTruthy();
    expect(halfOf(right).getByText(/202/)).toBeTruthy();
    expect(halfOf(left).getByText('White mug', { selector: 'h2' })).toBeTruthy();
    expect(halfOf(right).getByText('Metal lantern', { selector: 'h2' })).toBeTruthy();
    expect(on.bench.state().open?.orderNumber).toBe('201');
    expect(on.missing).toEqual([]);
  });

  it.each([
    ['en', 'It weighs for the right side', 'Put something on the scale that is meant', 'On the scale'],
    ['tr', 'Sağ taraf için tartar', 'Hangi terazi ise üstüne bir şey koyun', 'Terazide'],
  ] as const)(
    'a scale is given to the right side, and weighs there (%s)',
    async (locale, given, which, name) => {
      const on = await twoOf(locale);
      await act(() => on.bench.sides.move({ source: 'serial', deviceId: 'scanner 2' }));
      const scale = { kind: 'scale', id: 'Right scale', name: 'Far', state: 'ready', reason: null } as const;
      act(() => on.devices.setState(({ devices }) => ({ devices: [...devices, scale] })));
      on.open('devices');
      on.pointed.scale = 'several';
      await on.scan(codes.command('quantity-0'));
      expect(await screen.findByText(new RegExp(which))).toBeTruthy();
      on.pointed.scale = { scaleId: 'Right scale' };
      await on.scan(codes.command('quantity-0'));
      expect((await screen.findByText(given)).dataset['sideOf']).toBe('right');
      expect(screen.queryByText(new RegExp(which))).toBeNull();
      await on.scan(codes.command('cancel'), codes.badge, codeOf(1));
      await onRight(on, ownCode('badge', '78'), codeOf(2));
      act(() => on.bench.rightScales.weigh(720));
      const [left, right] = ['left', 'right'].map((side) =>
        within(document.querySelector(`[data-half="${side}"]`) as HTMLElement),
      );
      expect(left?.queryByRole('region', { name })).toBeNull();
      expect(right?.getByRole('region', { name }).textContent).toContain('720 g');
      // The strip says whose scale it is.
      const strip = document.querySelector('footer')?.textContent ?? '';
      expect(strip).toContain(`Right scale · ${locale === 'en' ? 'Right' : 'Sağ'}`);
      expect(on.missing).toEqual([]);
    },
  );

  it('every scan of the right side is seen on its own scale', async () => {
    const on = await twoOf('en');
    on.office.put('products', {
      sku: 'MUG',
      name: 'White mug',
      category: null,
      size: { lengthMm: 100, widthMm: 100, heightMm: 100 },
      weightGrams: 300,
      price: { amountMinor: 500, currency: 'GBP' },
      fragile: false,
      learnedWeight: { milligrams: 300_000, spreadMilligrams: 2_000, boxes: 40 },
      barcodes: [{ code: codes.mug, quantity: 1 }],
    });
    await on.bench.catalogue.hold([small]);
    await until(() => on.bench.catalogue.product('MUG' as never)?.learnedWeight !== undefined);
    await act(() => on.bench.sides.move({ source: 'serial', deviceId: 'scanner 2' }));
    const rightSaid = (): string => {
      const verdict = on.bench.sides.store.getState().session?.store.getState().verdict;
      return verdict
        ? `${verdict.tone} ${verdict.kind === 'answer' ? verdict.code : verdict.refusal.code}`
        : '';
    };
    const weighRight = (grams: number): Promise<void> =>
      act(async () => {
        on.bench.rightScales.weigh(null);
        on.bench.rightScales.weigh(grams);
        await new Promise((resolve) => setTimeout(resolve, 500));
        await on.bench.sides.store.getState().session?.settled();
      });
    await weighRight(420);
    await on.scan(codes.badge, codeOf(1), codes.box);
    await onRight(on, ownCode('badge', '78'), codeOf(2), codes.box, codes.mug, codes.mug);
    expect(rightSaid()).toBe('stop unit-not-put-in');
    // The left side has no scale: nothing is waited for there.
    await on.scan(codes.mug, codes.mug);
    expect(on.bench.said()).toBe('go line-complete');
    await weighRight(720);
    expect(rightSaid()).toBe('go unit-is-in');
    await onRight(on, codes.mug);
    expect(rightSaid()).toBe('go line-complete');
  });

  it('a stop on the right holds the right alone', async () => {
    const on = await twoOf('en');
    await act(() => on.bench.sides.move({ source: 'serial', deviceId: 'scanner 2' }));
    await on.scan(codes.badge, codeOf(1));
    await onRight(on, ownCode('badge', '78'), codeOf(1));
    expect(screen.getByText('Order 201 is on the other side')).toBeTruthy();
    await onRight(on, codeOf(2), 'SCARF');
    const right = screen.getByRole('region', { name: 'Right' });
    expect(right.querySelector('section[data-answers]')?.getAttribute('data-holds')).toBe('true');
    await on.scan(codes.mug);
    const left = screen.getByRole('region', { name: 'Left' });
    expect(left.querySelector('section[data-answers]')?.getAttribute('data-tone')).toBe('go');
    expect(on.bench.state().open?.lines[0]?.packed).toBe(1);
    await onRight(on, codes.command('ok'), codes.mug);
    expect(right.querySelector('section[data-answers]')?.getAttribute('data-tone')).toBe('go');
    expect(on.missing).toEqual([]);
  });
});
