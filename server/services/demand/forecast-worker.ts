// The thread in which forecasts are made: learns from a sample, then answers batch after batch. It knows nothing but what it
// is sent; head office ends it when it is asked to stop.
import { parentPort } from 'node:worker_threads';
import { learnSelector, type Selector } from '../../../shared/domain/forecasting/assortment';
import { forecastItem } from '../../../shared/domain/forecasting/forecast-item';
import type { CrewAnswer, CrewTask } from './forecast-crew';

let selector: Selector | null = null;

function perform(task: CrewTask): CrewAnswer {
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
  }
}

parentPort?.on('message', (task: CrewTask) => parentPort?.postMessage(perform(task)));
