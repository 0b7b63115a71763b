// The gate at the dock: in Turkey goods may not leave before their e-İrsaliye is transmitted. It moves no state of the parcel:
// "sealed, awaiting waybill" is derived. Must never refuse what has left already (law 3): that is told as it happened.
import { accept, assertNever, type Decision, type Refusal } from '../decision';
import type { RefusalCode } from '../refusal';
import type {
  LeftHow,
  ParcelWaybill,
  WaybillCommand,
  WaybillEvent,
  WaybillFallback,
} from '../waybill/parcel-waybill';
import type { TaskDraft } from './effects';
import type { Parcel, ParcelEvent } from './parcel';

/** Why a box stays at the dock. */
export const waybillRefusals: readonly RefusalCode[] = [
  'waybill-awaited',
  'waybill-turned-down',
  'waybill-or-note',
  'waybill-no-note',
];

export function isWaybillCommand(command: { type: string }): command is WaybillCommand {
  return command.type === 'AskWaybill' || command.type === 'TellWaybill';
}

/** Head office's word. What has left, and what will never leave, is told nothing more. */
export function decideWaybill(parcel: Parcel, command: WaybillCommand): Decision<ParcelEvent> {
  const { parcelId, waybill } = parcel;
  if (parcel.state === 'handed-over' || parcel.state === 'cancelled') return accept();
  if (command.type === 'AskWaybill') {
    const { fallback } = command;
    if ((waybill?.fallback ?? null) === fallback) return accept();
    return accept({ type: 'WaybillAsked', parcelId, fallback });
  }
  const { sealedBy, state, number } = command;
  if (!waybill || parcel.sealedBy !== sealedBy) return accept();
  if (waybill.state === state && waybill.number === number) return accept();
  return accept({ type: 'WaybillTold', parcelId, sealedBy, state, number });
}

export function beginWaybill(fallback: WaybillFallback): ParcelWaybill {
  return { fallback, state: 'awaited', number: null };
}

/** What is in the box now is not what was told: the next seal has a waybill of its own. */
export function reopenWaybill({ waybill }: Parcel): { waybill?: ParcelWaybill } {
  return waybill ? { waybill: beginWaybill(waybill.fallback) } : {};
}

export function evolveWaybill(parcel: Parcel, event: WaybillEvent): Parcel {
  const { waybill, ...rest } = parcel;
  switch (event.type) {
    case 'WaybillAsked': {
      const { fallback } = event;
      if (fallback === null) return rest;
      return { ...parcel, waybill: waybill ? { ...waybill, fallback } : beginWaybill(fallback) };
    }
    case 'WaybillTold':
      // Head office tells of one seal, and it may have been broken since.
      return waybill && parcel.sealedBy === event.sealedBy
        ? { ...parcel, waybill: { ...waybill, state: event.state, number: event.number } }
        : parcel;
    default:
      return assertNever(event);
  }
}

/** Sealed, awaiting waybill. */
export function awaitsWaybill({ state, waybill }: Pick<Parcel, 'state' | 'waybill'>): boolean {
  const isSealed = state === 'sealed' || state === 'labelled';
  return isSealed && waybill !== undefined && waybill.state !== 'transmitted';
}

/** Whether it may leave with its printed delivery note, should somebody say so. */
export function mayLeaveOnNote({ waybill, papers }: Pick<Parcel, 'waybill' | 'papers'>): boolean {
  const hasNote = papers?.asked.some(({ kind }) => kind === 'delivery-note') ?? false;
  return waybill?.fallback === 'printed-note' && hasNote;
}

/** Why a labelled box does not leave yet; null: it may. `onNote`: somebody has put the printed note with it. */
export function refuseWithoutWaybill(parcel: Parcel, onNote: boolean): Refusal | null {
  if (!awaitsWaybill(parcel)) return null;
  const values = { number: parcel.orderNumber };
  if (parcel.waybill?.fallback === 'printed-note') {
    if (!mayLeaveOnNote(parcel)) return { code: 'waybill-no-note', values };
    return onNote ? null : { code: 'waybill-or-note', values };
  }
  return { code: parcel.waybill?.state === 'refused' ? 'waybill-turned-down' : 'waybill-awaited', values };
}

/** How a box that leaves now leaves; nothing where it has what it needs. */
export function leavingHow(parcel: Parcel, onNote: boolean): { waybill?: LeftHow } {
  if (!awaitsWaybill(parcel)) return {};
  return { waybill: onNote && mayLeaveOnNote(parcel) ? 'on-note' : 'without' };
}

/** For the office: the goods are on the road, and the authority does not know. */
export function leftWithoutTask(
  { orderNumber: number, shipping }: Parcel,
  left: LeftHow | undefined,
): TaskDraft[] {
  if (left === undefined) return [];
  const kind = left === 'on-note' ? 'left-on-note' : 'left-without-waybill';
  return [{ kind, values: { number, carrier: shipping.carrierName } }];
}
