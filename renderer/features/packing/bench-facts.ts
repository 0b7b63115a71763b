// What a bench knows when it answers, gathered from the station's own parts: the parcel in hand, those beside it, its box and plan,
// numbers, the scale. Nothing here decides anything.
import { notBeside } from '../../../shared/domain/packing/bench-sides';
import type { Box } from '../../../shared/domain/packing/box';
import type { Bench, BenchFacts, BenchInput } from '../../../shared/domain/packing/session';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Shot } from '../../../shared/domain/photo/photo';
import type { Awaited } from '../../../shared/domain/purchasing/receiving';
import type { Transfer } from '../../../shared/domain/transfer/transfer';
import type { ScaleActOutcome } from '../../../shared/domain/weighing/reading';
import type { Boxing } from '../boxing/box-desk';
import { walkedTour } from '../picking/walked-tour';
import { loadedTransfer, receivedOrder } from '../receiving/received-order';
import { type ReturnedHere, returnedHere } from '../returning/returned-here';
import type { PackingPorts } from './packing-ports';
import { inHands, photoFacts } from './session-parts';

/** What follows from where the bench stands. */
export type HandState = {
  /** The parcel whose box is in hand, own ops folded in. */
  open: Parcel | null;
  /** Parcels side by side, by their place; empty where the bench has one place. */
  places: readonly PlacedParcel[];
  lastSealed: Parcel | null;
  box: Box | null;
  /** The plan for the open parcel; null without one, and where none is made. */
  boxing: Boxing | null;
  /** The tour that is walked here; null when none is. */
  tour: BenchFacts['tour'];
  /** What goods come in with; null without. */
  awaited: Awaited | null;
  /** The transfer that is loaded here; null when none is. */
  loading: Transfer | null;
  /** What comes back and is taken in here; null when nothing does. */
  returned: ReturnedHere | null;
};
export type PlacedParcel = { place: number; parcel: Parcel };

/** What was found out for this one answer. */
export type FoundOut = {
  seen?: BenchFacts['seen'];
  shot?: Shot | null;
  acted?: ScaleActOutcome | null;
  /** The parcel a provisional pack is offered for. */
  offered?: Parcel | null;
};

export type FactsOf = {
  hand: (bench: Bench) => HandState;
  all: (bench: Bench, found?: FoundOut) => BenchFacts;
};

export function gatherFacts(ports: PackingPorts): FactsOf {
  const { book, directory, rights } = ports;

  const hand = (bench: Bench): HandState => {
    const open = bench.parcelId ? book.get(bench.parcelId) : null;
    return {
      open,
      places: bench.places.flatMap(({ place, parcelId }) => {
        const parcel = book.get(parcelId);
        return parcel ? [{ place, parcel }] : [];
      }),
      lastSealed: bench.lastSealedId ? book.get(bench.lastSealedId) : null,
      box: open?.boxId ? directory.box(open.boxId) : null,
      boxing: open ? (ports.boxes?.of(open) ?? null) : null,
      tour: walkedTour(bench, ports),
      awaited: receivedOrder(bench, ports),
      loading: loadedTransfer(bench, ports),
      returned: returnedHere(bench, ports),
    };
  };

  const carrierNumberFor = ({ parcelId }: Bench): BenchFacts['nextCarrierNumber'] => {
    const shipping = parcelId ? book.get(parcelId)?.shipping : undefined;
    if (!shipping) return 'carrier';
    const { carrierId, serviceId } = shipping;
    const contract = directory.carrierNumbers(carrierId, serviceId);
    return contract === null ? 'carrier' : rights.nextCarrierNumber(carrierId, serviceId, contract);
  };

  const all: FactsOf['all'] = (bench, found = {}) => {
    const { seen = null, shot = null, acted = null, offered = null } = found;
    const { places: _places, ...inHand } = hand(bench);
    const scale = ports.scale.now();
    const sides = ports.side.facts() ?? undefined;
    const held = notBeside(book.toPack(), sides);
    const here = inHands(bench);
    return {
      stationId: ports.stationId,
      ...inHand,
      places: {
        count: ports.placesHere(),
        open: held.filter(({ parcelId }) => here.has(parcelId)),
        turned: (parcelId) => all({ ...bench, parcelId }, found),
      },
      sides,
      held,
      tours: ports.tours.open().filter(({ tourId }) => tourId !== sides?.other.tourId),
      inbound: ports.inbound.open(),
      transfers: ports.inbound.transfers(),
      returns: ports.returns.all(),
      offered,
      headOfficeMs: ports.headOfficeMs(),
      online: ports.isOnline(),
      timeZone: ports.timeZone(),
      rules: ports.rules(),
      photo: photoFacts(ports, bench, shot),
      scale: scale && { ...scale, acted },
      weights: ports.scale.learned,
      packing: ports.packing(),
      access: ports.people.access(),
      nowMs: ports.monoMs(),
      newOpId: ports.newOpId,
      newParcelId: ports.newParcelId,
      newReceivingId: ports.newReceivingId,
      newReturnId: ports.newReturnId,
      propose: ports.putAway.propose,
      replenishments: ports.putAway.replenishments(),
      nextSscc: rights.nextSscc(),
      nextCarrierNumber: carrierNumberFor(bench),
      grants: rights.grants(),
      counter: rights.counter(),
      nextDocument: rights.nextDocument(),
      papers: ports.papers(),
      printers: { other: ports.labels.otherPrinter() },
      printedLately: ports.labels.printedLately,
      attemptOf: (parcel) => ports.labels.jobOf(parcel)?.attempt ?? null,
      seen,
    };
  };
  return { hand, all };
}

/** Nothing is to be shown anew for it. */
export function isSamePlaces(a: HandState['places'], b: HandState['places']): boolean {
  return (
    a.length === b.length &&
    a.every(({ place, parcel }, index) => place === b[index]?.place && parcel === b[index]?.parcel)
  );
}

/** How far the station knows the warehouse: only the end of a count asks for it. */
export function seenFor(
  ports: Pick<PackingPorts, 'seenAt'>,
  { aside, times }: Bench,
  input: BenchInput,
): Promise<BenchFacts['seen']> | null {
  const isEnd = input.kind === 'command' && (input.command === 'finish' || input.command === 'seal');
  if (!isEnd || aside?.kind !== 'count' || !aside.locationId) return null;
  if (!aside.item && times !== 0) return null;
  return ports.seenAt(aside.locationId, aside.item?.sku ?? null);
}

/** ZERO is the scale's to do, TARE the bench's. */
export function askScale(
  { scale }: Pick<PackingPorts, 'scale'>,
  input: BenchInput,
): Promise<ScaleActOutcome> | null {
  if (input.kind !== 'command') return null;
  if (input.command === 'zero-scale') return scale.zero();
  return input.command === 'tare-scale' ? Promise.resolve(scale.tare() ? 'done' : 'refused') : null;
}
