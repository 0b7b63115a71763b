// What a bench does aside from packing: selling over the counter out of its quotas, and counting a bin blind. Both gather
// scans and become one op when they are finished; until then nothing has happened, and CANCEL forgets it.
// Must never sell beyond what the bench holds, and never tell the counter what the books expect to find.
import { noTraits } from '../purchasing/receiving';
import { lotKey, lotOf } from '../stock/lot';
import type { LotUnits } from '../stock/lot-levels';
import type { LocationId, Sku } from '../ids';
import type { BenchCommand } from './bench-command';
import {
  type Aside,
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  nothingSaid,
  outcome,
  refused,
} from './session';
import type { BenchOp } from './bench-ops';
import {
  answerSale,
  cancelSale,
  countedOf,
  isSaleInput,
  sellItem,
  setAmount,
  undoSale,
} from './bench-counter';
import { answerMoving, startMoving } from './bench-move';
import { answerReceiving, startBlind } from './bench-receive';
import { answerReturning, startReturning } from './bench-return';
import { answerTour, startTour } from './bench-tour';
import { answer } from './verdict';

const soft = { tone: 'look', sound: 'look' } as const;
const maxTimes = 99_999;

type AsideCommand = Extract<
  BenchCommand,
  'counter-sale' | 'count-bin' | 'pick' | 'receive' | 'put-away' | 'take-return'
>;

export function isAsideCommand(command: BenchCommand): command is AsideCommand {
  return ['counter-sale', 'count-bin', 'pick', 'receive', 'put-away', 'take-return'].includes(command);
}

export function startAside(bench: Bench, command: AsideCommand, facts: BenchFacts): BenchOutcome {
  const input: BenchInput = { kind: 'command', command };
  if (facts.open) return refused(bench, { code: 'box-open-first', values: {} }, input, facts);
  if (bench.aside && !isEmpty(bench.aside)) return finishFirst(bench, input, facts);
  const free: Bench = { ...bench, ...nothingSaid };
  if (command === 'pick') return startTour(free, facts);
  if (command === 'receive') return startBlind(free, facts);
  if (command === 'put-away') return startMoving(free);
  if (command === 'take-return') return startReturning(free);
  return command === 'counter-sale'
    ? outcome({ ...free, aside: { kind: 'counter', scans: [] } }, [], answer('counter-started', {}, soft))
    : outcome({ ...free, aside: startedCount(null) }, [], answer('count-started', {}, soft));
}

/** The answer to a scan in the middle of a sale or a count; null when it is about packing again, and nothing was begun. */
export function answerAside(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { aside } = bench;
  if (!aside || (input.kind === 'command' && isAsideCommand(input.command))) return null;
  if (aside.kind === 'tour') return answerTour(bench, aside, input, facts);
  if (aside.kind === 'return') return answerReturning(bench, aside, input, facts);
  const digit = input.kind === 'command' ? digitOf(input.command) : null;
  if (digit !== null)
    return aside.kind === 'counter' && aside.paying
      ? setAmount(bench, aside, digit, facts)
      : setTimes(bench, aside, digit, input, facts);
  if (aside.kind === 'receive') return answerReceiving(bench, aside, input, facts);
  if (aside.kind === 'move') return answerMoving(bench, aside, input, facts);
  if (aside.kind === 'counter' && isSaleInput(input)) return answerSale(bench, aside, input, facts);
  switch (input.kind) {
    case 'command':
      return answerCommand(bench, aside, input.command, facts);
    case 'item':
      return aside.kind === 'counter'
        ? sellItem(bench, aside, input, facts)
        : countItem(bench, aside, input, facts);
    case 'location':
      return aside.kind === 'count' ? chooseLocation(bench, aside, input, facts) : null;
    case 'parcels':
      return isEmpty(aside) ? null : finishFirst(bench, input, facts);
    default:
      return null;
  }
}

type Gathering = Exclude<Aside, { kind: 'tour' | 'receive' | 'move' | 'return' }>;

function answerCommand(
  bench: Bench,
  aside: Gathering,
  command: BenchCommand,
  facts: BenchFacts,
): BenchOutcome | null {
  switch (command) {
    case 'finish':
    case 'seal':
      return aside.kind === 'count' ? finishCount(bench, aside, facts) : null;
    case 'undo':
      return undo(bench, aside, facts);
    case 'cancel':
      if (aside.kind === 'counter' && aside.paying) return cancelSale(bench, aside);
      return bench.times === null
        ? outcome({ ...bench, aside: null, confirm: null }, [], answer('aside-left', {}, soft))
        : outcome({ ...bench, times: null }, [], answer('cancelled-command', {}, soft));
    case 'log-out':
      return isEmpty(aside) ? null : finishFirst(bench, { kind: 'command', command }, facts);
    default:
      return null;
  }
}

function digitOf(command: BenchCommand): number | null {
  const digit = /^quantity-(\d)$/.exec(command)?.[1];
  return digit === undefined ? null : Number(digit);
}

/** An empty bin is counted too: zero units are a quantity there. */
function setTimes(
  bench: Bench,
  aside: Aside,
  digit: number,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const times = (bench.times ?? 0) * 10 + digit;
  if (times > maxTimes || (times === 0 && aside.kind !== 'count')) {
    const refusal = { code: 'quantity-not-positive', values: { quantity: times } } as const;
    return refused({ ...bench, times: null }, refusal, input, facts);
  }
  return outcome({ ...bench, times }, [], answer('quantity-set', { quantity: times }, { tone: 'look' }));
}

