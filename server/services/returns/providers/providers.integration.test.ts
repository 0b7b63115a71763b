// Every provider of returns against the same contract: our own, one of our carriers, and a service over HTTP that misbehaves.
// Then the whole way, from a return that is asked for to its label and the first scan.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EasypostRig, startEasypostRig } from '../../../../e2e/rigs/easypost/easypost-server';
import { type ReturnsRig, startReturnsServer } from '../../../../e2e/rigs/returns-service/returns-server';
import { companyStream } from '../../../../shared/domain/ids';
import { lineOf } from '../../../test-office.test-kit';
import { contractCarrier } from '../../carriers/carrier-contract.test-kit';
import { carrierPlugins } from '../../carriers/carrier-plugins';
import { CarrierFailure } from '../../carriers/carrier-strategy';
import { saveConnection } from '../../carriers/connections';
import { saveEntries } from '../../directory/save-entries';
import { manager } from '../../payments/payments.test-kit';
import { type ReturnsOffice, startReturnsOffice } from '../returns.test-kit';
import { startReturns } from '../start-returns';
import { carrierReturns } from './carrier-returns';
import { httpReturns } from './http-returns';
import { ownReturns } from './own-returns';
import { keepsReturnsContract, returnToLabel } from './returns-contract.test-kit';
import type { ReturnsPorts, ReturnsProvider } from './returns-provider';

let office: ReturnsOffice;
let easypost: EasypostRig;
let rig: ReturnsRig;
let ports: ReturnsPorts;

beforeAll(async () => {
  office = await startReturnsOffice();
  easypost = await startEasypostRig();
  const { pool, writer, now } = office.paid.test.office;
  const carriers = { plugins: carrierPlugins, ports: { now, fetch } };
  ports = { db: pool, carriers, fetch };
  await writer.submit([companyStream], (tx) =>
    saveEntries(tx, [
      { kind: 'carrier', entryId: 'carrier-EASY', carrier: contractCarrier('EASY') },
      {
        kind: 'warehouse',
        entryId: 'warehouse-W1',
        warehouse: {
          warehouseId: 'W1' as never,
          name: 'Leeds',
          address: { ...returnToLabel().to, name: 'Leeds' },
          timeZone: 'Europe/London',
        },
      },
    ]),
  );
  const settings = { baseUrl: easypost.baseUrl, timeoutMs: 500 };
  const asked = {
    kind: 'easypost',
    settings,
    secrets: { apiKey: easypost.apiKey },
    buyAt: 'sealed' as const,
  };
  const wrong = await saveConnection(pool, carriers, 'EASY', asked, now().toISOString());
  if (wrong) throw new Error(`${wrong.field}: ${wrong.reason}`);
});
afterAll(async () => {
  await easypost.close();
  await office.close();
});
beforeEach(async () => {
  rig = await startReturnsServer();
});
afterEach(() => rig.close());

const overHttp = (): ReturnsProvider =>
  httpReturns.open({ baseUrl: rig.baseUrl, timeoutMs: 400 }, { apiKey: rig.apiKey }, ports);
const byCarrier = (carrierId: string): ReturnsProvider =>
  carrierReturns.open({ carrierId, serviceId: null }, {}, ports);

describe('our own', () => keepsReturnsContract(() => ownReturns.open({}, {}, ports)));
describe('a carrier that sells labels', () => {
  keepsReturnsContract(() => byCarrier('EASY'));

  it('sells the way from the customer to the warehouse, and says when it began', async () => {
    const label = await byCarrier('EASY').label(returnToLabel());
    expect(label).toMatchObject({ carrierName: 'EASY', labelUrl: expect.any(String) });
    easypost.scan(label.trackingNumber ?? '', 'in_transit', '2026-05-04T12:00:00Z');
    expect(await byCarrier('EASY').sentAt(label)).toBe('2026-05-04T12:00:00.000Z');
    await expect(byCarrier('NOBODY').label(returnToLabel())).rejects.toMatchObject({ kind: 'refused' });
  });

  it('is paid once when its answer is lost', async () => {
    const before = easypost.charges();
    const asked = returnToLabel();
    easypost.misbehave(/POST .*\/buy/, 'lost');
    await byCarrier('EASY')
      .label(asked)
      .catch((cause: unknown) => expect(cause).toBeInstanceOf(CarrierFailure));
    await byCarrier('EASY').label(asked);
    expect(easypost.charges()).toBe(before + 1);
  });
});
describe('a carrier without labels', () => keepsReturnsContract(() => byCarrier('POST')));

