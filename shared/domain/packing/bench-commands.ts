// Commands at the bench, by printed code or key. Dangerous ones take effect when given twice within five seconds.
import { decideParcel } from '../parcel/decide';
import { evolveParcel } from '../parcel/evolve';
import type { Parcel, ParcelCommand } from '../parcel/parcel';
import { contentGrams, isComplete, unitsPacked, unitsToPack } from '../parcel/questions';
import type { BenchCommand } from './bench-command';
import { type Bench, type BenchFacts, type BenchOutcome, nothingSaid, outcome } from './session';
import { confirmFirst, no, tryOp } from './bench-act';
import { about, actor } from './bench-ops';
import { reopen, reprint } from './bench-labels';
import type { BenchOp } from './bench-ops';
import { askSecond, askToRead, toReadOf } from './bench-asks';
import { papersFor } from './bench-papers';
import { answerShort, reportMissing } from './bench-short';
import { reprintPapers } from './bench-paper-keys';
import { startJam } from './bench-jam';
import { changePrinter } from './bench-printer-keys';
import { printTag } from './bench-tags';
import { giveBack, giveBackOps, takeWork } from './bench-work';
import { askPhoto, leftOut } from './photo-asks';
import { answer } from './verdict';
import { askWeight, findWeight } from './weigh-asks';

const dangerous: ReadonlySet<BenchCommand> = new Set<BenchCommand>(['missing', 'ship-part', 'hold']);
/** Grams that are typed have five digits. */
const maxTimes = 99_999;

export function answerCommand(bench: Bench, command: BenchCommand, facts: BenchFacts): BenchOutcome {
  const short = answerShort(bench, command, facts);
  if (short) return short;
  const digit = /^quantity-(\d)$/.exec(command);
  if (digit) return setTimes(bench, command, Number(digit[1]), facts);
  switch (command) {
    case 'ok':
      return outcome({ ...bench, confirm: null }, [], answer('ready', {}, { tone: 'look', sound: 'look' }));
    case 'cancel':
      return cancel(bench, facts);
    case 'log-out':
      return logOut(bench, facts);
    case 'reprint':
      return reprint(bench, facts);
    case 'reopen':
      return reopen(bench, facts);
    case 'take-20':
      return takeWork(bench, 20, facts);
    case 'take-50':
      return takeWork(bench, 50, facts);
    case 'give-back':
      return giveBack(bench, facts);
    case 'print-tag':
      return printTag(bench, facts);
    case 'print-papers':
      return reprintPapers(bench, facts);
    case 'other-printer':
      return changePrinter(bench, facts);
    case 'paper-jam':
      return startJam(bench, facts);
    case 'name-code':
      return no(bench, command, facts, 'name-code-nothing', {});
    case 'override':
      return no(bench, command, facts, 'second-person-not-asked', { number: facts.open?.orderNumber ?? '' });
    default:
      return withOpenParcel(bench, command, facts);
  }
}

function withOpenParcel(bench: Bench, command: BenchCommand, facts: BenchFacts): BenchOutcome {
  const open = facts.open;
  if (!open) return no(bench, command, facts, 'order-first', { code: command });
  if (dangerous.has(command)) {
    const asked = confirmFirst(bench, command, open, facts);
    if (asked) return asked;
  }
  const calm: Bench = { ...bench, confirm: null, damagedNext: false };
  switch (command) {
    case 'undo':
      return undo(calm, open, facts);
    case 'damaged':
      return outcome(
        { ...calm, damagedNext: true },
        [],
        answer('damaged-next', {}, { tone: 'look', sound: 'look' }),
      );
    case 'missing':
      return reportMissing(calm, open, 'ship-part', command, facts);
    case 'hold': {
      const op: BenchOp = { ...about(open, facts), type: 'parcel.hold', body: { reason: 'bench' } };
      return tryOp(
        calm,
        open,
        { type: 'HoldParcel', parcelId: open.parcelId, reason: 'bench' },
        op,
        facts,
        command,
        () =>
          outcome(
            { ...calm, parcelId: null, times: null },
            [op],
            answer('held', { number: open.orderNumber }, { tone: 'look', sound: 'look' }),
          ),
      );
    }
    case 'ship-part':
      return shipPart(calm, open, facts);
    case 'seal':
      return seal(calm, open, facts, command, []);
    case 'next-box':
      return nextBox(calm, open, facts);
    default:
      return no(bench, command, facts, 'code-unknown', { code: command });
  }
}

