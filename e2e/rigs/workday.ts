// A whole warehouse for one story: a real head office with the sample company, a cable that can be cut, and a bench
// enrolled through the cable (bench-place.ts).
// Must leave nothing running: `end` stops whatever state the story left things in.
import { rmSync } from 'node:fs';
import { type BenchPlace, type BenchPlaceOptions, startBenchPlace } from './bench-place';
import { endDatabase, type HeadOffice, sampleDataDir, startHeadOffice } from './head-office';
import { type HeadOfficeBooks, headOfficeBooks } from './head-office-books';
import { type HeadOfficeDoor, headOfficeDoor, type OrderWish, type PlacedOrder } from './head-office-door';
import { type NetworkCut, startNetworkCut } from './network-cut';

export { until } from './bench-place';

export type WorkdayOptions = Partial<Omit<BenchPlaceOptions, 'books' | 'origin' | 'enrolCode'>> & {
  /** Done to head office before anything is placed or any station starts. */
  prepare?: (books: HeadOfficeBooks) => Promise<void>;
  /** Environment of head office beside that of this process. */
  env?: Record<string, string>;
  /** Placed before the station starts, so that it holds them from its first greeting. */
  orders?: (books: HeadOfficeBooks) => Promise<readonly OrderWish[]>;
};

export type Workday = BenchPlace & {
  /** Of head office itself, past the cable. */
  origin: string;
  /** Head office's data folder. */
  officeDir: string;
  books: HeadOfficeBooks;
  door: HeadOfficeDoor;
  cable: NetworkCut;
  /** Orders of `options.orders`, in their order. */
  orders: readonly PlacedOrder[];
  stopHeadOffice: () => Promise<void>;
  /** kill -9 of the server process; its database goes on without it. */
  killHeadOffice: () => Promise<void>;
  /** Starts head office again on the same folder and port. */
  startHeadOffice: () => Promise<void>;
  end: () => Promise<void>;
};

export async function startWorkday(options: WorkdayOptions = {}): Promise<Workday> {
  const undo: Array<() => unknown> = [];
  const end = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const officeDir = await sampleDataDir();
    undo.push(() => rmSync(officeDir, { recursive: true, force: true }));
    let office: HeadOffice | null = await startHeadOffice({
      dataDir: officeDir,
      sample: false,
      env: options.env ?? {},
    });
    undo.push(async () => {
      await office?.stop();
      endDatabase(officeDir);
    });
    const { origin, port, enrolCode } = office;
    const books = headOfficeBooks(officeDir);
    const door = headOfficeDoor(origin, officeDir, books);
    await options.prepare?.(books);
    const orders: PlacedOrder[] = [];
    if (options.orders) await shipFromHere(door);
    for (const wish of (await options.orders?.(books)) ?? []) orders.push(await door.placeOrder(wish));
    const cable = await startNetworkCut(origin);
    undo.push(() => cable.close());
    const { prepare: _prepare, orders: _orders, env = {}, ...place } = options;
    const bench = await startBenchPlace(
      { stationName: 'Bench 3', ...place, books, origin: cable.origin, enrolCode },
      undo,
    );
    return {
      ...bench,
      origin,
      officeDir,
      books,
      door,
      cable,
      orders,
      stopHeadOffice: async () => {
        await office?.stop();
        office = null;
      },
      killHeadOffice: async () => {
        await office?.kill();
        office = null;
      },
      startHeadOffice: async () => {
        office = await startHeadOffice({ dataDir: officeDir, port, sample: false, env });
      },
      end,
    };
  } catch (cause) {
    await end();
    throw cause;
  }
}

/** Which warehouse is the quicker one depends on the hour and the day; the bench of a story is at the first. */
async function shipFromHere(door: HeadOfficeDoor): Promise<void> {
  const { version, policy } = await door.ask<{ version: number; policy: { rules: object[] } }>(
    'GET',
    '/v1/routing/policy',
  );
  const rule = {
    ruleId: 'bench-of-the-story',
    name: 'Ships where the bench of the story is',
    active: true,
    when: { countries: [], channelIds: [], skus: [], vipOnly: false },
    // oxlint-disable-next-line unicorn/no-thenable
    then: { kind: 'never', nodes: { warehouseIds: ['W2'], kinds: [] } },
  };
  await door.ask('POST', '/v1/routing/policy', {
    from: version,
    policy: { ...policy, rules: [...policy.rules, rule] },
  });
}