describe('a service over HTTP', () => {
  keepsReturnsContract(overHttp);

  it.each([
    ['lost', 'unreachable'],
    ['cut', 'unreachable'],
    ['500', 'unreachable'],
    ['slow', 'unreachable'],
    ['429', 'busy'],
    ['garbage', 'unreadable'],
  ] as const)('is asked again after %s, and books once', async (how, kind) => {
    rig.misbehave(/POST/, how);
    const asked = returnToLabel();
    await expect(overHttp().label(asked)).rejects.toMatchObject({ kind });
    expect(await overHttp().label(asked)).toMatchObject({ trackingNumber: 'BP1' });
    expect(rig.booked()).toMatchObject([{ rma: '100000014', items: [{ sku: 'MUG', quantity: 2 }] }]);
  });

  it('refuses for good in its own words', async () => {
    const away = { ...returnToLabel(), to: { ...returnToLabel().to, countryCode: 'AQ' } };
    await expect(overHttp().label(away)).rejects.toMatchObject({ kind: 'refused', code: 'no-service' });
    const stranger = httpReturns.open(
      { baseUrl: rig.baseUrl, timeoutMs: 400 },
      { apiKey: 'wrong-key-1' },
      ports,
    );
    await expect(stranger.label(returnToLabel())).rejects.toMatchObject({
      kind: 'refused',
      code: 'key-wrong',
    });
  });
});

describe('the label of a return', () => {
  it('is made by the provider in use, though it fails first, watched, and given up with the return', async () => {
    const { paid } = office;
    const { pool, writer, log, now, newId } = paid.test.office;
    const saved = await paid.desk.post('/v1/return-providers/back', {
      kind: 'http',
      name: 'Back',
      inUse: true,
      settings: { baseUrl: rig.baseUrl, timeoutMs: 400 },
      secrets: { apiKey: rig.apiKey },
      by: manager,
    });
    expect(saved.body).toMatchObject({
      rows: [
        { providerId: 'own', inUse: false },
        { providerId: 'back', inUse: true, secretsSet: ['apiKey'] },
      ],
    });
    expect(JSON.stringify(saved.body)).not.toContain(rig.apiKey);
    for (const settings of [
      {},
      { baseUrl: 'http://returns.example.org' },
      { baseUrl: 'file:///etc/passwd' },
    ]) {
      const wrong = { kind: 'http', name: 'x', inUse: true, settings, by: manager };
      expect((await paid.desk.post('/v1/return-providers/other', wrong)).status).toBe(400);
    }
    const orderId = await office.shipped('L-1', [lineOf('MUG', 2)]);
    const ask = async (): Promise<string> =>
      String((await office.ask(orderId, [{ lineNo: 1, quantity: 1 }])).body['returnId']);
    const [first, second] = [await ask(), await ask()];
    rig.misbehave(/POST/, '500');
    const work = async (): Promise<void> => {
      const jobs = startReturns({ pool, writer, log, now, newId, idleMs: 1_000_000 }, ports.carriers);
      for (let turn = 0; turn < 2; turn += 1) for (const job of jobs) await job.drain();
      await Promise.all(jobs.map((job) => job.stop()));
    };
    await work();
    paid.pass(60_000);
    await work();
    expect(
      rig
        .booked()
        .map(({ reference }) => reference)
        .sort(),
    ).toEqual([first, second].sort());
    const labelled = await office.returnOf(first);
    expect(labelled).toMatchObject({ state: 'advised', label: { carrierName: 'Back Post' } });
    const { trackingNumber } = labelled.label ?? {};
    expect((await paid.desk.get(`/v1/return-desk?code=${trackingNumber ?? ''}`)).body).toMatchObject({
      returnId: first,
    });
    rig.scan(labelled.label?.reference ?? '', '2026-05-05T09:00:00Z');
    paid.pass(7 * 3_600_000);
    await work();
    expect(await office.returnOf(first)).toMatchObject({
      state: 'in-transit',
      sentAt: '2026-05-05T09:00:00.000Z',
    });
    await paid.desk.post(`/v1/returns/${second}/end`, { how: 'cancel', badge: 'P1' });
    await work();
    expect(rig.booked().find(({ reference }) => reference === second)?.status).toBe('cancelled');
  });
});
