// Plans boxes beside the screen: it may take as long as it takes, no scan waits for it.
import type { PlanAnswer, PlanAsked } from './box-planner';
import { planBoxes } from '../../../shared/domain/boxing/plan-boxes';

self.addEventListener('message', ({ data }: MessageEvent<PlanAsked>) => {
  const told: PlanAnswer = { id: data.id, plan: planBoxes(data.question) };
  self.postMessage(told);
});
