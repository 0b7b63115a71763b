// A code that nobody knows, at an open box: somebody says which product of the order it is, by its digit, its bin or another
// of its codes. Whether the unit then counts is the warehouse's rule: with a supervisor's badge, at once, or not before head
// office has said so. All of it works without head office. Must never teach a code: that is head office's alone.
import type { PersonId } from '../ids';
import type { Parcel, ParcelLine } from '../parcel/parcel';
import { toPack } from '../parcel/questions';
import { mayBePin } from '../people/pin';
import { mayAnswerForOthers } from '../people/roles';
import { answerItem } from './bench-items';
import { about, type BenchOp } from './bench-ops';
import { textOf } from './scan-text';
import {
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  type Naming,
  outcome,
  refused,
} from './session';
import { answer } from './verdict';

const look = { tone: 'look', sound: 'look' } as const;
const waiting = { tone: 'wait', sound: 'look', place: { kind: 'operator' } } as const;
const longestCode = 64;
/** Digits there are to choose by. */
const mostDigits = 9;

/** Products that a code may be: those of the order that are still wanted; the first nine have a digit. */
export function nameable(open: Parcel): ParcelLine[] {
  return open.lines.filter((line) => toPack(line) > 0);
}

type UnknownInput = Extract<BenchInput, { kind: 'unknown' }>;

/** An unknown code: refused, and asked about where there is a box it may be of; said before of this box, it counts. */
export function answerUnknown(bench: Bench, input: UnknownInput, facts: BenchFacts): BenchOutcome {
  const { open } = facts;
  const { scan } = input;
  const known =
    scan && open && bench.named.find((each) => each.parcelId === open.parcelId && each.code === scan.code);
  const line = known && open.lines.find(({ sku }) => sku === known.sku);
  if (line && scan) return packAs(bench, line, scan, facts);
  const no = refused(bench, { code: 'code-unknown', values: { code: textOf(input) } }, input, facts);
  if (!scan || !open || !mayBeNamed(scan) || nameable(open).length === 0) return no;
  return { ...no, bench: { ...no.bench, naming: { scan, ask: 'offered', lineNo: null } } };
}

/** What may be a PIN at the wrong moment is not written down, unless it was read from bars. */
function mayBeNamed({ text, aim, code }: Naming['scan']): boolean {
  return code.length <= longestCode && (aim !== null || !mayBePin(text));
}

/** The answer to a scan while it is asked what a code is; null: it is about something else. */
export function answerNaming(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { naming, operator } = bench;
  const { open } = facts;
  if (!naming || !operator || !open) return null;
  const command = input.kind === 'command' ? input.command : null;
  if (naming.ask === 'offered')
    return command === 'name-code' && bench.stop
      ? ask({ ...bench, stop: null }, { ...naming, ask: 'product' }, open)
      : null;
  if (bench.stop) return null;
  if (command === 'cancel')
    return outcome({ ...bench, naming: null }, [], answer('cancelled-command', {}, look));
  if (command === 'ok' || command === 'name-code') return ask(bench, naming, open);
  return naming.ask === 'product'
    ? answerProduct(bench, naming, input, open, facts)
    : answerBadge(bench, naming, input, open, facts);
}

function ask(bench: Bench, naming: Naming, open: Parcel): BenchOutcome {
  const { code } = naming.scan;
  const line = open.lines.find(({ lineNo }) => lineNo === naming.lineNo);
  return outcome(
    { ...bench, naming },
    [],
    line
      ? answer('code-badge', { code, name: line.name }, waiting)
      : answer('code-what', { code, most: Math.min(nameable(open).length, mostDigits) }, look),
  );
}

function answerProduct(
  bench: Bench,
  naming: Naming,
  input: BenchInput,
  open: Parcel,
  facts: BenchFacts,
): BenchOutcome | null {
  const lines = nameable(open);
  if (input.kind === 'item') {
    const line = lines.find(({ sku }) => sku === input.sku);
    if (line) return named(bench, naming, line, open, facts);
    const values = { number: open.orderNumber, name: input.name, sku: input.sku };
    return keep(bench, refused(bench, { code: 'item-not-in-order', values }, input, facts));
  }
  if (input.kind === 'location') {
    const there = lines.filter(({ sources }) =>
      sources.some(({ locationId }) => locationId === input.locationId),
    );
    const [line] = there;
    return line && there.length === 1 ? named(bench, naming, line, open, facts) : ask(bench, naming, open);
  }
  const digit = input.kind === 'command' && /^quantity-(\d)$/.exec(input.command)?.[1];
  if (!digit) return null;
  const line = lines[Number(digit) - 1];
  return line ? named(bench, naming, line, open, facts) : ask(bench, naming, open);
}

