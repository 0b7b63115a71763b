// Plans boxes beside the screen: it may take as long as it takes, no scan waits for it.
import type { PlanAnswer, PlanAsked } from './box-planner';
import { planBoxes } from '../../../shared/domain/boxing/plan-boxes';

/** From then on the best way found is the plan: whoever packs has begun. */
const enoughMs = 1500;

self.addEventListener('message', ({ data }: MessageEvent<PlanAsked>) => {
  const endMs = performance.now() + enoughMs;
  const isLate = (): boolean => performance.now() > endMs;
  const told: PlanAnswer = { id: data.id, plan: planBoxes(data.question, { isLate }) };
  self.postMessage(told);
});
