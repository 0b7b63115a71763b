// The process that buys a label is killed when the carrier has sold it and nobody has written it down yet.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ParcelId } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { openPool } from '../../db/pool';
import { createStreamWriter } from '../../db/stream-writer';
import { tellShipment } from './shipment-tools';
import { planOf, type ShippingOffice, startShippingOffice, until } from './shipping-office.test-kit';

let shop: ShippingOffice;
beforeAll(async () => {
  shop = await startShippingOffice();
});
afterAll(() => shop.close());

describe('a crash between buying and writing it down', () => {
  it('buys no second label: the process is killed with the answer in its hands', async () => {
    const parcel = await shop.leased();
    shop.rig.misbehave(/\/buy$/, 'slow');
    let killed = 0;
    await shop.test.reopen(async (url) => {
      // This head office is closed: only the other process works.
      const child = spawn(
        process.execPath,
        [
          '--import',
          createRequire(import.meta.url).resolve('tsx'),
          fileURLToPath(new URL('./buying-process.test-kit.ts', import.meta.url)),
          url,
          String(shop.clock.ms),
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      await once(child.stdout, 'data');
      const before = shop.rig.charges();
      await sealInDatabase(url, parcel.parcelId);
      const gone = once(child, 'exit');
      try {
        await until(async () => shop.rig.charges() > before);
      } finally {
        child.kill('SIGKILL');
        await gone;
      }
      killed += 1;
    });
    expect(killed).toBe(1);
    await shop.clock.hurried(shop.inState(parcel.parcelId, 'bought'), 20_000);
    expect(shop.labelsOf(parcel.parcelId)).toHaveLength(1);
    expect(shop.rig.requests().filter((request) => request.includes('/buy')).length).toBeGreaterThan(0);
  });
});

/** The plan of a label, as the follower of a running head office would have written it. */
async function sealInDatabase(url: string, parcelId: ParcelId): Promise<void> {
  const pool = await openPool(url);
  const writer = createStreamWriter(pool);
  const { rows } = await pool.query<{ doc: Parcel }>('SELECT doc FROM parcel WHERE parcel_id = $1', [
    parcelId,
  ]);
  const parcel = rows[0]?.doc as Parcel;
  await tellShipment({ ...shop.test.office.shipments, pool, writer }, parcelId, {
    type: 'PlanShipment',
    plan: planOf(parcel),
  });
  await writer.stop();
  await pool.end();
}
