// The thread in which forecasts are made. It knows nothing but what it is sent; head office ends it when it is asked to stop.
import { parentPort } from 'node:worker_threads';
import { calmThread } from '../../jobs/calm-thread';
import type { CrewTask } from './forecast-crew';
import { newForecaster } from './forecaster';

calmThread();

const perform = newForecaster();
parentPort?.on('message', (task: CrewTask) => parentPort?.postMessage(perform(task)));
