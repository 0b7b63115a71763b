import { describe, expect, it } from 'vitest';
import { stationIdOf, warehouseIdOf } from '../../shared/domain/ids.test-kit';
import { createFakeHeadOffice } from './head-office.test-kit';
import { newDisk, openTestStation } from './station.test-kit';

const here = stationIdOf(1);
const leeds = warehouseIdOf('leeds');

describe('a copy that is thrown away and made anew', { timeout: 60_000 }, () => {
  it('answers who asks before, meanwhile and afterwards', async () => {
    const station = await openTestStation(newDisk(), here, leeds, createFakeHeadOffice(here, leeds));
    const { barcodes } = station.store.pulled;
    const asked: Promise<unknown>[] = [];
    const ask = (): void =>
      void asked.push(
        barcodes.byId('5012345678900'),
        barcodes.byIds(['MUG']),
        barcodes.find({ selector: {} }),
      );
    ask();
    const emptied = barcodes.empty();
    ask();
    // Every turn of the event loop until it is done.
    let isDone = false;
    void emptied.then(() => (isDone = true));
    for (let turn = 0; !isDone && turn < 1000; turn += 1) {
      ask();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    await emptied;
    ask();
    for (const answer of await Promise.all(asked)) expect(answer ?? []).toEqual([]);
    await station.close();
  });
});
