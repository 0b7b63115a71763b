// What this station may give and promise by itself: numbers out of ranges, units out of quotas. Head office hands both out
// with its greetings (shared/domain/numbers, shared/domain/stock/quota); what is used shows in the station's own ops.
// Must never use a number or sell a unit that is not written down here first, and never use one twice: not after a
// restart, not after the op of it was forgotten.
import { z } from 'zod';
import { type SsccRange, ssccOf } from '../../shared/barcode/sscc';
import type { RightsAnswer, RightsTold } from '../../shared/contract/rights';
import {
  type HeldRange,
  heldRangeSchema,
  kindOf,
  lowShare,
  nextNumber,
  type NumberKind,
  numbersLeft,
  withUsed,
} from '../../shared/domain/numbers/number-range';
import { carrierSeries, documentSeries } from '../../shared/domain/numbers/series';
import {
  type CarrierNumber,
  carrierNumberOf,
  type CarrierNumbers,
} from '../../shared/domain/shipping/carrier';
import { type CounterFacts, counterTaxesSchema, nothingTold } from '../../shared/domain/stock/counter-sale';
import { type HeldGrant, heldGrantSchema, unusedOf } from '../../shared/domain/stock/quota';
import { type AgreedPrices, agreedPricesSchema } from '../../shared/domain/stock/station-prices';
import type { CarrierId, WarehouseId } from '../../shared/domain/ids';
import { mayRelyOn } from '../../shared/domain/parcel/lease';
import type { Op } from '../../shared/sync/op';
import type { OpLog } from './op-log';
import type { Notes } from './store';

export type StationRights = {
  /** The next parcel number; null when there is none. Asking uses nothing: sealing does. */
  nextSscc: () => string | null;
  /** The next number of a service by its contract; null when there is none. */
  nextCarrierNumber: (
    carrierId: CarrierId,
    serviceId: string,
    contract: CarrierNumbers,
  ) => CarrierNumber | null;
  /** The next number of the documents of this year. */
  nextDocument: () => { series: string; number: number } | null;
  /** Unused numbers by kind. */
  left: () => Record<NumberKind, number>;
  /** Whether some series the station uses is running out, which only a greeting can mend. */
  isLow: () => boolean;
  /** Quotas, this station's own sales taken off. */
  grants: () => readonly HeldGrant[];
  /** What their products cost over the counter and on the telephone, as head office told last. */
  prices: () => readonly AgreedPrices[];
  /** The same with the tax that is within them, as a sale at the counter needs it. */
  counter: () => CounterFacts;
  /** What the next greeting says. */
  toTell: () => RightsTold;
  /** Takes up what head office answered; on disk when it resolves, and used from then on. */
  heard: (told: RightsTold, answer: RightsAnswer) => Promise<void>;
  /** Writes down what is used; to be done before the ops that show it may be forgotten. */
  keep: () => Promise<void>;
  close: () => void;
};

type RightsPorts = {
  opLog: Pick<OpLog, 'from' | 'changes'>;
  notes: Notes;
  warehouseId: WarehouseId;
  now: () => Date;
  /** The latest that head office's clock can show; null when it cannot be known. */
  headOfficeMs: () => number | null;
};

const noteName = 'rights';
const opsAtOnce = 500;
/** Where the parcel numbers of one single range were noted before there were several. */
const oldNoteName = 'sscc';

const noteSchema = z.object({
  ranges: z.array(heldRangeSchema),
  returned: z.array(heldRangeSchema),
  grants: z.array(heldGrantSchema),
  prices: z.array(agreedPricesSchema).default([]),
  taxes: counterTaxesSchema.nullable().default(null),
  /** What ops up to this number used is in here. */
  upTo: z.int().nonnegative(),
});
type Rights = z.infer<typeof noteSchema>;

