// Several parcels side by side as a packer sees them: the page that says how many, the board with its large numbers and what
// each place lacks, and which place a scan went to. Both languages.
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import { orderIdOf, parcelIdOf } from '../../shared/domain/ids.test-kit';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import { codes, small } from '../features/packing/bench.test-kit';
import { screenOf } from './station-screen.test-kit';

const orderNo = (number: number): Parcel => ({
  ...small,
  parcelId: parcelIdOf(number),
  orderId: orderIdOf(number),
  orderNumber: `20${number}`,
  placedAt: `2026-01-05T0${number}:00:00.000Z`,
});
const codeOf = (number: number): string => ownCode('order', `20${number}`);

describe('several parcels at a bench', { timeout: 60_000 }, () => {
  it.each([
    [
      'en',
      'Places at this bench',
      '3 parcels side by side',
      'Parcels side by side',
      'free',
      'Place 1',
      'in hand',
    ],
    ['tr', 'Bu masadaki yerler', '3 koli yan yana', 'Yan yana koliler', 'boş', 'Yer 1', 'elde'],
  ] as const)(
    'are chosen by a digit, and drawn by place (%s)',
    async (locale, title, many, board, free, figure, hand) => {
      const on = await screenOf([orderNo(1), orderNo(2)], { locale });
      on.open('places');
      expect(screen.getByRole('heading', { name: title })).toBeTruthy();
      await on.scan(codes.command('quantity-3'));
      expect(screen.getByText(many).closest('li')?.dataset['chosen']).toBe('yes');
      await on.scan(codes.command('cancel'), codes.badge, codeOf(1), codeOf(2), codes.mug);
      const places = within(screen.getByRole('list', { name: board })).getAllByRole('listitem');
      const cards = places.filter((each) => each.dataset['state'] !== undefined);
      expect(cards.map(({ dataset }) => [dataset['state'], dataset['inHand']])).toEqual([
        ['filling', 'yes'],
        ['filling', undefined],
        ['free', undefined],
      ]);
      expect(cards[0]?.textContent).toContain('201');
      expect(cards[0]?.textContent).toContain(hand);
      expect(cards[0]?.textContent).toContain('1 × White mug');
      expect(cards[1]?.textContent).toContain('2 × White mug');
      expect(cards[2]?.textContent).toContain(free);
      expect(screen.getByText(figure)).toBeTruthy();
      expect(on.missing).toEqual([]);
    },
  );

  it('show what waits for its box and its seal, and none in hand when one is sealed', async () => {
    const on = await screenOf([orderNo(1), orderNo(2)]);
    on.bench.places.chooseAt(2);
    await on.scan(codes.badge, codeOf(1), codeOf(2), codes.mug, codes.mug, codes.lamp);
    const card = (number: string) => screen.getByText(number, { selector: 'li span' }).closest('li');
    expect(card('201')?.dataset['state']).toBe('complete');
    expect(card('201')?.textContent).toContain('Complete: scan its box');
    await on.scan(codes.box);
    expect(card('201')?.textContent).toContain('Complete: seal it');
    await on.scan(codes.command('seal'));
    expect(on.bench.said()).toBe('go sealed');
    expect(screen.queryByText('201', { selector: 'li span' })).toBeNull();
    expect(screen.getByText(/No parcel is in hand/)).toBeTruthy();
    expect(screen.getByText('Place 1')).toBeTruthy();
    expect(on.missing).toEqual([]);
  });
});
