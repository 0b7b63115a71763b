// What a tour may do to the parcels it picks for. Who walks the tour and under which fence is the tour's own rule; a parcel
// only says whether it wants the units. Must never let two tours' units count for one.
import { accept, type Decision, refuse } from '../decision';
import { ofLot } from '../stock/lot';
import type { Parcel, ParcelCommand, ParcelEvent } from './parcel';
import { isBeingPicked, toPick, unitsAtBench, unitsToPickAt } from './picked-units';
import { refuseByState, withEnding } from './state-rules';

const commands = [
  'JoinTour',
  'LeaveTour',
  'PickUnits',
  'PutBackUnits',
  'PlanSources',
  'MoveSource',
  'ReportShort',
] as const;
export type PickingCommand = Extract<ParcelCommand, { type: (typeof commands)[number] }>;

export function isPickingCommand(command: ParcelCommand): command is PickingCommand {
  return (commands as readonly string[]).includes(command.type);
}

export function decidePicking(parcel: Parcel, command: PickingCommand): Decision<ParcelEvent> {
  const { parcelId, orderNumber: number } = parcel;
  switch (command.type) {
    case 'JoinTour':
      if ((parcel.tours ?? []).includes(command.tourId)) return accept();
      if (parcel.state !== 'released') return refuseByState(parcel);
      if (parcel.hold) return refuse('parcel-on-hold', { number, reason: parcel.hold.reason });
      return accept({ type: 'TourJoined', parcelId, tourId: command.tourId });
    case 'LeaveTour':
      return (parcel.tours ?? []).includes(command.tourId)
        ? accept({ type: 'TourLeft', parcelId, tourId: command.tourId })
        : accept();
    case 'PickUnits': {
      const { opId, lineNo, quantity, from, planned, tote, lot, serial, swap, zone } = command;
      const line = pickable(parcel, lineNo);
      if (!line || unitsToPickAt(line, planned) < quantity) return notWanted(parcel, lineNo, quantity);
      return accept({
        type: 'UnitsPicked',
        parcelId,
        opId,
        lineNo,
        quantity,
        from,
        ...(planned === from ? {} : { planned }),
        tote,
        ...ofLot(lot),
        ...(serial ? { serial } : {}),
        ...(swap ? { swap } : {}),
        ...(zone ? { zone } : {}),
      });
    }
    case 'PutBackUnits': {
      const { undoes, lineNo, quantity, to, lot, serial, zone } = command;
      const line = pickable(parcel, lineNo);
      if (!line || unitsAtBench(line) < quantity) return refuse('pick-packed', { number });
      return accept({
        type: 'UnitsPutBack',
        parcelId,
        undoes,
        lineNo,
        quantity,
        to,
        ...ofLot(lot),
        ...(serial ? { serial } : {}),
        ...(zone ? { zone } : {}),
      });
    }
    case 'PlanSources': {
      const { lineNo, sources } = command;
      const line = pickable(parcel, lineNo);
      const open = line ? unitsOf(toPick(line)) : 0;
      if (open !== unitsOf(sources)) return notWanted(parcel, lineNo, unitsOf(sources));
      return accept({ type: 'SourcesPlanned', parcelId, lineNo, sources });
    }
    case 'MoveSource': {
      const { lineNo, quantity, from, to, isCarried } = command;
      const line = pickable(parcel, lineNo);
      if (!line || unitsToPickAt(line, from) < quantity) return notWanted(parcel, lineNo, quantity);
      const moved = { type: 'SourceMoved', parcelId, lineNo, quantity, from, to } as const;
      return accept(isCarried ? { ...moved, isCarried } : moved);
    }
    case 'ReportShort': {
      const { opId, lineNo, quantity, at, problem, holds, lot } = command;
      const line = pickable(parcel, lineNo);
      if (!line || unitsToPickAt(line, at) < quantity) return notWanted(parcel, lineNo, quantity);
      const type = problem === 'missing' ? 'ItemMissing' : 'ItemDamaged';
      const short = { type, parcelId, opId, lineNo, quantity, at, ...ofLot(lot) } as const;
      return holds && !parcel.hold
        ? withEnding(parcel, short, { type: 'ParcelHeld', parcelId, reason: 'short-pick', by: null })
        : withEnding(parcel, short);
    }
  }
}

function unitsOf(sources: Parcel['lines'][number]['sources']): number {
  return sources.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Benches wait until its tours have been dropped. */
export function refuseBeingPicked(parcel: Parcel): ReturnType<typeof refuse> | null {
  return isBeingPicked(parcel) ? refuse('parcel-being-picked', { number: parcel.orderNumber }) : null;
}

function notWanted(
  { orderNumber: number, lines }: Parcel,
  lineNo: number,
  quantity: number,
): ReturnType<typeof refuse> {
  const sku = lines.find((line) => line.lineNo === lineNo)?.sku ?? '';
  return refuse('pick-not-wanted', { number, sku, quantity });
}

function pickable(parcel: Parcel, lineNo: number): Parcel['lines'][number] | undefined {
  const isOpen = parcel.state === 'released' || parcel.state === 'leased' || parcel.state === 'packing';
  return isOpen ? parcel.lines.find((line) => line.lineNo === lineNo) : undefined;
}
