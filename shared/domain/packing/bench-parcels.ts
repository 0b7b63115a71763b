// An order, tote or label was scanned: open its box, take up a parked one, hand a labelled one over, ask head office
// for one this bench does not hold, or say what became of it.
import type { StationId } from '../ids';
import { decideParcel } from '../parcel/decide';
import { mayPack } from '../parcel/lease';
import type { Parcel, ParcelState } from '../parcel/parcel';
import { isComplete, unitsPacked, unitsWanted } from '../parcel/questions';
import {
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  nothingSaid,
  outcome,
  refused,
} from './session';
import { confirmMs } from './bench-act';
import { about, actor } from './bench-ops';
import { answerTag } from './bench-tags';
import { ask, leaseOver, offer } from './bench-leases';
import type { BenchOp } from './bench-ops';
import { answer } from './verdict';

type ParcelInput = Extract<BenchInput, { kind: 'parcels' }>;

/** Which parcel of an order a scan of its code is about, most useful first; `away` is packed on another bench. */
const preference: readonly (ParcelState | 'away')[] = [
  'packing',
  'leased',
  'released',
  'sealed',
  'labelled',
  'away',
  'handed-over',
  'cancelled',
];

function rank(parcel: Parcel, stationId: StationId): number {
  const inWork = parcel.state === 'packing' || parcel.state === 'leased';
  return preference.indexOf(inWork && parcel.holder !== stationId ? 'away' : parcel.state);
}

export function answerParcel(bench: Bench, input: ParcelInput, facts: BenchFacts): BenchOutcome {
  const tagged = answerTag(bench, input, facts);
  if (tagged) return tagged;
  const parcel = [...input.parcels].sort(
    (a, b) => rank(a, facts.stationId) - rank(b, facts.stationId) || a.boxNumber - b.boxNumber,
  )[0];
  if (!parcel) return refused(bench, { code: 'code-unknown', values: { code: input.text } }, input, facts);
  const number = parcel.orderNumber;
  // Which of them is in the hand only our own label says.
  if (input.by === 'carrier' && input.parcels.length > 1)
    return refused(bench, { code: 'carrier-code-twice', values: { code: input.text } }, input, facts, {
      kind: 'label',
    });
  if (input.by === 'label' || input.by === 'carrier') return answerLabel(bench, input, parcel, facts);
  if (facts.open && facts.open.parcelId === parcel.parcelId)
    return refused(bench, { code: 'parcel-already-open', values: { number } }, input, facts);
  switch (parcel.state) {
    case 'packing':
    case 'leased':
      return open(bench, input, parcel, facts);
    case 'released':
      return foreign(bench, input, parcel, facts);
    case 'sealed':
      return outcome(
        { ...bench, lastSealedId: parcel.parcelId, confirm: null },
        [],
        answer('label-waiting', { number }, { tone: 'look', sound: 'look', place: { kind: 'label' } }),
      );
    case 'labelled':
      return refused(
        { ...bench, lastSealedId: parcel.parcelId },
        { code: 'parcel-sealed', values: { number } },
        input,
        facts,
      );
    case 'handed-over':
      return refused(bench, { code: 'parcel-handed-over', values: { number } }, input, facts);
    case 'cancelled':
      return refused(bench, { code: 'parcel-cancelled', values: { number } }, input, facts);
    default: {
      const never: never = parcel.state;
      throw new Error(`unexpected state ${String(never)}`);
    }
  }
}

