// The pick list of a tour: its totes' places and its stops in walking order, with the codes of the tour's bins to be scanned. What
// is picked already is not on it. For a floor without a screen, and for the day the screen is dark.
import { ownCode, maxOwnCodePayload } from '../barcode/own-code';
import type { TourStop } from '../domain/tour/stops';
import type { Tour } from '../domain/tour/tour';
import { mostPaperLines, type Paper } from './paper';
import { headings, type PaperPlace, sellerOf } from './paper-parts';
import type { PaperFormat } from '../domain/document/paper-rules';
import type { PaperVoice } from './paper-words';

/** A stop as it is known to whoever prints it. */
export type PickStop = Pick<TourStop, 'name' | 'quantity'> & {
  locationId: string;
  sku: string;
  lot?: { lot: string | null; bestBefore: string | null } | null | undefined;
  shares: readonly { position: number; quantity: number }[];
};

export type TourPaperFacts = PaperPlace & {
  tour: Pick<Tour, 'number' | 'method' | 'zone' | 'places' | 'dueAt'>;
  stops: readonly PickStop[];
  at: string;
};

export function paperOfTour(
  format: PaperFormat,
  { tour, stops, at, seller, timeZone }: TourPaperFacts,
  voice: PaperVoice,
): Paper {
  const { say, count } = voice;
  const number = String(tour.number);
  const units = stops.reduce((sum, { quantity }) => sum + quantity, 0);
  const place = (position: number): string => say('paper.pick.place', { position });
  return {
    kind: 'paper',
    paper: 'pick-list',
    format,
    language: voice.language,
    title: say('paper.title.pick-list'),
    number,
    orderNumber: number,
    // Who scans it takes the next tour up.
    barcode: ownCode('command', 'PICK'),
    seller: sellerOf(seller),
    to: null,
    facts: [
      { name: say('paper.fact.date'), value: voice.moment(at, timeZone) },
      { name: say('paper.fact.method'), value: say(`paper.method.${tour.method}`) },
      ...(tour.zone ? [{ name: say('paper.fact.zone'), value: tour.zone }] : []),
      ...(tour.dueAt ? [{ name: say('paper.fact.due'), value: voice.moment(tour.dueAt, timeZone) }] : []),
      {
        name: say('paper.fact.places'),
        value: tour.places
          .map(({ position, orderNumber, totes }) =>
            [`${position}: ${orderNumber}`, ...totes].join(' ').trim(),
          )
          .join(', ')
          .slice(0, 200),
      },
    ],
    ...headings(voice),
    lines: [],
    grid: {
      columns: [
        { name: say('paper.column.bin'), isNumber: false },
        { name: say('paper.column.item'), isNumber: false },
        { name: say('paper.column.quantity'), isNumber: true },
        { name: say('paper.column.into'), isNumber: false },
        { name: say('paper.column.done'), isNumber: false },
      ],
      rows: stops.slice(0, mostPaperLines).map(({ locationId, sku, name, quantity, lot, shares }, at_) => ({
        cells: [
          `${at_ + 1}. ${locationId}`,
          [name, sku, lot?.lot, lot?.bestBefore].filter(Boolean).join(' · ').slice(0, 200),
          count(quantity),
          shares
            .map(({ position, quantity: own }) => `${place(position)} × ${count(own)}`)
            .join(', ')
            .slice(0, 200),
          '☐',
        ],
        code: locationId.length <= maxOwnCodePayload ? ownCode('location', locationId) : null,
      })),
      totals: [],
    },
    sums: [{ name: say('paper.units'), amount: count(units) }],
    gift: null,
    foot: [],
  };
}
