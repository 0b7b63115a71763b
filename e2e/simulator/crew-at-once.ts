// Who forecasts at a simulated head office: the same forecaster, in the same thread, since another one would answer in real time.
import type { CrewOf } from '../../server/services/demand/forecast-crew';
import { newForecaster } from '../../server/services/demand/forecaster';

export const crewAtOnce: CrewOf = () => {
  const perform = newForecaster();
  return {
    learn: (series, horizon) => {
      const answer = perform({ kind: 'learn', series, horizon });
      if (answer.kind === 'learned') perform({ kind: 'believe', selector: answer.selector });
      return Promise.resolve(true);
    },
    forecast: (items, horizon) => {
      const answer = perform({ kind: 'batch', items, horizon });
      return Promise.resolve(answer.kind === 'forecasts' ? answer.forecasts : null);
    },
    plan: (skus) => {
      const answer = perform({ kind: 'plan', skus });
      return Promise.resolve(answer.kind === 'plans' ? answer.plans : null);
    },
    compose: (suppliers) => {
      const answer = perform({ kind: 'compose', suppliers });
      return Promise.resolve(answer.kind === 'orders' ? answer.orders : null);
    },
    free: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
};
