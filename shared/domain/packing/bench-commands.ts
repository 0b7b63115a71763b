// Commands at the bench, by printed code or key. Dangerous ones take effect when given twice within five seconds.
import { decideParcel } from '../parcel/decide';
import { evolveParcel } from '../parcel/evolve';
import type { Parcel, ParcelCommand } from '../parcel/parcel';
import { contentGrams, isComplete, toPack, unitsPacked, unitsToPack, unitsWanted } from '../parcel/questions';
import {
  type Bench,
  type BenchCommand,
  type BenchFacts,
  type BenchOutcome,
  outcome,
  refused,
} from './session';
import { about, actor } from './bench-items';
import type { BenchOp } from './bench-ops';
import { answer } from './verdict';

const confirmMs = 5000;
const dangerous: ReadonlySet<BenchCommand> = new Set<BenchCommand>([
  'missing',
  'ship-part',
  'hold',
  'reopen',
]);
const maxTimes = 9999;

export function answerCommand(bench: Bench, command: BenchCommand, facts: BenchFacts): BenchOutcome {
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
      return missing(calm, open, facts);
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
    case 'ship-part': {
      const op: BenchOp = { ...about(open, facts), type: 'parcel.ship-part', body: {} };
      return tryOp(calm, open, { type: 'ShipPart', parcelId: open.parcelId }, op, facts, command, () =>
        outcome(
          calm,
          [op],
          answer(
            'part-released',
            { number: open.orderNumber, left: unitsToPack(open) },
            { tone: 'look', sound: 'look' },
          ),
        ),
      );
    }
    case 'seal':
      return seal(calm, open, facts, command, []);
    case 'next-box':
      return nextBox(calm, open, facts);
    default:
      return no(bench, command, facts, 'code-unknown', { code: command });
  }
}

/** Takes back the newest act in the box: a scan, a missing or a damaged report. */
function undo(bench: Bench, open: Parcel, facts: BenchFacts): BenchOutcome {
  const last = open.acts.at(-1);
  if (!last) return no(bench, 'undo', facts, 'nothing-to-undo', { number: open.orderNumber });
  const line = open.lines.find((candidate) => candidate.lineNo === last.lineNo);
  const op: BenchOp = { ...about(open, facts), type: 'parcel.undo', body: { undoes: last.opId } };
  const values = { name: line?.name ?? '', quantity: last.quantity };
  return outcome(
    { ...bench, times: null },
    [op],
    answer('undone', values, { tone: 'look', sound: 'look', place: { kind: 'line', lineNo: last.lineNo } }),
  );
}

/** Reports units of the line on screen as missing: as many as QTY said, else all that are left of it. */
function missing(bench: Bench, open: Parcel, facts: BenchFacts): BenchOutcome {
  const line = open.lines.find((candidate) => toPack(candidate) > 0);
  if (!line) return no(bench, 'missing', facts, 'parcel-complete', { number: open.orderNumber });
  const quantity = Math.min(bench.times ?? toPack(line), toPack(line));
  const op: BenchOp = {
    ...about(open, facts),
    type: 'parcel.report-item',
    body: { sku: line.sku, quantity, problem: 'missing' },
  };
  const verdict = answer(
    'marked-missing',
    { name: line.name, quantity },
    { tone: 'look', sound: 'look', place: { kind: 'line', lineNo: line.lineNo } },
  );
  return tryOp(
    bench,
    open,
    {
      type: 'ReportItem',
      parcelId: open.parcelId,
      opId: op.opId,
      sku: line.sku,
      quantity,
      problem: 'missing',
    },
    op,
    facts,
    'missing',
    () => outcome({ ...bench, times: null }, [op], verdict),
  );
}

