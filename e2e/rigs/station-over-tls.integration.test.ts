// A real station's services against a real head office over TLS: enrolling by ticket and by typed code, renewing, being
// revoked, and every certificate that must not be believed. And: what is secret is nowhere but in its own place.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDoor } from '../../main/services/head-office-door';
import { openLog as openStationLog } from '../../main/services/log';
import { createStation, type Station } from '../../main/services/station';
import { createSecretStore, secretNames } from '../../main/services/station-secret';
import { readSettings } from '../../main/services/station-settings';
import { certificateTrouble } from '../../main/services/trust';
import { makeBackup } from '../../server/backup/make-backup';
import { officeAccess } from '../../server/client/office-access';
import { ask } from '../../server/client/head-office-http';
import { readServerConfig } from '../../server/config';
import { openPool, type Pool } from '../../server/db/pool';
import { type TestDatabase, testDatabase } from '../../server/db/test-database';
import { listen, type RunningServer } from '../../server/listen';
import { openLog } from '../../server/log';
import { createEnrolmentCode } from '../../server/services/stations/enrol';
import { openAuthority, readAuthority, tlsFolder } from '../../server/tls/authority';
import { serverCertificate } from '../../server/tls/server-certificate';
import { ticketText, typedTicket } from '../../shared/contract/enrolment-ticket';
import { warehouseIdSchema } from '../../shared/domain/ids';

const leeds = warehouseIdSchema.parse('W1');
let database: TestDatabase;
let pool: Pool;
let dataDir: string;
let office: RunningServer;
let pin: string;
const officeLog: string[] = [];
const folders: string[] = [];
const stations: Station[] = [];
const strangers: Server[] = [];

