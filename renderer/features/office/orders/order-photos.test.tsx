// Photographs on an order's page: seen when head office has them, and said where they are otherwise; both languages.
import { cleanup, configure, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PhotoRow } from '../../../../shared/contract/photos';
import { photoHashSchema } from '../../../../shared/domain/photo/photo';
import { show } from '../../../ui/screen.test-kit';
import { OrderPhotos, type PhotosApi } from './order-photos';

// The browser of these tests makes no addresses of files.
beforeEach(() => {
  URL.createObjectURL = () => 'blob:photo';
  URL.revokeObjectURL = () => undefined;
});
afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const photo = (over: Partial<PhotoRow>): PhotoRow => ({
  subject: { kind: 'parcel', id: 'p1' },
  hash: photoHashSchema.parse('ab'.repeat(32)),
  state: 'stored',
  at: '2026-11-29T10:00:00.000Z',
  person: 'Ayşe',
  station: 'Bench 3',
  ...over,
});

function page(locale: 'en' | 'tr', photos: PhotoRow[]) {
  const asked: string[] = [];
  const api: PhotosApi = {
    orderPhotos: async () => ({ ok: true, value: { photos } }),
    photo: async (hash) => {
      asked.push(hash);
      return new Blob(['x'], { type: 'image/jpeg' });
    },
  };
  const boxes = [{ parcelId: 'p1', boxNumber: 2 }];
  return { asked, ...show(<OrderPhotos api={api} orderId="o1" boxes={boxes} />, { locale }) };
}

describe('photographs of an order', () => {
  it.each([
    ['en', 'The open box 2', 'Still at its station, on its way.', 'Older than photos are kept.'],
    ['tr', 'Açık koli 2', 'Henüz istasyonunda, yolda.', 'Saklama süresi doldu.'],
  ] as const)('are shown by box, with who took them (%s)', async (locale, alt, awaited, gone) => {
    const { asked, missing } = page(locale, [
      photo({}),
      photo({ at: '2026-11-29T10:01:00.000Z', state: 'awaited' }),
      photo({ at: '2026-11-29T10:02:00.000Z', state: 'gone' }),
      photo({ at: '2026-11-29T10:03:00.000Z', state: 'without', hash: null }),
    ]);
    expect((await screen.findByRole('img', { name: alt })).getAttribute('src')).toBe('blob:photo');
    expect(screen.getByText(awaited)).toBeTruthy();
    expect(screen.getByText(gone)).toBeTruthy();
    expect(screen.getAllByText(/Ayşe, Bench 3/)).toHaveLength(4);
    // Only what is there is fetched.
    expect(asked).toEqual(['ab'.repeat(32)]);
    expect(missing).toEqual([]);
  });

  it('are no part of a page that has none', async () => {
    const { container } = page('en', []);
    await Promise.resolve();
    expect(container.querySelector('section')).toBeNull();
  });
});