export async function openStationRights(ports: RightsPorts): Promise<StationRights> {
  const { opLog, notes } = ports;
  const noted = readNote(await notes.read(noteName)) ?? oldRange(await notes.read(oldNoteName));
  let isFresh = noted === null;
  let rights: Rights = noted ?? { ranges: [], returned: [], grants: [], prices: [], taxes: null, upTo: 0 };
  let kept = JSON.stringify(noted);
  let writing: Promise<void> = Promise.resolve();
  /** Given back with the last answer: an op that is on its way to the disk may still use a number of them. */
  let justReturned = new Set<string>();

  const take = (op: Op): void => {
    rights = afterOp(rights, op);
  };
  const write = (after: () => Rights): Promise<void> => {
    writing = writing
      .catch(() => undefined)
      .then(async () => {
        const text = JSON.stringify(after());
        if (text === kept) return;
        await notes.write(noteName, JSON.parse(text) as Record<string, unknown>);
        kept = text;
      });
    return writing;
  };
  const eachOp = async (first: number, onOp: (op: Op) => void): Promise<void> => {
    for (let from = first; ; ) {
      const page = await opLog.from(from, opsAtOnce);
      for (const op of page) onOp(op as unknown as Op);
      const last = page.at(-1);
      if (last === undefined) return;
      from = last.stationSeq + 1;
    }
  };
  // From the disk and not from what is unsettled: an op may be answered and shown before anything of it is noted here.
  await eachOp(rights.upTo + 1, take);
  const listening = opLog.changes.subscribe((change) => {
    if (change.kind === 'appended') for (const op of change.ops) take(op);
  });

  const ssccs = (): string | null =>
    rights.ranges.find((range) => kindOf(range.series) === 'sscc' && range.next <= range.to)?.series ?? null;

  return {
    nextSscc: () => {
      const series = ssccs();
      const number = series === null ? null : nextNumber(rights.ranges, series);
      return series === null || number === null ? null : ssccOf(prefixOf(series), number);
    },
    nextCarrierNumber: (carrierId, serviceId, contract) => {
      const series = carrierSeries(carrierId, serviceId);
      const serial = nextNumber(rights.ranges, series);
      const text = serial === null ? null : carrierNumberOf(contract, serial);
      return serial === null || text === null ? null : { series, serial, text };
    },
    nextDocument: () => {
      const series = documentSeries(ports.warehouseId, ports.now().getUTCFullYear());
      const number = nextNumber(rights.ranges, series);
      return number === null ? null : { series, number };
    },
    left: () => {
      const left: Record<NumberKind, number> = { sscc: 0, document: 0, carrier: 0 };
      for (const { series, to, next } of rights.ranges) left[kindOf(series)] += Math.max(0, to - next + 1);
      return left;
    },
    isLow: () => {
      const series = new Set(rights.ranges.map((range) => range.series));
      return [...series].some(
        (each) => numbersLeft(rights.ranges, each) < lowShare * sizeOf(rights.ranges, each),
      );
    },
    grants: () => rights.grants,
    prices: () => rights.prices,
    counter: () => ({
      agreed: rights.prices,
      rates: rights.taxes?.rates ?? [],
      country: rights.taxes?.country ?? nothingTold.country,
      day: ports.now().toISOString().slice(0, 10),
    }),
    toTell: () => ({
      fresh: isFresh,
      numbers: {
        held: rights.ranges,
        returned: rights.returned.filter((range) => !justReturned.has(turnOf(range))),
      },
      grants: rights.grants
        .filter((grant) => unusedOf(grant) > 0 && mayRelyOn(grant.until, ports.headOfficeMs()))
        .map(({ grantId }) => grantId),
    }),
    heard: async (told, answer) => {
      // A restored head office may tell a range again that a store which was lost since had used numbers of.
      const lived: Op[] = [];
      if (hasNews(rights, answer)) await eachOp(1, (op) => lived.push(op));
      const answered = (): Rights => withOwnUse(afterAnswer(rights, told, answer), lived);
      await write(answered);
      isFresh = false;
      const before = new Set(rights.returned.map(turnOf));
      // Ops may have come while it was written.
      rights = answered();
      justReturned = new Set(rights.returned.map(turnOf).filter((turn) => !before.has(turn)));
    },
    keep: () => write(() => rights),
    close: () => listening.unsubscribe(),
  };
}

/** Numbers only go up; every op is taken once, whether it is read from the disk or heard. */
function afterOp(before: Rights, op: Op): Rights {
  if (op.stationSeq <= before.upTo) return before;
  const rights: Rights = { ...before, upTo: op.stationSeq };
  if (op.type === 'parcel.seal') {
    const { sscc, carrierNumber: number, papers } = op.body;
    const used = [
      ...(number ? [{ series: number.series, number: number.serial }] : []),
      ...(papers?.note ? [papers.note] : []),
    ];
    const after = (ranges: readonly HeldRange[]): HeldRange[] =>
      used.reduce((left, each) => withUsed(left, each.series, each.number), afterSeal(ranges, sscc));
    return { ...rights, ranges: after(rights.ranges), returned: after(rights.returned) };
  }
  if (op.type !== 'counter.sell' && op.type !== 'order.take') return rights;
  const sold = new Map<string, number>();
  for (const { grantId, quantity } of op.body.lines) sold.set(grantId, (sold.get(grantId) ?? 0) + quantity);
  return {
    ...rights,
    ranges: withUsed(rights.ranges, op.body.series, op.body.number),
    returned: withUsed(rights.returned, op.body.series, op.body.number),
    grants: rights.grants.map((grant) => ({ ...grant, used: grant.used + (sold.get(grant.grantId) ?? 0) })),
  };
}

