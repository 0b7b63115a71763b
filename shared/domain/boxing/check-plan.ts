// Says what is wrong with a plan of boxes before anybody sees it: every unit in one box or said not to fit, and every box
// right by the checker of placements, which shares nothing with what packs. Worked out from the question alone.
import { checkPlacements, type PlacementFault } from './check-placements';
import type { BoxType } from './goods';
import { type BoxPlan, boxTypeOf, piecesOf, type PlanQuestion, protectionOf } from './plan';
import { hazardsApart } from './segregation';

export type PlanFault = { box: number; fault: PlacementFault | { kind: 'box-unknown' | 'room' | 'line' } };

export function checkPlan(question: PlanQuestion, plan: BoxPlan): PlanFault[] {
  const pieces = piecesOf(question.items);
  const protection = protectionOf(question.items);
  const faults: PlanFault[] = [];
  const seen = new Map<number, number>();
  for (const [at, box] of plan.boxes.entries()) {
    const type = typeOf(question, box.boxId, protection);
    if (!type) {
      faults.push({ box: at, fault: { kind: 'box-unknown' } });
      continue;
    }
    const { length, width, height } = type.inner;
    if (box.room.length !== length || box.room.width !== width || box.room.height !== height)
      faults.push({ box: at, fault: { kind: 'room' } });
    const placements = box.steps.map(({ placement }) => placement);
    for (const { lineNo, placement } of box.steps) {
      seen.set(placement.piece, (seen.get(placement.piece) ?? 0) + 1);
      if (pieces[placement.piece]?.item.lineNo !== lineNo) faults.push({ box: at, fault: { kind: 'line' } });
    }
    const found = checkPlacements(
      type,
      pieces.map(({ piece }) => piece),
      placements,
      [],
      { apart: hazardsApart },
    );
    faults.push(...found.map((fault) => ({ box: at, fault })));
  }
  for (const [piece, times] of seen) if (times > 1) faults.push({ box: -1, fault: { kind: 'twice', piece } });
  for (const { lineNo } of question.items) {
    const unboxable = plan.unboxable.find((each) => each.lineNo === lineNo)?.quantity ?? 0;
    const missing = pieces.flatMap(({ item }, piece) =>
      item.lineNo === lineNo && !seen.has(piece) ? [piece] : [],
    );
    const [first] = missing;
    if (missing.length !== unboxable && first !== undefined)
      faults.push({ box: -1, fault: { kind: 'missing', piece: first } });
  }
  return faults;
}

function typeOf(
  { boxes }: PlanQuestion,
  boxId: string,
  protection: Parameters<typeof boxTypeOf>[1],
): BoxType | null {
  const found = boxes.find(({ box }) => box.boxId === boxId);
  return found ? boxTypeOf(found, protection) : null;
}
