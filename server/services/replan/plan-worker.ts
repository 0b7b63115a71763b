// The thread in which pools are planned and prices ahead are worked out, so that no request waits for it. It knows nothing
// but the question it was started with; head office ends it when it is asked to stop.
import { parentPort, workerData } from 'node:worker_threads';
import { pricesAhead } from '../../../shared/domain/routing/prices-ahead';
import { replan } from '../../../shared/domain/routing/replan';
import type { ThreadAnswer, ThreadTask } from './plan-in-thread';

const tell = (answer: ThreadAnswer): void => parentPort?.postMessage(answer);

function perform(task: ThreadTask): ThreadAnswer {
  switch (task.kind) {
    case 'replan': {
      const { question, wish } = task;
      let told = 0;
      const onProgress = (share: number): void => {
        if (share - told < 0.02) return;
        told = share;
        tell({ kind: 'progress', share });
      };
      return { kind: 'replan', proposal: replan(question, { ...wish, onProgress }) };
    }
    case 'prices':
      return { kind: 'prices', prices: pricesAhead(task.forecast, task.stock, task.wish) };
  }
}

tell(perform(workerData as ThreadTask));
