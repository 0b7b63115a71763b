import { afterEach, describe, expect, it } from 'vitest';
import { stationIdOf, warehouseIdOf } from '../../../shared/domain/ids.test-kit';
import type { Task } from '../../../shared/sync/documents';
import { createFakeHeadOffice } from '../../data/head-office.test-kit';
import { newDisk, newOpId, openTestStation, type TestStation, until } from '../../data/station.test-kit';
import { openTasks } from './tasks';

const here = stationIdOf(1);
const leeds = warehouseIdOf('leeds');
const taskOf = (minute: number, values: Task['values']): Task => ({
  taskId: newOpId() as string as Task['taskId'],
  kind: 'count-bin',
  state: 'open',
  values: { location: 'A-01-1', sku: 'MUG', name: 'Mug', quantity: 1, ...values },
  orderId: null,
  parcelId: null,
  opId: null,
  at: new Date(Date.UTC(2026, 0, 5, 8, minute)).toISOString(),
  seq: 0,
});

describe('the tasks of a bench', { timeout: 60_000 }, () => {
  let station: TestStation | null = null;
  afterEach(() => station?.close());

  it('are never hidden behind those of others, however many and however old these are', async () => {
    const office = createFakeHeadOffice(here, leeds);
    station = await openTestStation(newDisk(), here, leeds, office);
    const others = Array.from({ length: 250 }, (_, minute) => taskOf(minute, { stationId: stationIdOf(2) }));
    const own = taskOf(300, { stationId: here });
    office.put('tasks', ...others, own);
    await station.startSync();
    const { store } = station;
    await until(async () => (await store.pulled.tasks.find({ selector: {} })).length === 251);
    const tasks = openTasks(store, station.opLog, {
      stationId: here,
      newOpId,
      report: (cause) => void cause,
    });
    const look = tasks.watch();
    await until(() => tasks.store.getState().own.length > 0);
    expect(tasks.store.getState().own.map(({ task }) => task.taskId)).toEqual([own.taskId]);
    // The oldest of the rest; nobody reads a thousand.
    expect(tasks.store.getState().others.map(({ task }) => task.taskId)).toEqual(
      others.slice(0, 200).map(({ taskId }) => taskId),
    );
    expect(tasks.store.getState().chosenId).toBe(own.taskId);
    look();
    tasks.close();
  });
});