/** Releases what is not in the box. With nothing in it and nothing to come, that is the end of the box. */
function shipPart(bench: Bench, open: Parcel, facts: BenchFacts): BenchOutcome {
  const op: BenchOp = { ...about(open, facts), type: 'parcel.ship-part', body: {} };
  const command: ParcelCommand = { type: 'ShipPart', parcelId: open.parcelId };
  const values = { number: open.orderNumber, left: unitsToPack(open) };
  const soft = { tone: 'look', sound: 'look' } as const;
  return tryOp(bench, open, command, op, facts, 'ship-part', (events) =>
    events.some((event) => event.type === 'ParcelCancelled')
      ? outcome({ ...bench, parcelId: null, times: null }, [op], answer('parcel-ended', values, soft))
      : outcome(bench, [op], answer('part-released', values, soft)),
  );
}

/** Takes back the newest act in the box: a scan, a missing or a damaged report. */
function undo(bench: Bench, open: Parcel, facts: BenchFacts): BenchOutcome {
  const last = open.acts.at(-1);
  if (!last) return no(bench, 'undo', facts, 'nothing-to-undo', { number: open.orderNumber });
  const line = open.lines.find((candidate) => candidate.lineNo === last.lineNo);
  const op: BenchOp = { ...about(open, facts), type: 'parcel.undo', body: { undoes: last.opId } };
  const command: ParcelCommand = { type: 'UndoAct', parcelId: open.parcelId, undoes: last.opId };
  const values = { name: line?.name ?? '', quantity: last.quantity };
  return tryOp(bench, open, command, op, facts, 'undo', (events) =>
    outcome(
      {
        ...bench,
        parcelId: events.some((event) => event.type === 'ParcelCancelled') ? null : bench.parcelId,
        times: null,
      },
      [op],
      answer('undone', values, { tone: 'look', sound: 'look', place: { kind: 'line', lineNo: last.lineNo } }),
    ),
  );
}

/** Seals the box; its label prints by itself. Weight is goods plus box where no scale and nobody says better. */
function seal(
  bench: Bench,
  open: Parcel,
  facts: BenchFacts,
  command: 'seal' | 'next-box',
  before: BenchOp[],
): BenchOutcome {
  const found = findWeight(bench, open, facts);
  const weighed = found.kind === 'known' ? found.weight : null;
  const weightGrams = weighed?.grams ?? Math.max(1, contentGrams(open) + (facts.box?.tareGrams ?? 0));
  const number = facts.nextCarrierNumber;
  const read =
    bench.readFor === open.parcelId ? [...new Set(toReadOf(open, facts).map(({ sku }) => sku))] : [];
  const padding = facts.boxing?.padding;
  const papers = papersFor(open, facts);
  const op = {
    ...about(open, facts),
    type: 'parcel.seal' as const,
    body: {
      sscc: facts.nextSscc ?? '',
      weightGrams,
      ...(number === 'carrier' || number === null ? {} : { carrierNumber: number }),
      ...(read.length > 0 ? { read } : {}),
      ...(padding ? { padding } : {}),
      ...(weighed ? { weighed } : {}),
      ...(papers ? { papers } : {}),
    },
  };
  const act: ParcelCommand = {
    type: 'SealParcel',
    parcelId: open.parcelId,
    opId: op.opId,
    sscc: op.body.sscc,
    weightGrams,
  };
  const unread = askToRead(bench, open, act, command, facts);
  if (unread) return unread;
  const unpictured = askPhoto(bench, open, act, command, facts);
  if (unpictured) return unpictured;
  const unseen = askSecond(bench, open, act, command, facts);
  if (unseen) return unseen;
  const unweighed = found.kind === 'ask' ? askWeight(bench, open, act, command, found, facts) : null;
  if (unweighed) return unweighed;
  return tryOp(bench, open, act, op, facts, command, () => {
    if (!facts.nextSscc || number === null) return no(bench, command, facts, 'number-range-empty', {});
    return outcome(
      { ...bench, parcelId: null, lastSealedId: open.parcelId, times: null, weighed: null },
      [...before, ...leftOut(bench, open, facts), op],
      answer(
        'sealed',
        { number: open.orderNumber, weightGrams, units: unitsPacked(open) },
        { sound: 'order-complete', place: { kind: 'label' } },
      ),
    );
  });
}

