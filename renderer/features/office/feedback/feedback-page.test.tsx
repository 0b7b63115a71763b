import { cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { show } from '../../../ui/screen.test-kit';
import { FeedbackPage } from './feedback-page';

afterEach(cleanup);
// A busy machine is no reason to fail.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });
// A test screen has no size of its own, and a grid shows only the rows that are in view.
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 480 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 1200 });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 480 });
});

const feedback = {
  orderId: 'o1' as never,
  number: '1001',
  language: 'en' as const,
  state: 'answered' as const,
  askedAt: '2026-11-01T10:00:00.000Z',
  answer: { stars: 2, lines: [], arrived: 'part' as const, comment: 'One was broken.' },
  answeredAt: '2026-11-02T10:00:00.000Z',
};

describe('what customers said', () => {
  it.each([
    ['en', 'Stars', 'Arrived', /12 of 40 answered: 3.5 of 5/],
    ['tr', 'Yıldız', 'Geldi mi', /40 kişiden 12 yanıt: 5 üzerinden 3,5/],
  ] as const)('is listed by filters, with averages beside (%s)', async (locale, stars, arrived, sum) => {
    const asked: unknown[] = [];
    const opened: unknown[] = [];
    const ok = <T,>(value: T) => Promise.resolve({ ok: true as const, value });
    const api = {
      ratings: (query: object) => {
        asked.push(query);
        return ok({ rows: [{ feedbackId: 'f1', feedback }], total: 1, cursor: null });
      },
      ratingAverages: () =>
        ok({
          answered: 12,
          asked: 40,
          average: 3.5,
          products: [{ sku: 'MUG', name: 'A mug', ratings: 7, average: 2.4 }],
          warehouses: [{ warehouseId: 'W1', ratings: 12, average: 3.5 }],
          stars: [],
        }),
    };
    const { missing } = show(<FeedbackPage api={api} open={(...to) => opened.push(to)} />, { locale });
    await screen.findByText(sum);
    await screen.findByText('One was broken.');
    fireEvent.change(screen.getByLabelText(stars), { target: { value: '2' } });
    fireEvent.change(screen.getByLabelText(arrived), { target: { value: 'part' } });
    await waitFor(() => expect(asked).toContainEqual({ text: '', most: '2', arrived: 'part' }));
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'Enter' });
    expect(opened).toEqual([['orders', 'o1']]);
    expect(missing).toEqual([]);
  });
});
