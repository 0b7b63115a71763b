import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  audienceOfTests,
  type FakeHeadOffice,
  startFakeHeadOffice,
  stationOfTests,
} from './fake-head-office.test-kit';
import { createStation, enrolAtStart, type Station, type StationSecrets } from './station';
import { createSecretStore, secretNames } from './station-secret';
import { readSettings } from './station-settings';

let folder: string;
let office: FakeHeadOffice;
let secrets: StationSecrets;
const opened: Station[] = [];

const environment = {
  appVersion: '1',
  electronVersion: '25',
  systemLocale: 'en',
  secretsIn: 'file' as const,
};
const clock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  random: () => 0.5,
  later: (ms: number, work: () => void) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
const make = async (at = office.origin): Promise<Station> => {
  const station = await createStation(folder, await readSettings(folder), at, secrets, environment, clock);
  opened.push(station);
  return station;
};
const tokenOf = async (station: Station): Promise<string | null> => {
  const got = await station.access()?.fresh(5_000);
  return got?.kind === 'token' ? got.token : null;
};
const fileText = (name: string): string => readFileSync(join(folder, name), 'utf8');

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'station-'));
  office = await startFakeHeadOffice();
  const vault = {
    isStrong: async () => false,
    seal: async (text: string) => Buffer.from(text),
    open: async (sealed: Buffer) => `${sealed}`,
  };
  const silent = { warn: () => undefined };
  secrets = {
    key: createSecretStore(folder, secretNames.key, vault, silent),
    formerToken: createSecretStore(folder, secretNames.formerToken, vault, silent),
  };
});
afterEach(async () => {
  for (const station of opened.splice(0)) station.stop();
  await office.close();
  rmSync(folder, { recursive: true });
});

describe('enrolling a station', () => {
  it('keeps the station and its key, and shows the window neither key nor token', async () => {
    const station = await make();
    expect(station.info().station).toBeNull();
    const info = await station.enrol('one-time-code', 'Bench 1');
    expect(info).toEqual({ station: stationOfTests, headOffice: office.origin, ...environment });
    const token = await tokenOf(station);
    expect(token).toBe(office.tokens[0]);
    expect(JSON.stringify(info)).not.toContain(token);
    const key = fileText('station-key');
    expect(key).toContain('PRIVATE KEY');
    expect(fileText('station.json')).not.toContain('PRIVATE KEY');
    expect(JSON.parse(fileText('station.json'))).toMatchObject({
      audience: audienceOfTests,
      authority: null,
    });
    // Head office got the public half, and nobody wrote the token down.
    expect(Object.keys(office.asked[0]?.body ?? {}).sort()).toEqual(['code', 'name', 'proof', 'publicKey']);
    for (const name of readdirSync(folder)) expect(fileText(name)).not.toContain(token);
  });

  it('is still enrolled after a restart, with a token of its own', async () => {
    await (await make()).enrol('one-time-code', 'Bench 1');
    const again = await make();
    expect(again.info().station).toEqual(stationOfTests);
    expect(await tokenOf(again)).toBe(office.tokens[1]);
  });

  it('is not enrolled without its key', async () => {
    await (await make()).enrol('one-time-code', 'Bench 1');
    await secrets.key.clear();
    expect((await make()).info().station).toBeNull();
  });

  it('makes a new key each time, so that the former one is worth nothing', async () => {
    const station = await make();
    await station.enrol('one-time-code', 'Bench 1');
    const first = fileText('station-key');
    await station.enrol('another-code', 'Bench 1');
    expect(fileText('station-key')).not.toBe(first);
    expect(office.asked[0]?.body['publicKey']).not.toBe(office.asked[1]?.body['publicKey']);
  });

  it.each([
    [{ status: 404, body: {} }, 'enrol.code-refused'],
    [{ status: 410, body: {} }, 'enrol.code-refused'],
    [{ status: 500, body: {} }, 'enrol.strange-answer'],
    [{ status: 200, body: { token: 'x' } }, 'enrol.strange-answer'],
  ])('says what went wrong: %j', async (reply, code) => {
    office.enrolReply = reply;
    const station = await make();
    await expect(station.enrol('one-time-code', 'Bench 1')).rejects.toMatchObject({ code });
    expect(station.info().station).toBeNull();
    expect(readdirSync(folder)).not.toContain('station-key');
  });

  it('says that head office cannot be reached', async () => {
    const station = await make('http://127.0.0.1:9');
    await expect(station.enrol('one-time-code', 'x')).rejects.toMatchObject({ code: 'enrol.unreachable' });
  });

  it.each([
    ['http://192.0.2.7:4310', 'head-office.plain-http'],
    ['192.0.2.7:4310', 'enrol.no-fingerprint'],
    ['https://office.example:4310', 'enrol.no-fingerprint'],
    ['ftp://office.example', 'enrol.address-wrong'],
    ['not an address', 'enrol.address-wrong'],
  ])('asks nobody at %s: %s', async (address, code) => {
    const station = await make();
    await expect(station.enrol('one-time-code', 'x', address)).rejects.toMatchObject({ code });
    expect(office.asked).toEqual([]);
  });

  it('goes where a scanned ticket says', async () => {
    const station = await make('http://127.0.0.1:9');
    await station.enrol(`WBENROL ${office.origin.toUpperCase()} AB12CDE34FG56HJ78`, 'Bench 1');
    expect(station.headOffice()).toBe(office.origin);
    expect(JSON.parse(fileText('station.json'))).toMatchObject({ headOffice: office.origin });
    expect(office.asked[0]?.body['code']).toBe('AB12CDE34FG56HJ78');
  });
});