beforeAll(async () => {
  database = await testDatabase();
  pool = await openPool(database.url);
  dataDir = newFolder();
  const env = {
    WAYBILL_DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    PORT: '0',
    WAYBILL_TLS: 'on',
    WAYBILL_LOG_LEVEL: 'trace',
  };
  const config = readServerConfig(env, ['--print-enrolment']);
  office = await listen(config, openLog('trace', { write: (line) => void officeLog.push(line) }));
  ({ pin } = await openAuthority(tlsFolder(dataDir), new Date()));
});
afterEach(() => {
  for (const station of stations.splice(0)) station.stop();
  for (const stranger of strangers.splice(0)) {
    stranger.closeAllConnections();
    stranger.close();
  }
});
afterAll(async () => {
  await office.close();
  await pool.end();
  await database.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-over-tls-'));
  folders.push(folder);
  return folder;
}

const clock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  random: () => Math.random(),
  later: (ms: number, work: () => void) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
const weakVault = {
  isStrong: async () => false,
  seal: async (text: string) => Buffer.from(text),
  open: async (sealed: Buffer) => sealed.toString(),
};

async function openStation(folder = newFolder(), at: string | null = null): Promise<Station> {
  const log = openStationLog(folder, 'trace');
  const secret = (name: 'key' | 'formerToken') =>
    createSecretStore(folder, secretNames[name], weakVault, log);
  const station = await createStation(
    folder,
    await readSettings(folder),
    at,
    { key: secret('key'), formerToken: secret('formerToken') },
    { appVersion: '1', electronVersion: '25', systemLocale: 'en', secretsIn: 'file' },
    clock,
  );
  stations.push(station);
  return station;
}

const newCode = async (): Promise<string> =>
  (await createEnrolmentCode(pool, leeds, ['station', 'office'], new Date())).code;

async function tokenOf(station: Station): Promise<string> {
  const got = await station.access()?.fresh(10_000);
  if (got?.kind !== 'token')
    throw new Error(`no token: ${JSON.stringify(got)}, ${station.access()?.trouble()}`);
  return got.token;
}

const authorityOf = (folder: string): string => readAuthority(folder) ?? '';
const pullStatus = async (token: string): Promise<number> =>
  (
    await ask(
      { origin: office.origin, authority: authorityOf(dataDir) },
      '/v1/pull?collection=directory&limit=1',
      { headers: { authorization: `Bearer ${token}` } },
    )
  ).status;

describe('a station over TLS', () => {
  it('enrols by what the office shows as a QR, without being told an address', async () => {
    const folder = newFolder();
    const station = await openStation(folder);
    expect(office.ticket).toMatch(/^WBENROL HTTPS:\/\/127\.0\.0\.1:\d+ \S{17} \S{52}$/);
    const info = await station.enrol(office.ticket ?? '', 'Bench 1');
    expect(info).toMatchObject({
      headOffice: office.origin,
      station: { name: 'Bench 1', warehouseId: 'W1' },
    });
    expect(await pullStatus(await tokenOf(station))).toBe(200);
    // After a restart it knows the authority, and asks for a token by its key.
    station.stop();
    const again = await openStation(folder);
    expect(again.authority()?.trim()).toBe(authorityOf(dataDir).trim());
    expect(await pullStatus(await tokenOf(again))).toBe(200);
  });

  it('enrols by a typed code with its fingerprint, and not without', async () => {
    const station = await openStation();
    const code = await newCode();
    await expect(station.enrol(code, 'Bench 2', office.origin)).rejects.toMatchObject({
      code: 'enrol.no-fingerprint',
    });
    await station.enrol(typedTicket(code, pin).toLowerCase(), 'Bench 2', new URL(office.origin).host);
    expect(await pullStatus(await tokenOf(station))).toBe(200);
  });

  it('gives the code to nobody whose authority is another one', async () => {
    const code = await newCode();
    const other = await openAuthority(newFolder(), new Date());
    const station = await openStation();
    const wrong = ticketText(office.origin, code, other.pin);
    await expect(station.enrol(wrong, 'x')).rejects.toMatchObject({ code: 'tls.foreign' });
    // Nothing was sent, so the code is still good for its owner.
    await station.enrol(ticketText(office.origin, code, pin), 'Bench 3');
    expect(await pullStatus(await tokenOf(station))).toBe(200);
  });

  it('is out at once when it is revoked', async () => {
    const station = await openStation();
    const { station: self } = await station.enrol(ticketText(office.origin, await newCode(), pin), 'Bench 4');
    const token = await tokenOf(station);
    const chief = await officeAccess({
      origin: office.origin,
      authority: authorityOf(dataDir),
      dataDir,
      databaseUrl: database.url,
      token: undefined,
      code: undefined,
    });
    const revoked = await ask(
      { origin: office.origin, authority: authorityOf(dataDir) },
      `/v1/stations/${self?.stationId}/revoke`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${await chief()}`, 'content-type': 'application/json' },
        body: '{}',
      },
    );
    expect(revoked.status).toBe(200);
    expect(await pullStatus(token)).toBe(401);
    station.access()?.refused(token);
    expect(await station.access()?.fresh(10_000)).toEqual({ kind: 'refused' });
  });

  it('is asked for TLS 1.2 at least, and never in the clear', async () => {
    const { hostname, port } = new URL(office.origin);
    const old = new Promise((resolve, reject) => {
      const socket = connect({
        host: hostname,
        port: Number(port),
        ca: authorityOf(dataDir),
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      });
      socket.once('secureConnect', () => resolve(socket.getProtocol()));
      socket.once('error', reject);
    });
    await expect(old).rejects.toThrow();
    await expect(fetch(`http://${hostname}:${port}/health`)).rejects.toThrow();
    await expect(fetch(`${office.origin}/health`), 'no authority of the system helps').rejects.toThrow();
  });
});

/** Somebody who answers over TLS with a certificate of their own making. */
async function stranger(made: { key: string; chain: string }): Promise<string> {
  const heard = createServer({ key: made.key, cert: made.chain }, (_request, response) => response.end('{}'));
  strangers.push(heard);
  await new Promise<void>((done) => heard.listen(0, '127.0.0.1', done));
  return `https://127.0.0.1:${(heard.address() as AddressInfo).port}`;
}

describe('a certificate that must not be believed', () => {
  const longAgo = new Date(Date.now() - 800 * 86_400_000);
  const inTime = new Date(Date.now() + 800 * 86_400_000);
  const names = ['127.0.0.1', 'localhost'];

  it.each([
    ['is believed when nothing is wrong', null, async () => ({ folder: dataDir, at: new Date(), names })],
    ['has expired', 'tls.expired', async () => ({ folder: dataDir, at: longAgo, names })],
    ['is of the future', 'tls.not-yet', async () => ({ folder: dataDir, at: inTime, names })],
    [
      'is for another name',
      'tls.wrong-name',
      async () => ({ folder: dataDir, at: new Date(), names: ['bank.example'] }),
    ],
    ['is of another authority', 'tls.foreign', async () => ({ folder: newFolder(), at: new Date(), names })],
  ])('%s', async (_words, trouble, of) => {
    const { folder, at, names: named } = await of();
    const authority = await openAuthority(tlsFolder(folder), new Date(Date.now() - 1_000 * 86_400_000));
    const made = await serverCertificate(newFolder(), authority, named, at);
    const pinned = authorityOf(dataDir);
    // Chromium is told by this one ...
    expect(certificateTrouble(made.chain, '127.0.0.1', pinned, Date.now())).toBe(trouble);
    // ... and main's own requests by Node; both say the same.
    const asking = createDoor(await stranger(made), pinned)('/v1/stations/challenge', {});
    if (trouble === null) expect(await asking).toEqual({ status: 200, body: {} });
    else await expect(asking).rejects.toMatchObject({ code: trouble });
  });

  it('is one that shows its own authority as itself, or a text that is none', async () => {
    const pinned = authorityOf(dataDir);
    expect(certificateTrouble(pinned, '127.0.0.1', pinned, Date.now())).toBe('tls.foreign');
    expect(certificateTrouble('no certificate', '127.0.0.1', pinned, Date.now())).toBe('tls.foreign');
  });

  it('makes a station that knew better say so, and send nothing', async () => {
    const folder = newFolder();
    const before = await openStation(folder);
    await before.enrol(ticketText(office.origin, await newCode(), pin), 'Bench 5');
    before.stop();
    const made = await serverCertificate(
      newFolder(),
      await openAuthority(newFolder(), new Date()),
      names,
      new Date(),
    );
    const station = await openStation(folder, await stranger(made));
    const troubles: (string | null)[] = [];
    station.onTrouble((trouble) => troubles.push(trouble));
    expect(await station.access()?.fresh(10_000)).toEqual({ kind: 'unreachable' });
    expect(station.access()?.trouble()).toBe('tls.foreign');
    expect(troubles.at(-1)).toBe('tls.foreign');
    expect(station.info().station, 'it stays who it is and works on').not.toBeNull();
  });

  it('is not asked for where there is only plain http beyond this computer', async () => {
    await expect(createDoor('http://192.0.2.1:4310', null)('/x', {})).rejects.toMatchObject({
      code: 'head-office.plain-http',
    });
    await expect(createDoor('https://127.0.0.1:1', null)('/x', {})).rejects.toMatchObject({
      code: 'head-office.no-authority',
    });
  });
});

describe('what is secret', () => {
  it('is in its own file and nowhere else: no log, no other file, no backup, no database', async () => {
    const folder = newFolder();
    const station = await openStation(folder);
    const code = await newCode();
    const ticket = ticketText(office.origin, code, pin);
    await station.enrol(ticket, 'Bench 6');
    const first = await tokenOf(station);
    station.access()?.refused(first);
    const door = createDoor(office.origin, station.authority());
    const { stationId } = station.info().station ?? { stationId: '' };
    const { nonce } = (await door('/v1/stations/challenge', { stationId })).body as { nonce: string };
    // Refusals of every kind are logged too.
    await door('/v1/stations/token', { stationId, nonce, signature: 'A'.repeat(86) });
    await door('/v1/ops', { ops: [] }, { authorization: `Bearer ${first.slice(1)}` });
    await door('/v1/stations/enrol', { code, name: 'x', publicKey: 'A'.repeat(59), proof: 'A'.repeat(86) });
    await expect(station.enrol(ticket, 'Bench 7')).rejects.toMatchObject({ code: 'enrol.code-refused' });
    station.stop();
    const again = await openStation(folder);
    const second = await tokenOf(again);

    const key = readFileSync(join(folder, 'station-key'), 'utf8');
    const officeKeys = ['authority-key.pem', 'server-key.pem', join('..', 'office-command.key')].map((name) =>
      readFileSync(join(tlsFolder(dataDir), name), 'utf8'),
    );
    const secrets = [
      first,
      second,
      nonce,
      code.replaceAll('-', ''),
      ...[key, ...officeKeys].flatMap((text) =>
        text.split(/\n|\\n/).filter((line) => /^[\w+/=]{40,}$/.test(line)),
      ),
    ];
    expect(secrets.length).toBeGreaterThanOrEqual(8);

    const file = join(newFolder(), 'backup');
    await makeBackup({ pool, file, version: '1', now: () => new Date() });
    const places: Record<string, string> = {
      'log of head office': officeLog.join(''),
      backup: gunzipSync(readFileSync(file)).toString(),
      'what the window is told': JSON.stringify(again.info()),
    };
    for (const name of readdirSync(folder, { recursive: true }).map(String)) {
      if (name !== 'station-key' && statSync(join(folder, name)).isFile())
        places[`station: ${name}`] = readFileSync(join(folder, name), 'utf8');
    }
    for (const table of ['station', 'station_token', 'station_challenge', 'enrolment_code', 'directory'])
      places[`table ${table}`] = JSON.stringify((await pool.query(`SELECT * FROM ${table}`)).rows);
    expect(places['log of head office']?.length).toBeGreaterThan(1_000);
    expect(Object.keys(places)).toContain('station: logs/station.log');
    for (const [place, text] of Object.entries(places))
      for (const secret of secrets)
        expect(text.replaceAll('-', '').includes(secret.replaceAll('-', '')), place).toBe(false);
    expect(statSync(join(folder, 'station-key')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'office-command.key')).mode & 0o777).toBe(0o600);
  });

  it('of a backup lets nobody in: it has hashes and public keys', async () => {
    const file = join(newFolder(), 'backup');
    await makeBackup({ pool, file, version: '1', now: () => new Date() });
    const text = gunzipSync(readFileSync(file)).toString();
    expect(text).toContain('public_key');
    expect(text).not.toContain('station_token');
    expect(text).not.toContain('station_challenge');
    const { rows } = await pool.query<{ public_key: string; code_hash: string }>(
      `SELECT public_key, (SELECT max(code_hash) FROM enrolment_code) AS code_hash FROM station WHERE revoked_at IS NULL LIMIT 1`,
    );
    for (const found of [rows[0]?.public_key ?? '', rows[0]?.code_hash ?? '']) {
      expect(found.length).toBeGreaterThan(20);
      expect(await pullStatus(found)).toBe(401);
    }
  });
});
