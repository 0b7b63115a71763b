// What this station knows at the moment a scan is answered: the parcel in hand and those beside it, what can be worked on, and
// what its rights and its lists say. Looks only; changes nothing.
import type { ParcelId } from '../../../shared/domain/ids';
import type { Box } from '../../../shared/domain/packing/box';
import type { Bench, BenchFacts, BenchInput } from '../../../shared/domain/packing/session';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Shot } from '../../../shared/domain/photo/photo';
import type { Purchase } from '../../../shared/domain/purchasing/purchase';
import type { Boxing } from '../boxing/box-desk';
import { walkedTour } from '../picking/walked-tour';
import { receivedOrder } from '../receiving/received-order';
import { type ReturnedHere, returnedHere } from '../returning/returned-here';
import type { PackingPorts } from './packing-ports';
import { photoFacts } from './session-parts';

/** What follows from where the bench stands. */
export type ShownThings = {
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
  /** The order that goods come in with; null without one. */
  inbound: Purchase | null;
  /** What comes back and is taken in here; null when nothing does. */
  returned: ReturnedHere | null;
};
export type PlacedParcel = { place: number; parcel: Parcel };

export function shownThings(ports: PackingPorts, bench: Bench): ShownThings {
  const { book, directory } = ports;
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
    inbound: receivedOrder(bench, ports),
    returned: returnedHere(bench, ports),
  };
}

/** Nothing is to be shown anew for it. */
export function isSamePlaces(a: ShownThings['places'], b: ShownThings['places']): boolean {
  return (
    a.length === b.length &&
    a.every(({ place, parcel }, index) => place === b[index]?.place && parcel === b[index]?.parcel)
  );
}

/** Asked for by the answer, and true for as long as it takes. */
export type Asked = {
  seen: BenchFacts['seen'];
  shot: Shot | null;
  /** What a provisional pack is offered for, where it is in no memory. */
  offered: Parcel | null;
};

export function benchFacts(ports: PackingPorts, bench: Bench, asked: Asked): BenchFacts {
  const { book } = ports;
  const { places: _places, ...shown } = shownThings(ports, bench);
  const held = book.toPack();
  const here = bench.parcelId
    ? [bench.parcelId, ...bench.places.map(({ parcelId }) => parcelId)]
    : bench.places.map(({ parcelId }) => parcelId);
  return {
    stationId: ports.stationId,
    ...shown,
    places: {
      count: ports.placesHere(),
      open: held.filter(({ parcelId }) => here.includes(parcelId)),
      turned: (parcelId: ParcelId | null) => benchFacts(ports, { ...bench, parcelId }, asked),
    },
    held,
    tours: ports.tours.open(),
    inbound: ports.inbound.open(),
    returns: ports.returns.all(),
    offered: bench.offeredId
      ? asked.offered?.parcelId === bench.offeredId
        ? asked.offered
        : book.get(bench.offeredId)
      : null,
    headOfficeMs: ports.headOfficeMs(),
    online: ports.isOnline(),
    rules: ports.rules(),
    photo: photoFacts(ports, bench, asked.shot),
    access: ports.people.access(),
    nowMs: ports.monoMs(),
    newOpId: ports.newOpId,
    newParcelId: ports.newParcelId,
    newReceivingId: ports.newReceivingId,
    newReturnId: ports.newReturnId,
    propose: ports.putAway.propose,
    replenishments: ports.putAway.replenishments(),
    nextSscc: ports.rights.nextSscc(),
    nextCarrierNumber: carrierNumberFor(ports, bench),
    grants: ports.rights.grants(),
    nextDocument: ports.rights.nextDocument(),
    seen: asked.seen,
  };
}

function carrierNumberFor(
  { book, directory, rights }: PackingPorts,
  { parcelId }: Bench,
): BenchFacts['nextCarrierNumber'] {
  const shipping = parcelId ? book.get(parcelId)?.shipping : undefined;
  if (!shipping) return 'carrier';
  const { carrierId, serviceId } = shipping;
  const contract = directory.carrierNumbers(carrierId, serviceId);
  return contract === null ? 'carrier' : rights.nextCarrierNumber(carrierId, serviceId, contract);
}

/** Only the end of a count asks for it. */
export function seenFor(
  { seenAt }: PackingPorts,
  { aside, times }: Bench,
  input: BenchInput,
): Promise<BenchFacts['seen']> | null {
  const isEnd = input.kind === 'command' && (input.command === 'finish' || input.command === 'seal');
  if (!isEnd || aside?.kind !== 'count' || !aside.locationId) return null;
  if (!aside.item && times !== 0) return null;
  return seenAt(aside.locationId, aside.item?.sku ?? null);
}
