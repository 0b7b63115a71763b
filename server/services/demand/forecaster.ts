// What a forecasting thread knows and answers: it learns from a sample, is told what to believe, then answers batch after batch.
// What to buy follows from forecasts by rules alone.
import { learnSelector, type Selector } from '../../../shared/domain/forecasting/assortment';
import { forecastItem } from '../../../shared/domain/forecasting/forecast-item';
import { planSku } from '../../../shared/domain/reorder/plan-sku';
import { planSupplier } from '../../../shared/domain/reorder/plan-supplier';
import type { CrewAnswer, CrewTask } from './forecast-crew';

export function newForecaster(): (task: CrewTask) => CrewAnswer {
  let selector: Selector | null = null;

  return (task) => {
    switch (task.kind) {
      case 'learn':
        return { kind: 'learned', selector: learnSelector(task.series, { horizon: task.horizon }) };
      case 'believe':
        selector = task.selector;
        return { kind: 'believed' };
      case 'batch': {
        const { horizon } = task;
        const believed = selector ?? learnSelector([], { horizon });
        return {
          kind: 'forecasts',
          forecasts: task.items.map(({ sku, weeks, shape, like }) => ({
            sku,
            forecast: forecastItem({ weeks, horizon, selector: believed, shape, like }),
          })),
        };
      }
      case 'plan':
        return { kind: 'plans', plans: task.skus.map(planSku) };
      case 'compose':
        return { kind: 'orders', orders: task.suppliers.flatMap((each) => planSupplier(each) ?? []) };
    }
  };
}
