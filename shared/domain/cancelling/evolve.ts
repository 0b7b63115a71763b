// Applies what happened to a cancel request. Pure, and takes every event in any order a replay may bring.
import type { CancelEvent, CancelledUnits, CancelRequest } from './cancel-request';
import { isStanding } from './questions';
import { nextCancelState } from './transitions';

/** `request` is null until somebody asked. */
export function evolveCancel(request: CancelRequest | null, event: CancelEvent): CancelRequest | null {
  if (event.type === 'CancelAsked')
    return { state: 'asked', reason: event.reason, askedAt: event.askedAt, lines: event.lines };
  if (!request) return null;
  if (event.type === 'CancelAccepted' && isStanding(request)) {
    const left = lessUnits(request.lines, event.lines);
    // A part was answered: the rest is still asked for.
    if (left.length > 0) return { ...request, lines: left };
  }
  return { ...request, state: nextCancelState(request.state, event.type) };
}

export function plusUnits(a: readonly CancelledUnits[], b: readonly CancelledUnits[]): CancelledUnits[] {
  const sums = new Map<number, number>();
  for (const { lineNo, quantity } of [...a, ...b]) sums.set(lineNo, (sums.get(lineNo) ?? 0) + quantity);
  return [...sums].map(([lineNo, quantity]) => ({ lineNo, quantity }));
}

export function lessUnits(a: readonly CancelledUnits[], b: readonly CancelledUnits[]): CancelledUnits[] {
  return plusUnits(
    a,
    b.map(({ lineNo, quantity }) => ({ lineNo, quantity: -quantity })),
  ).filter(({ quantity }) => quantity > 0);
}