function open(bench: Bench, input: ParcelInput, parcel: Parcel, facts: BenchFacts): BenchOutcome {
  const number = parcel.orderNumber;
  if (facts.open && !(unitsPacked(facts.open) === 0)) {
    return refused(
      bench,
      { code: 'other-parcel-open', values: { number: facts.open.orderNumber, other: number } },
      input,
      facts,
    );
  }
  if (parcel.holder !== facts.stationId) return foreign(bench, input, parcel, facts);
  if (!mayPack(parcel, facts.headOfficeMs)) return leaseOver(bench, input, parcel, facts);
  const ops: BenchOp[] = [];
  if (parcel.hold) {
    const act = `resume ${parcel.parcelId}`;
    if (bench.confirm?.act !== act || bench.confirm.untilMs < facts.nowMs) {
      return outcome(
        { ...bench, confirm: { act, untilMs: facts.nowMs + confirmMs } },
        [],
        answer('resume-again', { number, reason: parcel.hold.reason }, { tone: 'look', sound: 'look' }),
      );
    }
    ops.push({ ...about(parcel, facts), type: 'parcel.resume', body: {} });
  }
  if (parcel.state === 'leased') {
    const decision = decideParcel(
      { ...parcel, hold: null },
      { type: 'OpenParcel', parcelId: parcel.parcelId },
      actor(bench, parcel, facts),
    );
    if (!decision.ok) return refused(bench, decision.refusal, input, facts);
    ops.push({ ...about(parcel, facts), type: 'parcel.open', body: {} });
  }
  const values = { number, done: unitsPacked(parcel), wanted: unitsWanted(parcel), name: parcel.shipTo.name };
  const verdict =
    isComplete(parcel) && unitsPacked(parcel) > 0
      ? answer('parcel-complete', values, { sound: 'look' })
      : answer(parcel.hold ? 'resumed' : 'parcel-opened', values);
  return outcome({ ...bench, parcelId: parcel.parcelId, ...nothingSaid }, ops, verdict);
}

/** Nobody's, or another bench's: head office may give it, and while it is away a supervisor may. */
function foreign(bench: Bench, input: ParcelInput, parcel: Parcel, facts: BenchFacts): BenchOutcome {
  const number = parcel.orderNumber;
  const isFree = parcel.state === 'released' || !mayPack(parcel, facts.headOfficeMs);
  if (facts.online) {
    return isFree
      ? ask(bench, parcel, facts)
      : refused(bench, { code: 'parcel-not-held-here', values: { number } }, input, facts);
  }
  return parcel.state === 'packing'
    ? refused(bench, { code: 'parcel-not-held-here', values: { number } }, input, facts)
    : offer(bench, input, parcel, facts, { code: 'needs-head-office', values: { number } });
}

/** Scanning a label, ours or the carrier's, hands its parcel to the carrier, whatever box is open on the bench. */
function answerLabel(bench: Bench, input: ParcelInput, parcel: Parcel, facts: BenchFacts): BenchOutcome {
  const sscc = parcel.sscc ?? input.text;
  // The label scanned again says that the printed note is with the box.
  const act = `leave-on-note ${parcel.parcelId}`;
  const onNote = bench.confirm?.act === act && bench.confirm.untilMs >= facts.nowMs;
  const decision = decideParcel(
    parcel,
    { type: 'HandOverParcel', parcelId: parcel.parcelId, sscc, onNote },
    actor(bench, parcel, facts),
  );
  if (!decision.ok) {
    if (decision.refusal.code === 'waybill-or-note')
      return outcome(
        { ...bench, confirm: { act, untilMs: facts.nowMs + confirmMs } },
        [],
        answer('note-again', decision.refusal.values, {
          tone: 'look',
          sound: 'look',
          place: { kind: 'label' },
        }),
      );
    // What was asked back is opened by the next REOPEN, or stays aside.
    const isStopped = decision.refusal.code === 'cancel-stops-parcel';
    const next: Bench = isStopped ? { ...bench, lastSealedId: parcel.parcelId } : bench;
    return refused(next, decision.refusal, input, facts, { kind: 'label' });
  }
  const isOnNote = decision.events.some((event) => event.type === 'ParcelHandedOver' && event.waybill);
  const op: BenchOp = {
    ...about(parcel, facts),
    type: 'parcel.hand-over',
    body: { sscc, ...(isOnNote ? { onNote: true } : {}) },
  };
  return outcome(
    { ...bench, confirm: null },
    [op],
    answer(
      'handed-over',
      { number: parcel.orderNumber, carrier: parcel.shipping.carrierName },
      { place: { kind: 'label' } },
    ),
  );
}