/** Seals the box; its label prints by itself. Weight is goods plus box until a scale says better. */
function seal(
  bench: Bench,
  open: Parcel,
  facts: BenchFacts,
  command: BenchCommand,
  before: BenchOp[],
): BenchOutcome {
  if (!facts.nextSscc) return no(bench, command, facts, 'number-range-empty', {});
  const weightGrams = Math.max(1, contentGrams(open) + (facts.box?.tareGrams ?? 0));
  const op: BenchOp = {
    ...about(open, facts),
    type: 'parcel.seal',
    body: { sscc: facts.nextSscc, weightGrams },
  };
  return tryOp(
    bench,
    open,
    { type: 'SealParcel', parcelId: open.parcelId, opId: op.opId, sscc: facts.nextSscc, weightGrams },
    op,
    facts,
    command,
    () =>
      outcome(
        { ...bench, parcelId: null, lastSealedId: open.parcelId, times: null },
        [...before, op],
        answer(
          'sealed',
          { number: open.orderNumber, weightGrams, units: unitsPacked(open) },
          { sound: 'order-complete', place: { kind: 'label' } },
        ),
      ),
  );
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
  if (sealed.verdict.kind === 'refusal') return sealed;
  const values = { number: open.orderNumber, box: open.boxNumber + 1, left: unitsToPack(open) };
  return {
    ...sealed,
    bench: { ...sealed.bench, parcelId: newParcelId },
    verdict: answer('next-box-started', values, { place: { kind: 'box' } }),
  };
}

function reprint(bench: Bench, facts: BenchFacts): BenchOutcome {
  const last = facts.lastSealed;
  if (!last || !last.sscc)
    return no(bench, 'reprint', facts, 'parcel-not-sealed', { number: last?.orderNumber ?? '' });
  return outcome(
    { ...bench, confirm: null },
    [],
    answer(
      'label-asked',
      { number: last.orderNumber },
      { tone: 'look', sound: 'look', place: { kind: 'label' } },
    ),
    last.parcelId,
  );
}

function reopen(bench: Bench, facts: BenchFacts): BenchOutcome {
  const last = facts.lastSealed;
  if (!last) return no(bench, 'reopen', facts, 'parcel-not-sealed', { number: '' });
  if (facts.open && unitsPacked(facts.open) > 0) {
    return no(bench, 'reopen', facts, 'other-parcel-open', {
      number: facts.open.orderNumber,
      other: last.orderNumber,
    });
  }
  const asked = confirmFirst(bench, 'reopen', last, facts);
  if (asked) return asked;
  const op: BenchOp = { ...about(last, facts), type: 'parcel.reopen', body: { reason: 'bench' } };
  return tryOp(
    bench,
    last,
    { type: 'ReopenParcel', parcelId: last.parcelId, reason: 'bench' },
    op,
    facts,
    'reopen',
    () =>
      outcome(
        { ...bench, parcelId: last.parcelId, confirm: null },
        [op],
        answer(
          'reopened',
          { number: last.orderNumber, wanted: unitsWanted(last) },
          { tone: 'look', sound: 'look' },
        ),
      ),
  );
}

/** With nothing pending, CANCEL parks the open box: its content stays, another order may be taken up. */
function cancel(bench: Bench, facts: BenchFacts): BenchOutcome {
  if (bench.times !== null || bench.damagedNext || bench.confirm) {
    return outcome(
      { ...bench, times: null, damagedNext: false, confirm: null },
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
  return outcome(
    { ...bench, operator: null, parcelId: null, times: null, damagedNext: false, confirm: null },
    [op],
    answer('logged-out', { name: bench.operator?.name ?? '' }, { place: { kind: 'operator' } }),
  );
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

function confirmFirst(
  bench: Bench,
  command: BenchCommand,
  parcel: Parcel,
  facts: BenchFacts,
): BenchOutcome | null {
  const act = `${command} ${parcel.parcelId}`;
  if (bench.confirm?.act === act && facts.nowMs <= bench.confirm.untilMs) return null;
  const asking: Bench = { ...bench, confirm: { act, untilMs: facts.nowMs + confirmMs } };
  return outcome(
    asking,
    [],
    answer('confirm-again', { command, number: parcel.orderNumber }, { tone: 'look', sound: 'look' }),
  );
}

function tryOp(
  bench: Bench,
  parcel: Parcel,
  command: ParcelCommand,
  op: BenchOp,
  facts: BenchFacts,
  name: BenchCommand,
  accepted: () => BenchOutcome,
): BenchOutcome {
  const decision = decideParcel(parcel, command, actor(bench, parcel, { ...facts, newOpId: () => op.opId }));
  return decision.ok ? accepted() : no(bench, name, facts, decision.refusal.code, decision.refusal.values);
}

function no(
  bench: Bench,
  command: BenchCommand,
  facts: BenchFacts,
  code: Parameters<typeof refused>[1]['code'],
  values: Record<string, string | number>,
): BenchOutcome {
  return refused(bench, { code, values }, { kind: 'command', command }, facts);
}
