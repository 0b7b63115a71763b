// Why one plan was chosen before the next best, in data: words and figures are made of it on the screen.
import { costPartNames, type SourcingDecision, type SourcingPlan } from './sourcing';
import { comparePlans } from './sourcing-plan';

export function explain(
  chosen: SourcingPlan | null,
  runnerUp: SourcingPlan | null,
): SourcingDecision['because'] {
  if (!chosen || !runnerUp) return { reason: 'only-way', aheadBy: null, through: null };
  const { reason } = comparePlans(chosen, runnerUp);
  const aheadBy = runnerUp.score - chosen.score;
  if (reason !== 'least-cost') return { reason, aheadBy, through: null };
  const [through] = [...costPartNames].sort(
    (a, b) => runnerUp.parts[b] - chosen.parts[b] - (runnerUp.parts[a] - chosen.parts[a]),
  );
  return { reason, aheadBy, through: through ?? null };
}
