// The till of a station on a real store: what should lie there is known with head office away and after the power went, and a count
// is written once.
import { afterEach, describe, expect, it } from 'vitest';
import type { RightsAnswer } from '../../../shared/contract/rights';
import { personIdOf } from '../../../shared/domain/ids.test-kit';
import { documentSeries } from '../../../shared/domain/numbers/series';
import { newDisk, newOpId, until } from '../../data/station.test-kit';
import {
  codes,
  companyOf,
  createFakeOutbox,
  leeds,
  newOffice,
  openTestBench,
  small,
  type TestBench,
} from '../packing/bench.test-kit';
import { openTillDesk, type TillDesk } from './till-desk';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const ayse = personIdOf('ayse');
const series = documentSeries(leeds, 2026);
const answer = {
  numbers: [{ series, from: 41, to: 60, next: 41, turn: 1 }],
  giveBack: [],
  grants: [
    {
      grantId: '018f0000-0000-7000-8000-000000000001',
      sku: 'MUG',
      units: 9,
      used: 0,
      until: '2026-01-05T12:00:00.000Z',
    },
  ],
} as unknown as RightsAnswer;

async function stationOf(disk = newDisk(), office = newOffice()) {
  const bench = await openTestBench(disk, office, createFakeOutbox());
  const till = await openTillDesk({
    opLog: bench.station.opLog,
    notes: bench.station.store.notes,
    newOpId,
    report: (cause) => {
      throw cause;
    },
  });
  ends.push(async () => {
    till.close();
    await bench.close();
  });
  return { disk, office, bench, till };
}

async function selling() {
  const company = newOffice();
  companyOf(company, small);
  const found = await stationOf(newDisk(), company);
  await until(() => found.bench.station.book.held().length === 1);
  await found.bench.rights.heard(found.bench.rights.toTell(), answer);
  company.cut();
  await found.bench.scan(codes.badge, codes.command('counter-sale'));
  return found;
}

const sell = (bench: TestBench, pay: 'finish' | 'pay-card') =>
  bench.scan(codes.mug, codes.command('finish'), codes.command(pay));
const lies = ({ store }: TillDesk) => store.getState().tills;
const counts = async ({ station }: TestBench) =>
  (await station.opLog.from(1, 500)).filter(({ type }) => type === 'till.count').map(({ body }) => body);

describe('the till of a station', { timeout: 60_000 }, () => {
  it('should hold what was sold for cash, and is counted once, with head office away', async () => {
    const { bench, till } = await selling();
    await sell(bench, 'finish');
    await sell(bench, 'pay-card');
    await sell(bench, 'finish');
    expect(lies(till)).toEqual([{ currency: 'GBP', cashMinor: 1000, sales: 2 }]);
    await till.count({ currency: 'GBP', countedMinor: 950, leftMinor: 200 }, ayse);
    expect(till.store.getState()).toMatchObject({
      counted: { currency: 'GBP', countedMinor: 950, differenceMinor: -50 },
      notSaved: false,
    });
    expect(await counts(bench)).toEqual([
      { currency: 'GBP', expectedMinor: 1000, countedMinor: 950, leftMinor: 200 },
    ]);
    await sell(bench, 'finish');
    expect(lies(till)).toEqual([{ currency: 'GBP', cashMinor: 700, sales: 1 }]);
  });

  it.each([true, false])('is known again after the power went (noted before: %s)', async (noted) => {
    const { disk, office, bench, till } = await selling();
    await sell(bench, 'finish');
    await till.count({ currency: 'GBP', countedMinor: 500, leftMinor: 500 }, ayse);
    if (noted) await till.keep();
    await sell(bench, 'finish');
    await ends.pop()?.();
    const again = await stationOf(disk, office);
    expect(lies(again.till)).toEqual([{ currency: 'GBP', cashMinor: 1000, sales: 1 }]);
    await again.till.keep();
    await ends.pop()?.();
    expect(lies((await stationOf(disk, office)).till)).toEqual([
      { currency: 'GBP', cashMinor: 1000, sales: 1 },
    ]);
  });
});
