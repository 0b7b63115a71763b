// What a station knows for putting goods away: bins with their room, orders that wait for what was unloaded, what orders ask
// for now, and faces to be filled up. All of it from its own store, so a proposal needs no network.
import { Subject, type Observable } from 'rxjs';
import type { LocationId, StationId } from '../../../shared/domain/ids';
import { unitsToPickAt } from '../../../shared/domain/parcel/picked-units';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { toPack } from '../../../shared/domain/parcel/questions';
import { type InHand, type ReplenishTask, replenishTaskSchema } from '../../../shared/domain/putaway/moving';
import { type Proposal, proposePutAway } from '../../../shared/domain/putaway/propose';
import { quarantineLocation, receivingLocation } from '../../../shared/domain/stock/ledger';
import type { Task } from '../../../shared/sync/documents';
import type { ParcelBook } from '../../data/parcels';
import type { ShelfBook } from '../../data/shelves';
import { isFinished } from '../../data/stored';
import type { PulledCollections } from '../../data/store';

export type PutAwayDesk = {
  propose: (inHand: InHand, from: LocationId) => Proposal;
  /** Not begun by another bench, in the order of their bins. */
  replenishments: () => readonly ReplenishTask[];
  changes: Observable<void>;
  close: () => void;
};

/** Boxes that nobody has begun, looked at for what orders ask for. */
const releasedRead = 500;

export async function openPutAwayDesk(
  pulled: Pick<PulledCollections, 'parcels' | 'tasks'>,
  book: Pick<ParcelBook, 'released' | 'inUse'>,
  shelves: Pick<ShelfBook, 'all'>,
  stationId: StationId,
): Promise<PutAwayDesk> {
  const changes = new Subject<void>();
  const open = new Map<string, Parcel>();
  const tasks = new Map<string, ReplenishTask>();
  const takeParcels = (parcels: readonly Parcel[]): void => {
    for (const parcel of parcels) {
      if (isFinished(parcel) || parcel.state === 'sealed' || parcel.state === 'labelled')
        open.delete(parcel.parcelId);
      else open.set(parcel.parcelId, parcel);
    }
  };
  const takeTasks = (all: readonly Task[]): void => {
    for (const task of all) {
      const { taskId, values, state, kind } = task;
      const holder = values['stationId'];
      const read = replenishTaskSchema.safeParse({ taskId, ...values });
      const isOpen =
        kind === 'replenish' && state === 'open' && (holder === undefined || holder === stationId);
      if (isOpen && read.success) tasks.set(taskId, read.data);
      else tasks.delete(taskId);
    }
    changes.next();
  };
  const listening = [
    pulled.parcels.changes.subscribe((change) => {
      if (change.kind === 'documents') takeParcels(change.documents.map(({ doc }) => doc));
      else open.clear();
    }),
    pulled.tasks.changes.subscribe((change) => {
      if (change.kind === 'documents') takeTasks(change.documents.map(({ doc }) => doc));
      else tasks.clear();
    }),
  ];
  takeParcels([...(await book.released(releasedRead)), ...(await book.inUse())]);
  const stored = await pulled.tasks.find({ selector: { open: { $gt: '' } } });
  takeTasks(stored.map(({ doc }) => doc));

  /** Who waits longest first. */
  const waitingFor = (sku: string): { number: string; units: number }[] =>
    [...open.values()]
      .map((parcel) => ({
        number: parcel.orderNumber,
        placedAt: parcel.placedAt,
        units: parcel.lines
          .filter((line) => line.sku === sku)
          .reduce((sum, line) => sum + unitsToPickAt(line, receivingLocation), 0),
      }))
      .filter(({ units }) => units > 0)
      .sort((a, b) => (a.placedAt < b.placedAt ? -1 : 1));
  const isAskedFor = (sku: string): boolean =>
    [...open.values()].some(({ lines }) => lines.some((line) => line.sku === sku && toPack(line) > 0));

  return {
    propose: ({ sku, quantity, measures }, from) =>
      proposePutAway(
        {
          sku,
          quantity,
          product: measures,
          isAside: from === quarantineLocation,
          waiting: from === receivingLocation ? waitingFor(sku) : [],
          isFast: isAskedFor(sku),
        },
        shelves.all().filter(({ locationId }) => locationId !== from),
      ),
    replenishments: () => [...tasks.values()].sort((a, b) => (a.from < b.from ? -1 : 1)),
    changes,
    close: () => {
      for (const each of listening) each.unsubscribe();
    },
  };
}
