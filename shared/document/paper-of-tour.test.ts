import { describe, expect, it } from 'vitest';
import { ownCode } from '../barcode/own-code';
import type { Address } from '../domain/customer/address';
import { header } from '../domain/order/order.test-kit';
import en from '../text/en.json';
import tr from '../text/tr.json';
import { paperSchema } from './paper';
import { paperBars } from './paper-bars';
import { paperHtml, paperSize } from './paper-html';
import { paperOfTour, type TourPaperFacts } from './paper-of-tour';
import { paperVoice } from './paper-words';

const voices = { en: paperVoice('en', en), tr: paperVoice('tr', tr) };
const seller: Address = { ...header.shipTo, name: 'Waybill Gifts Ltd' };
const stop = (locationId: string, quantity: number): TourPaperFacts['stops'][number] => ({
  locationId,
  sku: 'MUG',
  name: 'Mug <blue>',
  quantity,
  lot: { lot: 'L7', bestBefore: '2027-01-31' },
  shares: [
    { position: 1, quantity: quantity - 1 },
    { position: 2, quantity: 1 },
  ],
});
const facts: TourPaperFacts = {
  tour: {
    number: 12,
    method: 'batch',
    zone: 'A',
    dueAt: '2026-03-04T16:00:00.000Z',
    places: [
      { position: 1, orderNumber: '1042', totes: ['T1'] },
      { position: 2, orderNumber: '1043', totes: [] },
    ] as unknown as TourPaperFacts['tour']['places'],
  },
  stops: [stop('A-01', 3), stop('A-07', 2)],
  at: '2026-03-04T09:00:00.000Z',
  seller,
  timeZone: 'Europe/London',
};

describe('a pick list', () => {
  it('has each stop in walking order with its bin to be scanned, the lot to take, and how many go where', () => {
    const { grid, sums, facts: told, number } = paperOfTour('A4', facts, voices.en);
    expect(number).toBe('12');
    expect(grid?.rows.map(({ cells, code }) => [cells[0], code])).toEqual([
      ['1. A-01', ownCode('location', 'A-01')],
      ['2. A-07', ownCode('location', 'A-07')],
    ]);
    expect(grid?.rows[0]?.cells.slice(1, 4)).toEqual([
      'Mug <blue> · MUG · L7 · 2027-01-31',
      '3',
      'place 1 × 2, place 2 × 1',
    ]);
    expect(sums).toEqual([{ name: 'Units', amount: '5' }]);
    expect(told).toContainEqual({ name: 'Places', value: '1: 1042 T1, 2: 1043' });
  });

  it('draws the bars of its bins on a sheet and on a slip, in both languages', () => {
    for (const language of ['en', 'tr'] as const)
      for (const format of ['A4', 'roll-80'] as const) {
        const paper = paperSchema.parse(paperOfTour(format, facts, voices[language]));
        const page = paperHtml(paper, { attempt: 1, bars: paperBars(paper.barcode), rowBars: paperBars });
        expect(page.split('<svg').length - 1, `${language} ${format}`).toBe(3);
        expect(page).not.toMatch(/\{\w+\}/);
        expect(page).toContain('Mug &lt;blue&gt;');
      }
    const short = paperSize(paperOfTour('roll-80', { ...facts, stops: [] }, voices.en)).heightMm;
    expect(paperSize(paperOfTour('roll-80', facts, voices.en)).heightMm).toBeGreaterThan(short + 40);
  });
});