/** Seals this box with what is in it and opens the next one for the rest. */
function nextBox(bench: Bench, open: Parcel, facts: BenchFacts): BenchOutcome {
  const newParcelId = facts.newParcelId();
  const command: ParcelCommand = { type: 'StartNextBox', parcelId: open.parcelId, newParcelId };
  const decision = decideParcel(open, command, actor(bench, open, facts));
  if (!decision.ok) return no(bench, 'next-box', facts, decision.refusal.code, decision.refusal.values);
  const trimmed = decision.events
    .filter((event) => event.parcelId === open.parcelId)
    .reduce<Parcel>((parcel, event) => evolveParcel(parcel, event), open);
  const op: BenchOp = { ...about(open, facts), type: 'parcel.next-box', body: { newParcelId } };
  const sealed = seal(bench, trimmed, facts, 'next-box', [op]);
  const { second, reading, photo, weighing } = sealed.bench;
  if (sealed.verdict.kind === 'refusal' || second || reading || photo || weighing) return sealed;
  const values = { number: open.orderNumber, box: open.boxNumber + 1, left: unitsToPack(open) };
  return {
    ...sealed,
    bench: { ...sealed.bench, parcelId: newParcelId },
    verdict: answer('next-box-started', values, { place: { kind: 'box' } }),
  };
}

/** With nothing pending, CANCEL parks the open box: its content stays, another order may be taken up. */
function cancel(bench: Bench, facts: BenchFacts): BenchOutcome {
  if (bench.times !== null || bench.damagedNext || bench.confirm) {
    return outcome(
      { ...bench, ...nothingSaid },
      [],
      answer('cancelled-command', {}, { tone: 'look', sound: 'look' }),
    );
  }
  if (!facts.open) return outcome(bench, [], answer('ready', {}, { tone: 'look', sound: 'look' }));
  return outcome(
    { ...bench, parcelId: null },
    [],
    answer('parcel-parked', { number: facts.open.orderNumber }, { tone: 'look', sound: 'look' }),
  );
}

function logOut(bench: Bench, facts: BenchFacts): BenchOutcome {
  if (facts.open && unitsPacked(facts.open) > 0 && !isComplete(facts.open)) {
    return no(bench, 'log-out', facts, 'other-parcel-open', { number: facts.open.orderNumber, other: '' });
  }
  const op: BenchOp = { opId: facts.newOpId(), type: 'bench.log-out', parcelId: null, fence: null, body: {} };
  // Nothing begun stays behind: another bench may have what waits here.
  const isBegun = facts.held.some(({ state }) => state === 'packing');
  const back = isBegun ? [] : giveBackOps(facts);
  const out = outcome(
    {
      ...bench,
      operator: null,
      parcelId: null,
      aside: null,
      lastTaken: null,
      lastSold: null,
      times: null,
      damagedNext: false,
      confirm: null,
    },
    [...back, op],
    answer('logged-out', { name: bench.operator?.name ?? '' }, { place: { kind: 'operator' } }),
  );
  return isBegun ? out : { ...out, work: { kind: 'pause' } };
}

function setTimes(bench: Bench, command: BenchCommand, digit: number, facts: BenchFacts): BenchOutcome {
  const times = (bench.times ?? 0) * 10 + digit;
  if (times < 1 || times > maxTimes)
    return no({ ...bench, times: null }, command, facts, 'quantity-not-positive', { quantity: times });
  return outcome(
    { ...bench, times, confirm: null },
    [],
    answer('quantity-set', { quantity: times }, { tone: 'look', sound: 'accepted' }),
  );
}
