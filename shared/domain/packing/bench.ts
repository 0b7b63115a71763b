// The packing session of one bench: what a scan means here and now, and what is answered. Pure: the caller finds out
// what was scanned and what is known about it, writes the ops to disk, and only then shows the verdict (law 1).
// Never shows green for something that has no op. A stop holds until a different deliberate act clears it.
import { answerCommand } from './bench-commands';
import { answerItem } from './bench-items';
import type { BenchOp } from './bench-ops';
import { answerParcel } from './bench-parcels';
import type { Box } from './box';
import {
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  outcome,
  type Person,
  refused,
  textOf,
} from './session';
import { answer } from './verdict';

export function answerScan(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome {
  if (bench.stop && !clearsStop(bench, input, facts)) return heldByStop(bench, input, facts);
  const free: Bench = bench.stop ? { ...bench, stop: null } : bench;
  if (bench.stop && input.kind === 'command' && (input.command === 'ok' || input.command === 'cancel')) {
    return outcome(
      { ...free, times: null, damagedNext: false, confirm: null },
      [],
      answer('stop-cleared', {}, { tone: 'look', sound: 'look' }),
    );
  }
  if (input.kind === 'badge') return answerBadge(free, input.person, facts);
  if (!free.operator)
    return refused(free, { code: 'badge-first', values: {} }, input, facts, { kind: 'operator' });
  switch (input.kind) {
    case 'command':
      return answerCommand(free, input.command, facts);
    case 'parcels':
      return answerParcel(free, input, facts);
    case 'item':
      return answerItem(free, input, facts);
    case 'box':
      return answerBox(free, input.box, facts);
    case 'order-elsewhere':
      return refused(
        free,
        { code: 'order-not-on-this-bench', values: { number: input.number } },
        input,
        facts,
      );
    case 'unknown':
      return refused(free, { code: 'code-unknown', values: { code: input.text } }, input, facts);
    case 'misread':
      return refused(free, { code: 'code-misread', values: { code: input.text } }, input, facts);
    default: {
      const never: never = input;
      throw new Error(`unexpected scan ${JSON.stringify(never)}`);
    }
  }
}

/** OK, CANCEL, a badge, or the right item; nothing else. */
function clearsStop(bench: Bench, input: BenchInput, facts: BenchFacts): boolean {
  if (input.kind === 'command') return input.command === 'ok' || input.command === 'cancel';
  if (input.kind === 'badge') return input.person !== null && !bench.operator;
  if (input.kind !== 'item' || !bench.operator || !facts.open) return false;
  const tried = answerItem({ ...bench, stop: null }, input, facts);
  return tried.verdict.tone === 'go';
}

function heldByStop(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome {
  const stop = bench.stop;
  const held = refused(bench, { code: 'scan-held-by-stop', values: { code: textOf(input) } }, input, facts);
  return { ...held, bench: { ...bench, stop } };
}

function answerBadge(bench: Bench, person: Person | null, facts: BenchFacts): BenchOutcome {
  if (!person)
    return refused(bench, { code: 'badge-unknown', values: {} }, { kind: 'badge', person }, facts, {
      kind: 'operator',
    });
  const next: Bench = { ...bench, operator: person, times: null, damagedNext: false, confirm: null };
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'bench.log-in',
    parcelId: null,
    fence: null,
    body: { personId: person.personId },
  };
  return outcome(next, [op], answer('logged-in', { name: person.name }, { place: { kind: 'operator' } }));
}

function answerBox(bench: Bench, box: Box, facts: BenchFacts): BenchOutcome {
  const input: BenchInput = { kind: 'box', box };
  if (!facts.open) return refused(bench, { code: 'order-first', values: { code: box.name } }, input, facts);
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'parcel.choose-box',
    parcelId: facts.open.parcelId,
    fence: facts.open.fence,
    body: { boxId: box.boxId },
  };
  return outcome(
    { ...bench, confirm: null },
    [op],
    answer('box-chosen', { box: box.name }, { place: { kind: 'box' } }),
  );
}
