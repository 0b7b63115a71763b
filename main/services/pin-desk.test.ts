// Real scrypt, real files; only head office and the clocks are given.
import { randomBytes, scryptSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PinsResponse } from '../../shared/contract/people';
import { personIdSchema } from '../../shared/domain/ids';
import type { PinAnswer } from '../../shared/domain/people/pin';
import { peopleHandlers } from '../ipc/people-handlers';
import { createRouter } from '../ipc/router';
import { windowRequests } from '../../shared/contract/window';
import { openPinDesk, type PinDesk } from './pin-desk';
import { createSecretStore, secretNames, type Vault } from './station-secret';

const cost = { n: 1_024, r: 8, p: 1 };
const setAt = '2026-01-05T08:00:00.000Z';
const hourMs = 3_600_000;

function person(id: string, pin: string, roles: PinsResponse['people'][number]['roles'], at = setAt) {
  const salt = randomBytes(16);
  const hash = scryptSync(pin, salt, 32, { N: cost.n, r: cost.r, p: cost.p });
  const verifier = { ...cost, salt: salt.toString('base64'), hash: hash.toString('base64'), setAt: at };
  return { personId: personIdSchema.parse(id), roles, pin: verifier };
}

const noVault: Vault = {
  isStrong: async () => false,
  seal: async (text) => Buffer.from(text),
  open: async (sealed) => sealed.toString(),
};

