// Whatever happens to the cable, to answers and to the program, in any order: afterwards head office has every op of the
// station exactly once and in order, and the station shows what head office has.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stationIdOf, warehouseIdOf } from '../../shared/domain/ids.test-kit';
import { leased, lineOf, parcelAfter, planOf, started } from '../../shared/domain/parcel/parcel.test-kit';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import type { OpDraft } from '../../shared/sync/op';
import { createFakeHeadOffice, type FakeHeadOffice } from './head-office.test-kit';
import {
  type Disk,
  newDisk,
  newOpId,
  openTestStation,
  refusedScan,
  type TestStation,
  until,
} from './station.test-kit';

const here = stationIdOf(1);
const leeds = warehouseIdOf('leeds');
const begun = parcelAfter(
  planOf([lineOf({ expected: 500, sources: [{ locationId: 'A' as never, quantity: 500 }] })]),
  leased,
  started,
);
const { parcelId } = begun;

type Step =
  | { do: 'pack'; quantity: number }
  | {
      do:
        | 'undo'
        | 'hold'
        | 'resume'
        | 'refuse'
        | 'cut'
        | 'mend'
        | 'lose-answer'
        | 'restart'
        | 'change-there'
        | 'rest';
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('pack' as const), quantity: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'undo',
        'hold',
        'resume',
        'refuse',
        'cut',
        'mend',
        'lose-answer',
        'change-there',
        'rest',
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);

type World = { disk: Disk; office: FakeHeadOffice; station: TestStation; told: string[] };

async function open(disk: Disk, office: FakeHeadOffice): Promise<TestStation> {
  const station = await openTestStation(disk, here, leeds, office);
  await station.startSync();
  return station;
}

async function tell(world: World, ...drafts: OpDraft[]): Promise<void> {
  world.told.push(...drafts.map((draft) => draft.opId));
  await world.station.opLog.append(drafts, null);
}

async function run(world: World, next: Step): Promise<void> {
  const shown = world.station.book.get(parcelId);
  const about = { opId: newOpId(), parcelId, fence: shown?.fence ?? 1 };
  switch (next.do) {
    case 'pack':
      return tell(world, {
        ...about,
        type: 'parcel.pack-item',
        body: { sku: 'MUG' as never, quantity: next.quantity, code: '1', scanId: 's' },
      });
    case 'undo': {
      const last = shown?.acts.at(-1);
      return last ? tell(world, { ...about, type: 'parcel.undo', body: { undoes: last.opId } }) : undefined;
    }
    case 'hold':
      return tell(world, { ...about, type: 'parcel.hold', body: { reason: 'bench' } });
    case 'resume':
      return tell(world, { ...about, type: 'parcel.resume', body: {} });
    case 'refuse':
      return tell(world, refusedScan('x'));
    case 'cut':
      return world.office.cut();
    case 'mend':
      return world.office.mend();
    case 'lose-answer':
      return world.office.loseNextAnswer();
    case 'change-there': {
      const there = world.office.parcel(parcelId);
      if (there)
        world.office.put('parcels', { ...there, priority: there.priority === 'vip' ? 'normal' : 'vip' });
      return undefined;
    }
    case 'rest':
      return new Promise((resolve) => setTimeout(resolve, 8));
    case 'restart':
      await world.station.close();
      world.station = await open(world.disk, world.office);
      return undefined;
    default: {
      const never: never = next;
      throw new Error(`unexpected ${JSON.stringify(never)}`);
    }
  }
}

const seen = (parcel: Parcel | null | undefined): unknown => {
  if (!parcel) return null;
  const { lines, acts, state, hold, priority } = parcel;
  return { lines, acts, state, hold, priority };
};

it('every op arrives once and in order, and the screen agrees with head office', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const office = createFakeHeadOffice(here, leeds);
      office.put('parcels', begun);
      const disk = newDisk();
      const world: World = { disk, office, station: await open(disk, office), told: [] };
      try {
        await until(() => world.station.book.get(parcelId) !== null);
        for (const next of steps) await run(world, next);
        office.mend();
        await until(
          () => world.station.opLog.unsettled().length === 0 && office.applied.length === world.told.length,
        );
        expect(office.applied.map((op) => op.opId)).toEqual(world.told);
        expect(office.applied.map((op) => op.stationSeq)).toEqual(world.told.map((_, index) => index + 1));
        expect(office.chain()).toEqual({
          head: office.applied.at(-1)?.chain ?? null,
          brokenAt: null,
        });
        await until(
          () =>
            JSON.stringify(seen(world.station.book.get(parcelId))) ===
            JSON.stringify(seen(office.parcel(parcelId))),
        );
        expect(seen(world.station.book.get(parcelId))).toEqual(seen(office.parcel(parcelId)));
        expect(world.station.opLog.unsettled()).toEqual([]);
        expect(world.station.bugs).toEqual([]);
      } finally {
        await world.station.close();
      }
    }),
    { numRuns: 12 * Number(process.env['PROPERTY_TIMES'] ?? 1) },
  );
});
