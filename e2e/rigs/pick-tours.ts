// Tours in a story: released at the office, and walked from the bench by scans alone.
import { ownCode } from '../../shared/barcode/own-code';
import type { Release, ReleaseRequest, TourPage } from '../../shared/contract/floor';
import type { Goods } from './head-office-books';
import { until, type Workday } from './workday';

type Tone = { tone?: string | null };
export type Stop = TourPage['stops'][number];

export type PickTours = {
  /** Plans and releases. @returns the tours that were made, by number */
  release: (wish: Partial<ReleaseRequest['wish']>) => Promise<{ plan: Release; tourIds: string[] }>;
  /** Of tours that are not over, by number. */
  open: () => Promise<{ tourId: string; state: string }[]>;
  page: (tourId: string) => Promise<TourPage>;
  /** PICK, until this station has the tour. */
  claim: (tourId: string) => Promise<void>;
  bin: (locationId: string) => Promise<Tone>;
  tote: (name: string) => Promise<Tone>;
  item: (sku: string) => Promise<Tone>;
  /** Every unit of the stop, into the totes the tour has; @returns verdicts that were not green */
  pickStop: (tour: TourPage['tour'], stop: Stop) => Promise<string[]>;
};

const warehouse = 'W1';
const greetingMs = 90_000;
const usual: ReleaseRequest['wish'] = {
  method: 'batch',
  places: 4,
  units: 60,
  most: 4,
  leastUnits: 0,
  zones: [],
  dueBy: null,
  inTurn: false,
  pickers: 1,
};

export function pickTours(day: Workday, goods: () => readonly Goods[]): PickTours {
  const page = (tourId: string) => day.door.ask<TourPage>('GET', `/v1/floor/tours/${tourId}`);
  const open = async () =>
    (
      await day.door.ask<{ tours: { tourId: string; state: string; number: number }[] }>(
        'GET',
        `/v1/floor/${warehouse}`,
      )
    ).tours.sort((a, b) => a.number - b.number);
  const bin = (locationId: string) => day.scan(ownCode('location', locationId));
  const tote = (name: string) => day.scan(ownCode('tote', name));
  const item = (sku: string) => day.scan(goods().find((each) => each.sku === sku)?.code ?? '');
  return {
    page,
    open,
    bin,
    tote,
    item,
    release: async (wish) => {
      const before = new Set((await open()).map(({ tourId }) => tourId));
      let plan = await day.door.ask<Release>('POST', `/v1/floor/${warehouse}/releases`, {
        wish: { ...usual, ...wish },
        milliseconds: 500,
      });
      await until('the plan is ready', async () => {
        plan = await day.door.ask<Release>('GET', `/v1/floor/releases/${plan.planId}`);
        return plan.state === 'ready';
      });
      plan = await day.door.ask<Release>('POST', `/v1/floor/releases/${plan.planId}/release`);
      const made = (await open()).filter(({ tourId }) => !before.has(tourId));
      return { plan, tourIds: made.map(({ tourId }) => tourId) };
    },
    claim: async (tourId) => {
      await until('the tour is here', async () => (await day.command('pick')).tone !== 'look', greetingMs);
      await until('it is given', async () => (await page(tourId)).tour.state === 'claimed');
      await until('its boxes are here', async () => (await day.screen.middle()).includes('Tour'));
    },
    pickStop: async (tour, stop) => {
      const wrong: string[] = [];
      await bin(stop.locationId);
      for (const { position, quantity } of stop.places) {
        const own = tour.places.find((place) => place.position === position)?.totes.at(-1) ?? '';
        for (let unit = 0; unit < quantity; unit += 1) {
          let verdict = await item(stop.sku);
          if (tour.places.length > 1) verdict = await tote(own);
          if (verdict.tone !== 'go') wrong.push(`${stop.sku} into ${own}: ${verdict.tone}`);
        }
      }
      return wrong;
    },
  };
}