type ItemInput = Extract<BenchInput, { kind: 'item' }>;
type Counting = Extract<Aside, { kind: 'count' }>;

function countItem(bench: Bench, aside: Counting, input: ItemInput, facts: BenchFacts): BenchOutcome {
  const { sku, name } = input;
  if (aside.locationId === null) return refused(bench, { code: 'location-first', values: {} }, input, facts);
  if (aside.item && aside.item.sku !== sku)
    return refused(bench, { code: 'item-another-count', values: { name: aside.item.name } }, input, facts);
  const scans = [...aside.scans, input.units * (bench.times ?? 1)];
  const lots = [...(aside.lots ?? []), lotOf(input.traits ?? noTraits) ?? null];
  return outcome(
    { ...bench, aside: { ...aside, item: { sku, name }, scans, lots }, times: null },
    [],
    answer('counted', { name, quantity: countedOf(scans) }),
  );
}

function chooseLocation(
  bench: Bench,
  aside: Counting,
  input: Extract<BenchInput, { kind: 'location' }>,
  facts: BenchFacts,
): BenchOutcome {
  if (!isEmpty(aside)) return finishFirst(bench, input, facts);
  const { locationId } = input;
  return outcome(
    { ...bench, aside: startedCount(locationId), times: null },
    [],
    answer('location-chosen', { location: locationId }),
  );
}

function undo(bench: Bench, aside: Gathering, facts: BenchFacts): BenchOutcome {
  const input: BenchInput = { kind: 'command', command: 'undo' };
  if (isEmpty(aside)) return refused(bench, { code: 'nothing-to-undo', values: {} }, input, facts);
  if (aside.kind === 'counter') return undoSale(bench, aside);
  const scans = aside.scans.slice(0, -1);
  const item = scans.length === 0 ? null : aside.item;
  const lots = aside.lots?.slice(0, -1);
  const values = { name: aside.item?.name ?? '', quantity: aside.scans.at(-1) ?? 0 };
  return outcome(
    { ...bench, aside: { ...aside, scans, item, lots }, times: null },
    [],
    answer('scan-taken-back', values, soft),
  );
}

function finishCount(bench: Bench, aside: Counting, facts: BenchFacts): BenchOutcome {
  const input: BenchInput = { kind: 'command', command: 'finish' };
  const { locationId, item, scans } = aside;
  if (locationId === null) return refused(bench, { code: 'location-first', values: {} }, input, facts);
  if (!item && bench.times === 0 && facts.seen?.asked && facts.seen.asked.length > 0)
    return finishEmpty(bench, locationId, facts.seen.asked, facts.seen, facts);
  if (!item) return refused(bench, { code: 'count-nothing', values: { location: locationId } }, input, facts);
  const values = { location: locationId, name: item.name, counted: countedOf(scans) };
  if (!facts.seen) return refused(bench, { code: 'count-not-placed', values }, input, facts);
  const { inBoxes, epoch, seq } = facts.seen;
  const seen = { epoch, seq };
  const lots = lotsCounted(aside);
  const body = {
    locationId,
    sku: item.sku,
    counted: values.counted,
    inBoxes,
    seen,
    ...(lots.length > 0 ? { lots } : {}),
  };
  return outcome(
    { ...bench, aside: startedCount(locationId), times: null },
    [{ opId: facts.newOpId(), type: 'stock.count', parcelId: null, fence: null, body }],
    answer('count-kept', values, { sound: 'line-complete' }),
  );
}

/** Units by lot, of the scans that told one. */
function lotsCounted({ scans, lots = [] }: Counting): LotUnits[] {
  const units = new Map<string, LotUnits>();
  for (const [at, lot] of lots.entries()) {
    const scanned = scans[at] ?? 0;
    if (!lot || scanned === 0) continue;
    const row = units.get(lotKey(lot)) ?? { lot, units: 0 };
    units.set(lotKey(lot), { lot, units: row.units + scanned });
  }
  return [...units.values()];
}

/** Nothing lies there to be scanned: zero is told of everything that somebody is asked to count there. */
function finishEmpty(
  bench: Bench,
  locationId: LocationId,
  asked: readonly { sku: Sku; name: string; inBoxes: number }[],
  { epoch, seq }: { epoch: string; seq: number },
  facts: BenchFacts,
): BenchOutcome {
  const ops = asked.map(
    ({ sku, inBoxes }): BenchOp => ({
      opId: facts.newOpId(),
      type: 'stock.count',
      parcelId: null,
      fence: null,
      body: { locationId, sku, counted: 0, inBoxes, seen: { epoch, seq } },
    }),
  );
  const values = { location: locationId, name: asked.map(({ name }) => name).join(', '), counted: 0 };
  return outcome(
    { ...bench, aside: startedCount(locationId), times: null },
    ops,
    answer('count-kept', values, { sound: 'line-complete' }),
  );
}

function startedCount(locationId: LocationId | null): Counting {
  return { kind: 'count', locationId, item: null, scans: [] };
}

/** A tour is begun with its first scan, and what was picked is told already. */
export function isEmpty(aside: Aside): boolean {
  if (aside.kind === 'receive') return aside.receiving.asking === null;
  if (aside.kind === 'return')
    return aside.returning.asking === null && aside.returning.toShelve.length === 0;
  if (aside.kind === 'move') return aside.moving.inHand === null;
  return aside.kind === 'tour' || aside.scans.length === 0;
}

function finishFirst(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome {
  return refused(bench, { code: 'finish-first', values: {} }, input, facts);
}
