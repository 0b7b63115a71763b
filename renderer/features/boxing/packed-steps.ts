// How far the packing of a planned box has come: of each line the first units of the plan are in, the newest scan is now, and
// the first of the line asked for is next.
import type { PlannedBox, PlanStep } from '../../../shared/domain/boxing/plan';
import type { Size } from '../../../shared/domain/boxing/goods';
import type { Parcel } from '../../../shared/domain/parcel/parcel';

/** `now`: scanned last, so it goes there now. */
export type StepState = 'in' | 'now' | 'next' | 'later';

export function stepStates({ steps }: PlannedBox, open: Pick<Parcel, 'lines' | 'acts'>): StepState[] {
  const last = open.acts.at(-1);
  const seen = new Map<number, number>();
  const states = steps.map(({ lineNo }): StepState => {
    const unit = (seen.get(lineNo) ?? 0) + 1;
    seen.set(lineNo, unit);
    const packed = open.lines.find((line) => line.lineNo === lineNo)?.packed ?? 0;
    if (unit > packed) return 'later';
    const isNew = last?.kind === 'packed' && last.lineNo === lineNo && unit > packed - last.quantity;
    return isNew ? 'now' : 'in';
  });
  const next = states.indexOf('later');
  return next < 0 ? states : states.with(next, 'next');
}

/** Where a piece lies, seen from the long side of the box. */
export function whereOf(
  { placement }: PlanStep,
  room: Size,
): { level: 'floor' | 'upon'; row: 'back' | 'front' | 'middle'; side: 'left' | 'right' | 'middle' } {
  const third = (middle: number, all: number): 0 | 1 | 2 =>
    middle < all / 3 ? 0 : middle <= (2 * all) / 3 ? 1 : 2;
  return {
    level: placement.z === 0 ? 'floor' : 'upon',
    row: (['back', 'middle', 'front'] as const)[third(placement.y + placement.dy / 2, room.width)],
    side: (['left', 'middle', 'right'] as const)[third(placement.x + placement.dx / 2, room.length)],
  };
}