function hasNews({ ranges, returned }: Rights, { numbers }: RightsAnswer): boolean {
  const known = new Set([...ranges, ...returned].map(turnOf));
  return numbers.some((range) => !known.has(turnOf(range)));
}

/** What these ops used of the ranges is used, also where a range came back later than they did. */
function withOwnUse(rights: Rights, ops: readonly Op[]): Rights {
  const { ranges, returned } = ops.reduce(afterOp, { ...rights, upTo: 0 });
  return { ...rights, ranges, returned };
}

function afterSeal(ranges: readonly HeldRange[], sscc: string): HeldRange[] {
  return ranges.map((range) => {
    if (kindOf(range.series) !== 'sscc' || !sscc.startsWith(prefixOf(range.series))) return range;
    const serial = Number(sscc.slice(prefixOf(range.series).length, 17));
    return serial >= range.from && serial <= range.to
      ? { ...range, next: Math.max(range.next, serial + 1) }
      : range;
  });
}

/** Ranges are added, and given back when head office asks; quotas are those of the answer and no others. */
function afterAnswer(rights: Rights, told: RightsTold, answer: RightsAnswer): Rights {
  const done = new Set(told.numbers.returned.map(turnOf));
  const returned = rights.returned.filter((range) => !done.has(turnOf(range)));
  const known = new Set([...rights.ranges, ...returned].map(turnOf));
  const ranges = [...rights.ranges, ...answer.numbers.filter((range) => !known.has(turnOf(range)))];
  const isBack = (range: HeldRange): boolean => answer.giveBack.includes(range.series);
  // One that is used up goes when head office has heard so: what it never heard of it would tell again from its beginning.
  const named = new Set(told.numbers.held.map(turnOf));
  const isOver = (range: HeldRange): boolean => range.next > range.to && named.has(turnOf(range));
  const used = new Map(rights.grants.map((grant) => [grant.grantId, grant.used]));
  return {
    upTo: rights.upTo,
    prices: answer.prices ?? [],
    taxes: answer.taxes ?? null,
    ranges: ranges.filter((range) => !isBack(range) && !isOver(range)),
    returned: [...returned, ...ranges.filter((range) => isBack(range) && range.next <= range.to)],
    grants: answer.grants.map((grant) => ({
      ...grant,
      used: Math.max(grant.used, used.get(grant.grantId) ?? 0),
    })),
  };
}

const turnOf = ({ series, from, turn }: HeldRange): string => `${series} ${from} ${turn}`;

const prefixOf = (series: string): string => series.slice(series.indexOf(' ') + 1);

function sizeOf(ranges: readonly HeldRange[], series: string): number {
  return Math.max(
    ...ranges.filter((range) => range.series === series).map((range) => range.to - range.from + 1),
  );
}

function readNote(found: unknown): Rights | null {
  const parsed = noteSchema.safeParse(found);
  return parsed.success ? parsed.data : null;
}

/** The one range of before, `prefix from to` and how many of its numbers are used, goes on where it stands. */
function oldRange(found: Record<string, unknown> | null): Rights | null {
  const text = found?.['range'];
  const [prefix = '', from = '', to = ''] = typeof text === 'string' ? text.split(' ') : [];
  const range: SsccRange = { prefix, from: Number(from), to: Number(to) };
  const used = Number(found?.['used']);
  if (!/^\d{5,13}$/.test(prefix) || !Number.isInteger(used) || !(range.from <= range.to)) return null;
  const next = Math.min(range.from + used, range.to + 1);
  return {
    ranges: [{ series: `sscc ${prefix}`, from: range.from, to: range.to, next, turn: 1 }],
    returned: [],
    grants: [],
    prices: [],
    taxes: null,
    upTo: 0,
  };
}
