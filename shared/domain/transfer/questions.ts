// What may be asked of a transfer: how far it is, what is still to be loaded or to come, what is on the way, what of it is
// promised at both sites, and what the office has to hear of.
import type { Difference } from '../purchasing/differences';
import type { Awaited } from '../purchasing/receiving';
import { type Transfer, type TransferLine, transferNumber } from './transfer';

export const transferStatuses = [
  'draft',
  'released',
  'loading',
  'in-transit',
  'partly-received',
  'received',
  'closed',
  'cancelled',
] as const;
export type TransferStatus = (typeof transferStatuses)[number];
type Line = Pick<TransferLine, 'asked' | 'sent' | 'received'>;

export function hasGoods({ lines }: { lines: readonly Line[] }): boolean {
  return lines.some(({ sent, received }) => sent > 0 || received > 0);
}

/** Derived, never stored (law 6). */
export function transferStatus({ state, lines }: Pick<Transfer, 'state' | 'lines'>): TransferStatus {
  if (state !== 'released' && state !== 'in-transit') return state;
  if (lines.some(({ received }) => received > 0))
    return lines.every((line) => line.received >= bound(state, line)) ? 'received' : 'partly-received';
  return state === 'released' && lines.some(({ sent }) => sent > 0) ? 'loading' : state;
}

/** Units that the site that sends has still to load. */
export function toLoad({ state }: Pick<Transfer, 'state'>, { asked, sent }: Line): number {
  return state === 'released' ? Math.max(0, asked - sent) : 0;
}

/** What is to arrive in all: as long as it is loaded, what was asked for; from then on what was sent. */
function bound(state: Transfer['state'], { asked, sent }: Line): number {
  return state === 'released' ? Math.max(asked, sent) : sent;
}

/** Units that the other site still awaits. */
export function toArrive({ state }: Pick<Transfer, 'state'>, line: Line): number {
  return state === 'released' || state === 'in-transit' ? Math.max(0, bound(state, line) - line.received) : 0;
}

export function isLateTransfer(
  transfer: Pick<Transfer, 'state' | 'lines' | 'dueOn'>,
  today: string,
): boolean {
  return transfer.dueOn < today && transfer.lines.some((line) => toArrive(transfer, line) > 0);
}

/** Given up as lost (above zero) or found without having been sent: only what is over is settled. */
export function writtenOff({ state }: Pick<Transfer, 'state'>, { sent, received }: Line): number {
  return state === 'closed' || state === 'cancelled' ? sent - received : 0;
}

/** On the way; below zero where more has arrived than was told to be sent. */
export function unitsInTransit(transfer: Pick<Transfer, 'state'>, line: Line): number {
  return line.sent - line.received - writtenOff(transfer, line);
}

/** What the settled units of each product change by: above zero they leave what is on the way, as lost. */
export function writeOffs(
  before: Transfer | null,
  after: Transfer,
): { sku: TransferLine['sku']; units: number }[] {
  return after.lines.flatMap((line) => {
    const was = before?.lines.find(({ sku }) => sku === line.sku);
    const units = writtenOff(after, line) - (before && was ? writtenOff(before, was) : 0);
    return units === 0 ? [] : [{ sku: line.sku, units }];
  });
}

/** What the site that receives counts against, in the words of an order to a supplier. */
export function arrivalOf({ transferId, number, fromName, fromId, state, lines }: Transfer): Awaited {
  const isAwaited = (line: TransferLine): boolean => line.asked > 0 || line.sent > 0;
  return {
    id: transferId,
    number: transferNumber(number),
    from: fromName || fromId,
    lines: lines.filter(isAwaited).map((line) => {
      const { lineNo, sku, name, received, damaged } = line;
      return { lineNo, sku, name, ordered: bound(state, line), received, damaged };
    }),
    extras: lines
      .filter((line) => !isAwaited(line))
      .map(({ sku, name, received, damaged }) => ({ sku, name, received, damaged })),
  };
}

/** By what an arrival changed, as the office has to hear of it; what is short is told when it is closed. */
export function arrivalDifferences(before: Transfer, after: Transfer, sku: string): Difference[] {
  const of = ({
    state,
    lines,
  }: Transfer): { over: number; wrong: number; damaged: number; received: number } => {
    const line = lines.find((each) => each.sku === sku);
    if (!line) return { over: 0, wrong: 0, damaged: 0, received: 0 };
    const isAwaited = line.asked > 0 || line.sent > 0;
    const { received, damaged } = line;
    return {
      over: isAwaited ? Math.max(0, received - bound(state === 'released' ? state : 'in-transit', line)) : 0,
      wrong: isAwaited ? 0 : received,
      damaged,
      received,
    };
  };
  const [was, is] = [of(before), of(after)];
  const all: Difference[] = [
    { reason: 'over', sku, change: is.over - was.over },
    { reason: 'wrong', sku, change: is.wrong - was.wrong },
    { reason: 'damaged', sku, change: is.damaged - was.damaged },
  ];
  if (before.state !== 'released' && before.state !== 'in-transit')
    all.push({ reason: 'late', sku, change: is.received - was.received });
  return all.filter(({ change }) => change !== 0);
}

/** What never arrived of a transfer that is closed. */
export function lostOf({ lines }: Pick<Transfer, 'lines'>): Difference[] {
  return lines.flatMap(({ sku, sent, received }) =>
    sent > received ? [{ reason: 'short' as const, sku, change: sent - received }] : [],
  );
}