function named(
  bench: Bench,
  naming: Naming,
  line: ParcelLine,
  open: Parcel,
  facts: BenchFacts,
): BenchOutcome {
  switch (facts.rules.unknownCodes) {
    case 'supervisor':
      return ask(bench, { ...naming, ask: 'badge', lineNo: line.lineNo }, open);
    case 'anyone':
      return count(bench, naming, line, null, open, facts);
    case 'set-aside':
      return setAside(bench, naming, line, open, facts);
  }
}

function answerBadge(
  bench: Bench,
  naming: Naming,
  input: BenchInput,
  open: Parcel,
  facts: BenchFacts,
): BenchOutcome | null {
  const line = open.lines.find(({ lineNo }) => lineNo === naming.lineNo);
  if (!line) return null;
  if (input.kind === 'command')
    return input.command === 'skip' || input.command === 'finish'
      ? setAside(bench, naming, line, open, facts)
      : null;
  if (input.kind !== 'badge') return null;
  const { person } = input;
  const say = (code: Parameters<typeof refused>[1]['code'], values: Record<string, string>): BenchOutcome =>
    keep(bench, refused(bench, { code, values }, input, facts, { kind: 'operator' }));
  if (!person) return say('badge-unknown', {});
  const { name } = person;
  if (person.retired) return say('person-retired', { name });
  if (!mayAnswerForOthers(person.roles)) return say('person-may-not', { name });
  if (person.pinSetAt && !input.isProven)
    return outcome(
      { ...bench, pinFor: { person, act: 'name-code' } },
      [],
      answer('enter-pin', { name }, waiting),
    );
  return count(bench, naming, line, person.personId, open, facts);
}

/** The unit counts for this box, and so do others with the same code. */
function count(
  bench: Bench,
  { scan }: Naming,
  line: ParcelLine,
  supervisorId: PersonId | null,
  open: Parcel,
  facts: BenchFacts,
): BenchOutcome {
  const packed = packAs({ ...bench, naming: null }, line, scan, facts);
  if (packed.verdict.kind === 'refusal') return packed;
  const { parcelId } = open;
  const told = proposal(scan, line, open, facts, true, supervisorId);
  return {
    ...packed,
    ops: [told, ...packed.ops],
    bench: {
      ...packed.bench,
      named: [
        ...bench.named.filter((each) => each.parcelId === parcelId),
        { parcelId, code: scan.code, sku: line.sku },
      ],
    },
  };
}

function setAside(
  bench: Bench,
  { scan }: Naming,
  line: ParcelLine,
  open: Parcel,
  facts: BenchFacts,
): BenchOutcome {
  return outcome(
    { ...bench, naming: null },
    [proposal(scan, line, open, facts, false, null)],
    answer('code-aside', { code: scan.code, name: line.name }, look),
  );
}

function proposal(
  { code, text, raw, aim, scanId }: Naming['scan'],
  { sku }: ParcelLine,
  open: Parcel,
  facts: BenchFacts,
  counted: boolean,
  supervisorId: PersonId | null,
): BenchOp {
  const by = supervisorId === null ? {} : { supervisorId };
  const body = { code, text, raw, aim, scanId, sku, quantity: 1, counted, ...by };
  return { ...about(open, facts), type: 'code.propose', body };
}

function packAs(
  bench: Bench,
  { sku, name }: ParcelLine,
  { code, scanId, traits }: Naming['scan'],
  facts: BenchFacts,
): BenchOutcome {
  return answerItem(
    bench,
    { kind: 'item', sku, name, units: 1, code, scanId, wantedBy: [], ...(traits ? { traits } : {}) },
    facts,
  );
}

/** A refusal on the way does not end the question. */
function keep({ naming }: Bench, result: BenchOutcome): BenchOutcome {
  return { ...result, bench: { ...result.bench, naming } };
}
