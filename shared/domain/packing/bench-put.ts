// Which of the parcels side by side a unit goes to, and how it goes to another one when somebody says so.
import { isStanding } from '../cancelling/questions';
import type { ParcelId } from '../ids';
import { decideParcel } from '../parcel/decide';
import { evolveParcel } from '../parcel/evolve';
import { mayPack } from '../parcel/lease';
import type { Parcel } from '../parcel/parcel';
import { toPack, toTakeOut } from '../parcel/questions';
import { packedVerdict } from './bench-items';
import { about, actor, type BenchOp } from './bench-ops';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, outcome } from './session';

export type PutOp = Extract<BenchOp, { type: 'parcel.pack-item' }>;
type ItemInput = Extract<BenchInput, { kind: 'item' }>;

export type Target = {
  /** Null: none wants it. */
  target: Parcel | null;
  /** Several would have taken it. */
  isShared: boolean;
};

/**
 * @param parcels that stand at the bench, in the order of the queue
 * @param told the one whose place was said
 */
export function targetOf(
  parcels: readonly Parcel[],
  { sku, units }: ItemInput,
  { times, damagedNext }: Bench,
  { headOfficeMs }: BenchFacts,
  told: ParcelId | null,
): Target {
  const quantity = units * (times ?? 1);
  const wanters = parcels.filter((parcel) => wants(parcel, sku) > 0);
  const isFree = (parcel: Parcel): boolean => !isStanding(parcel.cancel) && mayPack(parcel, headOfficeMs);
  const fits = wanters.filter((parcel) => wants(parcel, sku) >= quantity && isFree(parcel));
  // What has to come out of a box is in the hand already, or still in the box: nobody is to be told that it came out
  // because a unit for another box was scanned.
  const outOf = damagedNext ? [] : parcels.filter((parcel) => comesOut(parcel, sku));
  const wished = (among: readonly Parcel[]): Parcel | undefined =>
    among.find(({ parcelId }) => parcelId === told);
  const target =
    wished([...fits, ...outOf]) ??
    fits[0] ??
    wished(wanters) ??
    wanters.find(isFree) ??
    wanters[0] ??
    outOf[0] ??
    null;
  return { target, isShared: fits.length > 1 };
}

/** Of one line: a scan goes into one. */
function wants(parcel: Parcel, sku: string): number {
  return Math.max(0, ...parcel.lines.map((line) => (line.sku === sku ? toPack(line) : 0)));
}

function comesOut(parcel: Parcel, sku: string): boolean {
  return parcel.lines.some((line) => line.sku === sku && toTakeOut(line) > 0);
}

/** Out of one box and into another, as two acts; null where one of them is not right. */
export function moveLastPut(
  bench: Bench,
  { opId: undoes, body }: PutOp,
  from: Parcel,
  to: Parcel,
  facts: BenchFacts,
): { out: BenchOutcome; isFromEnded: boolean } | null {
  const undone = decideParcel(
    from,
    { type: 'UndoAct', parcelId: from.parcelId, undoes },
    actor(bench, from, facts),
  );
  if (!undone.ok || isStanding(to.cancel) || !mayPack(to, facts.headOfficeMs)) return null;
  const undo: BenchOp = { ...about(from, facts), type: 'parcel.undo', body: { undoes } };
  const put: PutOp = { ...about(to, facts), type: 'parcel.pack-item', parcelId: to.parcelId, body };
  const { sku, quantity, lot, serial } = body;
  const packed = decideParcel(
    to,
    {
      type: 'PackItem',
      parcelId: to.parcelId,
      opId: put.opId,
      sku,
      quantity,
      ...(lot ? { lot } : {}),
      ...(serial === undefined ? {} : { serial }),
    },
    actor(bench, to, facts),
  );
  if (!packed.ok) return null;
  const after = packed.events.reduce<Parcel>((parcel, event) => evolveParcel(parcel, event), to);
  const [event] = packed.events;
  const lineNo = event && 'lineNo' in event ? event.lineNo : 0;
  return {
    out: outcome(
      { ...bench, parcelId: to.parcelId, times: null, damagedNext: false, lastPut: put },
      [undo, put],
      packedVerdict(after, lineNo, quantity),
    ),
    isFromEnded: undone.events.some(({ type }) => type === 'ParcelCancelled'),
  };
}
