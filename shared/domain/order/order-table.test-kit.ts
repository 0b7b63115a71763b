// What every command answers in every state of an order: the specification of decide.ts as data, printed to
// docs/states/order.md. The types make it complete: a new command or state does not compile until it has its cells.
import type { RefusalCode } from '../refusal';
import type { OrderCommand, OrderEvent, OrderState } from './order';

/** Event types in order, or the refusal code. No events means: already so. */
export type OrderCell = readonly OrderEvent['type'][] | RefusalCode;
export type OrderColumn = OrderState | 'none' | 'held';

export const orderTable: Record<OrderCommand['type'], Record<OrderColumn, OrderCell>> = {
  PlaceOrder: {
    none: ['OrderPlaced'],
    placed: 'order-exists',
    confirmed: 'order-exists',
    held: 'order-exists',
    closed: 'order-exists',
    cancelled: 'order-exists',
  },
  ConfirmOrder: {
    none: 'order-not-placed',
    placed: ['OrderConfirmed'],
    confirmed: [],
    held: [],
    closed: 'order-closed',
    cancelled: 'order-cancelled',
  },
  AllocateLines: {
    none: 'order-not-placed',
    placed: ['LinesAllocated'],
    confirmed: ['LinesAllocated'],
    held: 'order-held',
    closed: 'order-closed',
    cancelled: 'order-cancelled',
  },
  RestoreAllocation: {
    none: 'order-not-placed',
    placed: ['LinesAllocated'],
    confirmed: ['LinesAllocated'],
    held: ['LinesAllocated'],
    closed: 'order-closed',
    cancelled: 'order-cancelled',
  },
  ReleaseAllocation: {
    none: 'order-not-placed',
    placed: ['AllocationReleased'],
    confirmed: ['AllocationReleased'],
    held: ['AllocationReleased'],
    closed: 'order-closed',
    cancelled: 'order-cancelled',
  },
  RecordPacked: {
    none: 'order-not-placed',
    placed: ['LinesPacked'],
    confirmed: ['LinesPacked'],
    held: ['LinesPacked'],
    closed: 'order-closed',
    cancelled: 'order-cancelled',
  },
  RecordUnpacked: {
    none: 'order-not-placed',
    placed: ['LinesUnpacked'],
    confirmed: ['LinesUnpacked'],
    held: ['LinesUnpacked'],
    closed: 'order-closed',
    cancelled: 'order-cancelled',
  },
  RecordShipped: {
    none: 'order-not-placed',
    placed: ['LinesShipped'],
    confirmed: ['LinesShipped'],
    held: ['LinesShipped'],
    closed: 'order-closed',
    cancelled: 'order-cancelled',
  },
  CancelLines: {
    none: 'order-not-placed',
    placed: ['LinesCancelled'],
    confirmed: ['LinesCancelled'],
    held: ['LinesCancelled'],
    closed: 'order-closed',
    cancelled: 'order-cancelled',
  },
  ChangeAddress: {
    none: 'order-not-placed',
    placed: ['AddressChanged'],
    confirmed: ['AddressChanged'],
    held: ['AddressChanged'],
    closed: 'order-closed',
    cancelled: 'order-cancelled',
  },
  HoldOrder: {
    none: 'order-not-placed',
    placed: ['OrderHeld'],
    confirmed: ['OrderHeld'],
    held: ['OrderHeld'],
    closed: 'order-closed',
    cancelled: 'order-cancelled',
  },
  ReleaseHold: {
    none: 'order-not-placed',
    placed: 'hold-unknown',
    confirmed: 'hold-unknown',
    held: ['HoldReleased'],
    closed: 'order-closed',
    cancelled: 'order-cancelled',
  },
  AssignHold: {
    none: 'order-not-placed',
    placed: 'hold-unknown',
    confirmed: 'hold-unknown',
    held: ['HoldAssigned'],
    closed: 'order-closed',
    cancelled: 'order-cancelled',
  },
  ChangePriority: {
    none: 'order-not-placed',
    placed: ['PriorityChanged'],
    confirmed: ['PriorityChanged'],
    held: ['PriorityChanged'],
    closed: 'order-closed',
    cancelled: 'order-cancelled',
  },
};
