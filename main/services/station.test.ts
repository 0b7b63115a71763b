import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStation, enrolAtStart } from './station';
import { readSettings } from './station-settings';
import { createTokenStore, type TokenStore } from './station-token';

type Reply = { status: number; body: unknown };

const stationBody = {
  stationId: '0198c0de-0000-7000-8000-000000000001',
  name: 'Bench 1',
  warehouseId: 'W1',
  roles: ['station'],
};

let folder: string;
let server: Server;
let asked: Array<{ url: string; authorization: string | null; body: string }>;
let enrolReply: Reply;
let pullStatus: number;
let headOffice: string;
let tokens: TokenStore;

const environment = { appVersion: '1', electronVersion: '25', systemLocale: 'en' };
const make = async (at = headOffice) =>
  createStation(folder, await readSettings(folder), at, tokens, environment);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'station-'));
  asked = [];
  enrolReply = { status: 200, body: { ...stationBody, token: 'secret-token' } };
  pullStatus = 200;
  tokens = createTokenStore(
    folder,
    {
      isStrong: async () => false,
      seal: async (text) => Buffer.from(text),
      open: async (sealed) => `${sealed}`,
    },
    { warn: () => undefined },
  );
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push({ url: request.url ?? '', authorization: request.headers.authorization ?? null, body });
      const isEnrol = request.url === '/v1/stations/enrol';
      response.writeHead(isEnrol ? enrolReply.status : pullStatus, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isEnrol ? enrolReply.body : {}));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  headOffice = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true });
});

describe('enrolling a station', () => {
  it('keeps the station and its token, and shows the window everything but the token', async () => {
    const station = await make();
    expect(station.info().station).toBeNull();
    const info = await station.enrol('one-time-code', 'Bench 1');
    expect(info).toEqual({ station: stationBody, headOffice, ...environment });
    expect(JSON.stringify(info)).not.toContain('secret-token');
    expect(station.token()).toBe('secret-token');
    expect(readFileSync(join(folder, 'station.json'), 'utf8')).not.toContain('secret-token');
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ code: 'one-time-code', name: 'Bench 1' });
  });

  it('is still enrolled after a restart', async () => {
    await (await make()).enrol('one-time-code', 'Bench 1');
    const again = await make();
    expect(again.info().station).toEqual(stationBody);
    expect(again.token()).toBe('secret-token');
  });

  it('is not enrolled without its token', async () => {
    await (await make()).enrol('one-time-code', 'Bench 1');
    await tokens.clear();
    expect((await make()).info().station).toBeNull();
  });

  it.each([
    [{ status: 404, body: {} }, 'enrol.code-refused'],
    [{ status: 410, body: {} }, 'enrol.code-refused'],
    [{ status: 500, body: {} }, 'enrol.strange-answer'],
    [{ status: 200, body: { token: 'x' } }, 'enrol.strange-answer'],
  ])('says what went wrong: %j', async (reply, code) => {
    enrolReply = reply;
    const station = await make();
    await expect(station.enrol('one-time-code', 'Bench 1')).rejects.toMatchObject({ code });
    expect(station.info().station).toBeNull();
  });

  it('says that head office cannot be reached', async () => {
    const station = await make('http://127.0.0.1:9');
    await expect(station.enrol('one-time-code', 'x')).rejects.toMatchObject({ code: 'enrol.unreachable' });
  });
});

describe('a code given at start', () => {
  const wait = async () => undefined;

  it('enrols once, and is not used again by an enrolled station', async () => {
    expect(await enrolAtStart(await make(), 'one-time-code', 'Bench 1', () => false, wait)).toBe(true);
    expect(await enrolAtStart(await make(), 'one-time-code', 'Bench 1', () => false, wait)).toBe(false);
    expect(asked.filter(({ url }) => url === '/v1/stations/enrol')).toHaveLength(1);
    expect(asked.at(-1)?.authorization).toBe('Bearer secret-token');
  });

  it('enrols again when head office no longer knows the token', async () => {
    await (await make()).enrol('one-time-code', 'Bench 1');
    pullStatus = 401;
    enrolReply = { status: 200, body: { ...stationBody, token: 'second-token' } };
    const station = await make();
    expect(await enrolAtStart(station, 'another-code', 'Bench 1', () => false, wait)).toBe(true);
    expect(station.token()).toBe('second-token');
  });

  it('keeps the token while head office cannot be reached', async () => {
    await (await make()).enrol('one-time-code', 'Bench 1');
    const station = await make('http://127.0.0.1:9');
    expect(await enrolAtStart(station, 'another-code', 'Bench 1', () => false, wait)).toBe(false);
    expect(station.token()).toBe('secret-token');
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