describe('checking PINs at a station', () => {
  let folder = '';
  let wallMs = Date.parse('2026-01-05T09:00:00.000Z');
  let monoMs = 1_000;
  let isOnline = true;
  let fetches = 0;
  let people = [person('ayse', '2580', ['packer']), person('bob', '73911', ['packer', 'supervisor'])];
  let log: string[] = [];
  let stationId = 'station-1';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'waybill-pins-'));
    wallMs = Date.parse('2026-01-05T09:00:00.000Z');
    monoMs = 1_000;
    isOnline = true;
    fetches = 0;
    log = [];
    stationId = 'station-1';
    people = [person('ayse', '2580', ['packer']), person('bob', '73911', ['packer', 'supervisor'])];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const pass = (ms: number): void => {
    wallMs += ms;
    monoMs += ms;
  };
  const open = (vault: Vault = noVault): Promise<PinDesk> =>
    openPinDesk({
      folder,
      secret: createSecretStore(folder, secretNames.pins, vault, {
        warn: (fields, message) => log.push(`${message} ${JSON.stringify(fields)}`),
      }),
      fetchPins: async () => {
        fetches += 1;
        return isOnline ? { at: new Date(wallMs).toISOString(), maxOfflineHours: 72, people } : null;
      },
      stationId: () => stationId,
      monoMs: () => monoMs,
      wallMs: () => wallMs,
    });
  /** As after a crash: the monotonic clock begins anew, only the files are left. */
  const restart = async (offMs = 0): Promise<PinDesk> => {
    wallMs += offMs;
    monoMs = 50;
    return open();
  };
  const give = (desk: PinDesk, personId: string, pin: string, at = setAt): Promise<PinAnswer> =>
    desk.check({ personId, setAt: at, pin });
  const wrongTimes = async (desk: PinDesk, times: number, personId = 'ayse'): Promise<PinAnswer> => {
    let answer: PinAnswer = { answer: 'unknown' };
    for (let n = 0; n < times; n += 1) answer = await give(desk, personId, '0001');
    return answer;
  };
  const everythingOnDisk = (): string =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');

  it('says yes and no, without head office, also after a restart', async () => {
    const desk = await open();
    expect(await desk.refresh()).toBe(true);
    isOnline = false;
    expect(await give(desk, 'ayse', '2580')).toEqual({ answer: 'yes' });
    expect(await give(desk, 'ayse', '2581')).toEqual({ answer: 'no', left: 4 });
    const again = await restart(hourMs);
    expect(await give(again, 'ayse', '2580')).toEqual({ answer: 'yes' });
    expect(await give(again, 'bob', '2580')).toEqual({ answer: 'no', left: 4 });
  });

  it('asks head office when the directory names a newer PIN, and does not go by an older one', async () => {
    const desk = await open();
    await desk.refresh();
    const newer = '2026-01-05T08:30:00.000Z';
    isOnline = false;
    expect(await give(desk, 'ayse', '2580', newer)).toEqual({ answer: 'unknown' });
    isOnline = true;
    people = [person('ayse', '9137', ['packer'], newer)];
    expect(await give(desk, 'ayse', '2580', newer)).toEqual({ answer: 'no', left: 4 });
    expect(await give(desk, 'ayse', '9137', newer)).toEqual({ answer: 'yes' });
    expect(await give(desk, 'nobody', '9137')).toEqual({ answer: 'unknown' });
  });

  it('locks with the fifth wrong PIN, for longer each time, and forgets it with a right one', async () => {
    const desk = await open();
    await desk.refresh();
    expect(await wrongTimes(desk, 5)).toEqual({
      answer: 'locked',
      forMs: 60_000,
      lockMinutes: 1,
      isUntold: true,
    });
    expect(await give(desk, 'ayse', '2580')).toMatchObject({ answer: 'locked' });
    await desk.toldLock('ayse');
    pass(59_000);
    expect(await give(desk, 'ayse', '2580')).toMatchObject({
      answer: 'locked',
      forMs: 1_000,
      isUntold: false,
    });
    pass(1_000);
    expect(await wrongTimes(desk, 5)).toMatchObject({ answer: 'locked', forMs: 300_000, isUntold: true });
    pass(300_000);
    expect(await give(desk, 'ayse', '2580')).toEqual({ answer: 'yes' });
    expect(await wrongTimes(desk, 5)).toMatchObject({ forMs: 60_000 });
    expect(await give(desk, 'bob', '73911')).toEqual({ answer: 'yes' });
  });

  it('begins a lock anew at a restart, whatever the wall clock says', async () => {
    const desk = await open();
    await desk.refresh();
    await wrongTimes(desk, 5);
    pass(50_000);
    const again = await restart(24 * hourMs);
    expect(await give(again, 'ayse', '2580')).toMatchObject({ answer: 'locked', forMs: 60_000 });
    wallMs += 24 * hourMs;
    expect(await give(again, 'ayse', '2580')).toMatchObject({ answer: 'locked', forMs: 60_000 });
    pass(60_000);
    expect(await give(again, 'ayse', '2580')).toEqual({ answer: 'yes' });
  });

  it('gives no further try to whoever kills it in the middle of one', async () => {
    const desk = await open();
    await desk.refresh();
    for (let n = 0; n < 4; n += 1) {
      const killed = await restart();
      void give(killed, 'ayse', '0001').catch(() => undefined);
      await expect
        .poll(() => JSON.parse(readFileSync(join(folder, 'pin-tries.json'), 'utf8')).people.ayse?.wrong)
        .toBe(n + 1);
    }
    expect(await give(await restart(), 'ayse', '0001')).toMatchObject({ answer: 'locked' });
  });

  it('counts tries that come at once one after the other', async () => {
    const desk = await open();
    await desk.refresh();
    const answers = await Promise.all(Array.from({ length: 8 }, () => give(desk, 'ayse', '0001')));
    expect(answers.map(({ answer }) => answer)).toEqual([
      ...Array.from({ length: 4 }, () => 'no'),
      ...Array.from({ length: 4 }, () => 'locked'),
    ]);
  });

  it("is unlocked by a supervisor's PIN, and by nobody else's", async () => {
    const desk = await open();
    await desk.refresh();
    await wrongTimes(desk, 5);
    people = [...people, person('carl', '4682', ['packer'])];
    await desk.refresh();
    const unlock = (personId: string, pin: string) => desk.unlock({ personId, setAt, pin, lockedId: 'ayse' });
    expect(await unlock('carl', '4682')).toEqual({ answer: 'unknown' });
    expect(await unlock('bob', '0001')).toEqual({ answer: 'no', left: 4 });
    expect(await unlock('ayse', '2580')).toMatchObject({ answer: 'locked' });
    expect(await give(desk, 'ayse', '2580')).toMatchObject({ answer: 'locked' });
    expect(await unlock('bob', '73911')).toEqual({ answer: 'yes' });
    expect(await give(desk, 'ayse', '2580')).toEqual({ answer: 'yes' });
  });

  it('goes by no list older than the company allows, but for a supervisor', async () => {
    const desk = await open();
    await desk.refresh();
    isOnline = false;
    pass(72 * hourMs);
    expect(await give(desk, 'ayse', '2580')).toEqual({ answer: 'yes' });
    pass(1);
    expect(await give(desk, 'ayse', '2580')).toEqual({ answer: 'too-old' });
    expect(await give(desk, 'bob', '73911')).toEqual({ answer: 'yes' });
    const again = await restart(1);
    expect(await give(again, 'ayse', '2580')).toEqual({ answer: 'too-old' });
  });

  it('takes a wall clock that went back for an age that nobody knows', async () => {
    const desk = await open();
    await desk.refresh();
    isOnline = false;
    pass(70 * hourMs);
    await desk.refresh();
    const again = await restart(-60 * hourMs);
    expect(await give(again, 'ayse', '2580')).toEqual({ answer: 'too-old' });
    isOnline = true;
    await again.refresh();
    expect(await give(again, 'ayse', '2580')).toEqual({ answer: 'yes' });
  });

  it('is worth nothing to another station on the same disk', async () => {
    const desk = await open();
    await desk.refresh();
    isOnline = false;
    stationId = 'station-2';
    expect(await give(await restart(), 'ayse', '2580')).toEqual({ answer: 'unknown' });
  });

  it('locks everybody once when what it knew of tries cannot be read', async () => {
    const desk = await open();
    await desk.refresh();
    writeFileSync(join(folder, 'pin-tries.json'), '{"version":1,"peo');
    const again = await restart();
    // When it was noted last is gone with it.
    expect(await give(again, 'ayse', '2580')).toEqual({ answer: 'too-old' });
    await again.refresh();
    expect(await give(again, 'ayse', '2580')).toMatchObject({ answer: 'locked', forMs: 60_000 });
    pass(60_000);
    expect(await give(again, 'ayse', '2580')).toEqual({ answer: 'yes' });
  });

  it('keeps its list sealed, or for this user alone, and a PIN nowhere', async () => {
    const plain = await open();
    await plain.refresh();
    await give(plain, 'ayse', '2580');
    await give(plain, 'ayse', '8642');
    expect(statSync(join(folder, 'pins')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'pin-tries.json')).mode & 0o777).toBe(0o600);
    for (const pin of ['2580', '8642']) expect(everythingOnDisk() + log.join()).not.toContain(`"${pin}"`);
    const strong: Vault = {
      isStrong: async () => true,
      seal: async (text) => Buffer.from(Buffer.from(text).toString('hex')),
      open: async (sealed) => Buffer.from(sealed.toString(), 'hex').toString(),
    };
    const sealed = await open(strong);
    await sealed.refresh();
    expect(readdirSync(folder)).toContain('pins.sealed');
    expect(readdirSync(folder)).not.toContain('pins');
    expect(everythingOnDisk()).not.toContain('"hash"');
    isOnline = false;
    expect(await give(await open(strong), 'ayse', '2580')).toEqual({ answer: 'yes' });
  });

  it('leaves the loop free while it checks', async () => {
    const salt = randomBytes(16);
    const costly = { n: 32_768, r: 8, p: 3 };
    const hash = scryptSync('2580', salt, 32, {
      N: costly.n,
      r: costly.r,
      p: costly.p,
      maxmem: 128 * 1_048_576,
    });
    const pin = { ...costly, salt: salt.toString('base64'), hash: hash.toString('base64'), setAt };
    people = [{ personId: personIdSchema.parse('ayse'), roles: ['packer'], pin }];
    const desk = await open();
    await desk.refresh();
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    expect(await give(desk, 'ayse', '2580')).toEqual({ answer: 'yes' });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it('at the window, takes no malformed PIN and repeats none in a log or an answer', async () => {
    const desk = await open();
    await desk.refresh();
    const lines: string[] = [];
    const write = (fields: object, message: string): void => {
      lines.push(`${message} ${JSON.stringify(fields)}`);
    };
    const route = createRouter(
      windowRequests,
      peopleHandlers(desk),
      { warn: write, error: write },
      () => 'id',
    );
    const ask = (pin: unknown) => route('people:check-pin', { personId: 'ayse', setAt, pin });
    expect(await ask('2580')).toEqual({ ok: true, output: { answer: 'yes' } });
    for (const pin of ['25', '258x', '123456789', 2580, null]) {
      const answer = await ask(pin);
      expect(answer).toMatchObject({ ok: false, failure: { code: 'window.bad-input' } });
      if (pin !== null) expect(`${JSON.stringify(answer)} ${lines.join()}`).not.toContain(`${pin}`);
    }
  });
});
