// How the page reaches head office: with a token it never sees, and nobody else at all.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Display, startDisplay } from '../rigs/display';
import { launchStation, type RunningStation } from '../rigs/electron';

type Asked = { host: string; method: string; url: string; authorization: string | null };

const station = {
  stationId: '0198c0de-0000-7000-8000-000000000001',
  name: 'Bench 1',
  warehouseId: 'W1',
  roles: ['station'],
};

/** A server that lets our page in and writes down who asked what. */
const listen = async (name: string, asked: Asked[]): Promise<{ server: Server; origin: string }> => {
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ host: name, method, url, authorization: headers.authorization ?? null });
    response.setHeader('access-control-allow-origin', 'app://waybill');
    response.setHeader('access-control-allow-headers', 'content-type');
    const isEnrol = url === '/v1/stations/enrol';
    const access = {
      audience: '0198c0de-0000-4000-8000-0000000000aa',
      token: 'secret-token',
      lifeMs: 900_000,
    };
    response.end(JSON.stringify(isEnrol ? { ...station, ...access } : { url }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

describe('a page and head office', () => {
  const asked: Asked[] = [];
  const servers: Server[] = [];
  let display: Display;
  let folder: string;
  let running: RunningStation;
  let headOffice: string;
  let stranger: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'waybill-access-'));
    const office = await listen('head office', asked);
    const other = await listen('stranger', asked);
    servers.push(office.server, other.server);
    headOffice = office.origin;
    stranger = other.origin;
    display = await startDisplay();
    running = await launchStation({ display, dataDir: folder, headOffice, enrolCode: 'one-time-code' });
  });
  afterAll(async () => {
    await running.close();
    await display.stop();
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const fetchText = (url: string): Promise<string> =>
    running.page.evaluate(
      (address) =>
        fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then(
          (answer) => answer.text(),
          () => 'refused',
        ),
      url,
    );

  it('know each other from the first start with a one-time code', async () => {
    const info = await running.page.evaluate(() =>
      (
        globalThis as unknown as { waybill: { request: (n: string, i: null) => Promise<unknown> } }
      ).waybill.request('station:info', null),
    );
    expect(info).toMatchObject({ station, headOffice });
    expect(JSON.stringify(info)).not.toContain('secret-token');
  });

  it('talk with the token, which main adds', async () => {
    expect(await fetchText(`${headOffice}/v1/ops`)).toBe('{"url":"/v1/ops"}');
    expect(asked.find(({ method, url }) => method === 'POST' && url === '/v1/ops')).toMatchObject({
      host: 'head office',
      authorization: 'Bearer secret-token',
    });
  });

  it('and nobody else is talked to, with or without a token', async () => {
    expect(await fetchText(`${stranger}/v1/ops`)).toBe('refused');
    // With the page's own policy out of the way, main must still stop it.
    const tools = await running.page.context().newCDPSession(running.page);
    await tools.send('Page.setBypassCSP', { enabled: true });
    await running.page.reload();
    expect(await fetchText(`${stranger}/v1/ops`)).toBe('refused');
    expect(running.logLines().some(({ msg }) => String(msg).includes('foreign address'))).toBe(true);
    expect(asked.filter(({ host }) => host === 'stranger')).toEqual([]);
  });

  it('leave no token in the log', () => {
    expect(JSON.stringify(running.logLines())).not.toContain('secret-token');
  });
});
