// What every saying answers in every state of the negotiation, printed to docs/states/cancel.md. The types make it
// complete: a new state or saying does not compile until it has its cells.
import type { RefusalCode } from '../refusal';
import type { CancelCommand, CancelEvent, CancelRequest, CancelState } from './cancel-request';
import { cancelStates } from './cancel-request';
import type { CancelBox } from './decide';

export type CancelCell = readonly CancelEvent['type'][] | RefusalCode;
export type CancelColumn = 'none' | CancelState;
export const cancelColumns: readonly CancelColumn[] = ['none', ...cancelStates];

/** One mug is asked back; the box counts on five. */
export function requestIn(state: CancelColumn): CancelRequest | null {
  if (state === 'none') return null;
  return {
    state,
    reason: 'customer',
    askedAt: '2026-01-05T11:00:00.000Z',
    lines: [{ lineNo: 1, quantity: 1 }],
  };
}

const lines = [{ lineNo: 1, quantity: 1 }];
const openBox: CancelBox = { number: '1042', isSealed: false, wanted: (lineNo) => (lineNo === 1 ? 5 : 0) };
const sealedBox: CancelBox = { ...openBox, isSealed: true };

export const cancelSayings = {
  ask: {
    command: { type: 'AskCancel', reason: 'customer', at: '2026-01-05T12:00:00.000Z', lines },
    box: openBox,
  },
  'accepted, box open': { command: { type: 'AnswerCancel', answer: 'accepted', lines }, box: openBox },
  'accepted, box sealed': { command: { type: 'AnswerCancel', answer: 'accepted', lines }, box: sealedBox },
  'too late, box open': { command: { type: 'AnswerCancel', answer: 'too-late' }, box: openBox },
  'too late, box sealed': { command: { type: 'AnswerCancel', answer: 'too-late' }, box: sealedBox },
  withdraw: { command: { type: 'WithdrawCancel' }, box: openBox },
} as const satisfies Record<string, { command: CancelCommand; box: CancelBox }>;
export type CancelSaying = keyof typeof cancelSayings;

const all = <T extends CancelCell>(cell: T): Record<CancelColumn, T> =>
  Object.fromEntries(cancelColumns.map((column) => [column, cell])) as Record<CancelColumn, T>;

export const cancelTable: Record<CancelSaying, Record<CancelColumn, CancelCell>> = {
  ask: all(['CancelAsked']),
  'accepted, box open': all(['CancelAccepted']),
  'accepted, box sealed': all('parcel-sealed'),
  'too late, box open': all('parcel-not-sealed'),
  'too late, box sealed': { ...all<CancelCell>([]), asked: ['CancelTooLate'] },
  withdraw: {
    ...all<CancelCell>('cancel-not-asked'),
    asked: ['CancelWithdrawn'],
    'too-late': ['CancelWithdrawn'],
  },
};
