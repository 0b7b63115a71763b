import { describe, expect, it } from 'vitest';
import { fitOf } from './fuzzy';

const best = (typed: string, ...labels: string[]): string | undefined =>
  labels
    .flatMap((label) => {
      const fit = fitOf(label, typed);
      return fit === null ? [] : [{ label, fit }];
    })
    .sort((a, b) => b.fit - a.fit)[0]?.label;

describe('what was typed', () => {
  it.each([
    ['ord', 'Orders', ['Holds', 'Orders', 'Recorded']],
    ['siparis', 'Siparişler', ['İadeler', 'Siparişler']],
    ['IADE', 'İadeler', ['Siparişler', 'İadeler']],
    ['musteri', 'Müşteriler', ['Müşteriler', 'Masalar']],
    ['ex', 'Export', ['Next page', 'Export']],
    ['hs', 'Hold selected', ['Holds', 'Hold selected', 'Shipments']],
    ['aktarim', 'Aktarımlar', ['Aktarımlar', 'Akış']],
  ])('%j finds %j first', (typed, expected, labels) => {
    expect(best(typed, ...labels)).toBe(expected);
  });

  it('finds nothing where its letters are not, and everything when it is empty', () => {
    expect(fitOf('Orders', 'xyz')).toBeNull();
    expect(fitOf('Orders', 'sredro')).toBeNull();
    expect(fitOf('Orders', ' ')).toBe(0);
  });
});