describe('a folder from before keys', () => {
  const lasting = 'a-lasting-token-of-former-times';

  async function older(): Promise<void> {
    office.lastingToken = lasting;
    await secrets.formerToken.write(lasting);
    const settings = { version: 1, headOffice: office.origin, station: stationOfTests };
    writeFileSync(join(folder, 'station.json'), JSON.stringify(settings));
  }

  it('gives its lasting token for a key and stays enrolled', async () => {
    await older();
    const station = await make();
    expect(station.info().station).toEqual(stationOfTests);
    expect(await tokenOf(station)).toBe(office.tokens[0]);
    expect(await secrets.formerToken.read()).toBeNull();
    expect(JSON.parse(fileText('station.json'))).toMatchObject({ audience: audienceOfTests });
    expect(office.asked.map(({ url }) => url)).toEqual(['/v1/stations/key']);
    expect(await tokenOf(await make())).toBe(office.tokens[1]);
  });

  it('sends the same key again when it was cut off in between', async () => {
    await older();
    (await make()).stop();
    await expect.poll(() => office.asked.length).toBe(1);
    // As if neither settings nor token had got to the disk.
    await older();
    expect(await tokenOf(await make())).not.toBeNull();
    const keys = office.asked.filter(({ url }) => url === '/v1/stations/key');
    expect(new Set(keys.map(({ body }) => body['publicKey'])).size).toBe(1);
  });

  it('waits for head office with what it has', async () => {
    await older();
    const station = await make('http://127.0.0.1:9');
    expect(await station.access()?.fresh(2_000)).toEqual({ kind: 'unreachable' });
    expect(station.info().station).toEqual(stationOfTests);
    expect(await secrets.formerToken.read()).toBe(lasting);
  });
});

describe('a code given at start', () => {
  const wait = async () => undefined;

  it('enrols once, and is not used again by an enrolled station', async () => {
    expect(await enrolAtStart(await make(), 'one-time-code', 'Bench 1', () => false, wait)).toBe(true);
    expect(await enrolAtStart(await make(), 'one-time-code', 'Bench 1', () => false, wait)).toBe(false);
    expect(office.asked.filter(({ url }) => url === '/v1/stations/enrol')).toHaveLength(1);
  });

  it('enrols again when head office no longer knows the key', async () => {
    await (await make()).enrol('one-time-code', 'Bench 1');
    office.knowsKey = false;
    const station = await make();
    expect(await enrolAtStart(station, 'another-code', 'Bench 1', () => false, wait)).toBe(true);
    expect(await tokenOf(station)).toBe(office.tokens.at(-1));
  });

  it('keeps the key while head office cannot be reached', async () => {
    await (await make()).enrol('one-time-code', 'Bench 1');
    const key = fileText('station-key');
    const station = await make('http://127.0.0.1:9');
    expect(await enrolAtStart(station, 'another-code', 'Bench 1', () => false, wait)).toBe(false);
    expect(fileText('station-key')).toBe(key);
  });

  it('tries again until head office answers or the station ends', async () => {
    const waits: number[] = [];
    const station = await make('http://127.0.0.1:9');
    const enrolled = await enrolAtStart(
      station,
      'one-time-code',
      'x',
      () => waits.length >= 3,
      async (ms) => {
        waits.push(ms);
      },
    );
    expect(enrolled).toBe(false);
    expect(waits).toEqual([250, 500, 1_000]);
  });
});
