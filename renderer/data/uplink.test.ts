// When an op goes up: never before the screen has its verdict, and then at once.
import { afterEach, describe, expect, it } from 'vitest';
import { stationIdOf, warehouseIdOf } from '../../shared/domain/ids.test-kit';
import { createFakeHeadOffice } from './head-office.test-kit';
import { createWaiting } from './retry';
import { newDisk, openTestStation, refusedScan, type TestStation, until } from './station.test-kit';
import { startUplink, type Uplink } from './uplink';

const here = stationIdOf(1);
const leeds = warehouseIdOf('leeds');

describe('an op that was taken', () => {
  let station: TestStation;
  let uplink: Uplink;
  const order: string[] = [];

  const begin = async (): Promise<void> => {
    order.length = 0;
    const office = createFakeHeadOffice(here, leeds);
    station = await openTestStation(newDisk(), here, leeds, office);
    // Heard before the uplink hears of it, so this task comes before the one that the uplink waits for.
    station.opLog.changes.subscribe(({ kind }) => {
      if (kind === 'appended') setTimeout(() => order.push('the next task'), 0);
    });
    let isGreeted = false;
    uplink = startUplink({
      headOffice: {
        hello: office.hello,
        sendOps: (ops, signal) => {
          order.push('sent');
          return office.sendOps(ops, signal);
        },
      },
      opLog: station.opLog,
      network: station.network,
      waiting: createWaiting(),
      appVersion: '0.0.0',
      wantParcels: () => 0,
      holds: () => [],
      knows: () => ({}),
      now: () => new Date(),
      onHello: async () => {
        isGreeted = true;
      },
      onBug: (cause) => order.push(String(cause)),
    });
    await until(() => isGreeted);
  };
  const manyTurns = async (): Promise<void> => {
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
  };

  afterEach(async () => {
    await uplink.stop();
    await station.close();
  });

  it('goes up as soon as the screen has its verdict, and not before', async () => {
    await begin();
    await station.opLog.append([refusedScan('one')], null);
    await manyTurns();
    order.push('shown');
    uplink.verdictShown();
    await until(() => order.length === 3);
    expect(order).toEqual(['shown', 'sent', 'the next task']);
  });

  it('goes up in the next task when no verdict comes', async () => {
    await begin();
    await station.opLog.append([refusedScan('one')], null);
    await until(() => order.length === 2);
    expect(order).toEqual(['the next task', 'sent']);
  });
});
