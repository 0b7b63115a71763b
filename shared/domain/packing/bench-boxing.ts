// Questions about boxes that a bench asks in passing: why another box than the planned one, and whether the instructions of
// what lies in it were read. Neither holds anybody up: the box is taken as it is scanned, and any other scan goes on.
import { type BoxOverride, boxReasons } from '../boxing/box-override';
import { decideParcel } from '../parcel/decide';
import type { Parcel } from '../parcel/parcel';
import { toReadOf } from './bench-asks';
import { answerCommand } from './bench-commands';
import { about, actor, type BenchOp } from './bench-ops';
import type { Box } from './box';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, outcome, refused } from './session';
import { answer } from './verdict';

const asking = { tone: 'look', sound: 'look', place: { kind: 'box' } } as const;

/** A box was scanned: it is the box. Where the plan said another one, why is asked. */
export function answerBox(bench: Bench, box: Box, facts: BenchFacts): BenchOutcome {
  const input: BenchInput = { kind: 'box', box };
  const { open } = facts;
  if (!open) return refused(bench, { code: 'order-first', values: { code: box.name } }, input, facts);
  const override = overrideOf(box, facts);
  const taken = choose(bench, open, box.boxId, override, facts);
  if (!taken.ok) return refused(bench, taken.refusal, input, facts, { kind: 'box' });
  const { planned, fillPermille } = override ?? {};
  return outcome(
    {
      ...bench,
      confirm: null,
      whyBox:
        planned === undefined || fillPermille === undefined
          ? null
          : { boxId: box.boxId, planned, fillPermille, ask: 'reason' },
    },
    [taken.op],
    override
      ? answer('box-other', { box: box.name, planned: override.planned }, { place: { kind: 'box' } })
      : answer('box-chosen', { box: box.name }, { place: { kind: 'box' } }),
  );
}

/** Null: there is no plan, or it says this box. */
function overrideOf({ boxId }: Box, { boxing }: BenchFacts): BoxOverride | null {
  const [planned] = boxing?.planned ?? [];
  if (!boxing || planned === undefined || boxing.planned.includes(boxId)) return null;
  return { planned, reason: 'not-said', fillPermille: boxing.fillPermille };
}

/** The answer to a scan while one of these questions stands; null: it is about something else. */
export function answerBoxing(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { open } = facts;
  if (bench.stop || !bench.operator || !open) return null;
  if (!bench.whyBox && !bench.reading) return null;
  if (input.kind === 'command' && input.command === 'cancel')
    return outcome(
      { ...bench, whyBox: null, reading: null },
      [],
      answer('cancelled-command', {}, { tone: 'look', sound: 'look' }),
    );
  return answerWhy(bench, open, input, facts) ?? answerReading(bench, open, input, facts);
}

function answerWhy(bench: Bench, open: Parcel, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { whyBox } = bench;
  if (!whyBox || whyBox.boxId !== open.boxId) return null;
  if (whyBox.ask === 'item') {
    if (input.kind !== 'item' || !open.lines.some(({ sku }) => sku === input.sku)) return null;
    return learn(bench, open, { reason: 'item-does-not-fit', sku: input.sku }, input, facts);
  }
  if (input.kind !== 'command') return null;
  const digit = /^quantity-(\d)$/.exec(input.command)?.[1];
  if (digit === undefined) return null;
  const reason = boxReasons[Number(digit) - 1];
  if (!reason)
    return outcome(
      bench,
      [],
      answer('box-why', { planned: whyBox.planned, most: boxReasons.length }, asking),
    );
  if (reason === 'item-does-not-fit')
    return outcome(
      { ...bench, whyBox: { ...whyBox, ask: 'item' } },
      [],
      answer('box-why-item', { planned: whyBox.planned }, asking),
    );
  return learn(bench, open, { reason }, input, facts);
}

/** The same box once more, with the reason: the choice was written when it was made. */
function learn(
  bench: Bench,
  open: Parcel,
  said: Pick<BoxOverride, 'reason' | 'sku'>,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const { whyBox } = bench;
  if (!whyBox) throw new Error('nobody asked why');
  const { planned, fillPermille } = whyBox;
  const taken = choose(bench, open, whyBox.boxId, { planned, fillPermille, ...said }, facts);
  if (!taken.ok) return refused(bench, taken.refusal, input, facts, { kind: 'box' });
  return outcome(
    { ...bench, whyBox: null, confirm: null },
    [taken.op],
    answer('box-lesson', { planned }, { place: { kind: 'box' } }),
  );
}

type Taken = { ok: true; op: BenchOp } | { ok: false; refusal: Parameters<typeof refused>[1] };

function choose(
  bench: Bench,
  open: Parcel,
  boxId: Box['boxId'],
  override: BoxOverride | null,
  facts: BenchFacts,
): Taken {
  const because = override ? { override } : {};
  const decision = decideParcel(
    open,
    { type: 'ChooseBox', parcelId: open.parcelId, boxId, ...because },
    actor(bench, open, facts),
  );
  if (!decision.ok) return decision;
  return { ok: true, op: { ...about(open, facts), type: 'parcel.choose-box', body: { boxId, ...because } } };
}

/** OK says that the instruction on screen was read; after the last one what was asked for goes on by itself. */
function answerReading(
  bench: Bench,
  open: Parcel,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome | null {
  const { reading } = bench;
  if (!reading || input.kind !== 'command' || input.command !== 'ok') return null;
  const toRead = toReadOf(open, facts);
  const next = toRead[reading.at + 1];
  if (next)
    return outcome(
      { ...bench, reading: { ...reading, at: reading.at + 1 } },
      [],
      answer('read-first', { name: next.name }, asking),
    );
  return answerCommand({ ...bench, reading: null, readFor: open.parcelId }, reading.command, facts);
}
