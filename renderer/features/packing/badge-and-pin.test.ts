// A PIN at a whole bench: asked, given, wrong, locked, unlocked. And what must never be: a digit of it on the disk, in an
// op, in a note or on the screen.
import { afterEach, describe, expect, it } from 'vitest';
import { ownCode } from '../../../shared/barcode/own-code';
import { personIdOf } from '../../../shared/domain/ids.test-kit';
import type { Role } from '../../../shared/domain/people/roles';
import { type Disk, newDisk, until } from '../../data/station.test-kit';
import {
  codes,
  companyOf,
  createFakeOutbox,
  newOffice,
  openTestBench,
  small,
  type TestBench,
} from './bench.test-kit';

const bob = ownCode('badge', '99');
const digitsOf = (pin: string): string[] => [...pin].map((digit) => codes.command(`quantity-${digit}`));
let open: TestBench[] = [];

const bobAs = (roles: Role[], over: object = {}) => ({
  kind: 'person',
  entryId: 'person bob',
  person: {
    personId: personIdOf('bob'),
    name: 'Bob',
    badge: '99',
    roles,
    pinSetAt: '2026-01-05T08:00:00.000Z',
    ...over,
  },
});

async function benchWith(disk: Disk = newDisk()) {
  const office = newOffice();
  companyOf(office, small);
  office.put('directory', bobAs(['packer', 'supervisor']));
  const bench = await openTestBench(disk, office, createFakeOutbox());
  open.push(bench);
  bench.access = { ...bench.access, pinRoles: ['supervisor'] };
  await until(() => bench.directory.person('bob') !== null && bench.station.book.held().length === 1);
  return { bench, office, disk };
}
const opsOf = async (bench: TestBench) => bench.station.opLog.from(1, 500);
/** All that a bench keeps or shows, as text. */
const everything = async (bench: TestBench): Promise<string> =>
  JSON.stringify([
    await opsOf(bench),
    await bench.station.store.notes.read('bench'),
    { ...bench.state(), bench: bench.state().bench },
    bench.reports,
  ]);

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

describe('a badge that needs its PIN', { timeout: 60_000 }, () => {
  it('logs in when main says that the PIN is right, and not before', async () => {
    const { bench } = await benchWith();
    await bench.scan(bob);
    expect(bench.said()).toBe('wait enter-pin');
    expect(bench.state().bench.operator).toBeNull();
    expect(await opsOf(bench)).toEqual([]);
    bench.pinAnswers.push({ answer: 'no', left: 4 }, { answer: 'yes' });
    await bench.givePin('9182');
    expect(bench.said()).toBe('look pin-wrong');
    await bench.givePin('2580');
    expect(bench.said()).toBe('go logged-in');
    expect(bench.pins).toEqual([
      { personId: 'bob', pin: '9182', lockedId: null },
      { personId: 'bob', pin: '2580', lockedId: null },
    ]);
    const ops = await opsOf(bench);
    expect(ops.map(({ type, actor }) => `${type} ${String(actor)}`)).toEqual([
      'bench.refuse-scan null',
      'bench.log-in bob',
    ]);
    const all = await everything(bench);
    for (const pin of ['9182', '2580']) expect(all).not.toContain(pin);
  });

  it('is locked, told to head office once, and unlocked by a supervisor', async () => {
    const { bench, office } = await benchWith();
    office.put('directory', bobAs(['packer']), {
      ...bobAs(['supervisor'], { personId: personIdOf('carl'), name: 'Carl', badge: '98' }),
      entryId: 'person carl',
    });
    bench.access = { ...bench.access, pinRoles: ['packer', 'supervisor'] };
    await until(() => bench.directory.person('carl') !== null);
    const lock = { answer: 'locked', forMs: 60_000, lockMinutes: 1, isUntold: true } as const;
    bench.pinAnswers.push(lock, { ...lock, isUntold: false }, { answer: 'yes' });
    await bench.scan(bob);
    await bench.givePin('9182');
    expect(bench.said()).toBe('stop person-locked');
    expect(bench.toldLocks).toEqual(['bob']);
    await bench.scan(codes.command('ok'), bob);
    await bench.givePin('2580');
    await bench.scan(ownCode('badge', '98'));
    expect(bench.said()).toBe('wait enter-pin');
    await bench.givePin('7391');
    expect(bench.pins.at(-1)).toEqual({ personId: 'carl', pin: '7391', lockedId: 'bob' });
    expect(bench.said()).toBe('look person-unlocked');
    const told = (await opsOf(bench)).filter(({ type }) => type.endsWith('lock-person'));
    expect(told.map(({ type, body }) => [type, body])).toEqual([
      ['bench.lock-person', { personId: 'bob', lockMinutes: 1 }],
      ['bench.unlock-person', { personId: 'bob', supervisorId: 'carl' }],
    ]);
  });

  it('is forgotten by a restart: the badge is scanned again', async () => {
    const { bench, office, disk } = await benchWith();
    await bench.scan(bob);
    await bench.close();
    open = [];
    const again = await openTestBench(disk, office, createFakeOutbox());
    open.push(again);
    expect(again.state().bench.pinFor).toBeNull();
    await again.givePin('2580');
    expect(again.pins).toEqual([]);
  });

  it('follows the roles that head office gives meanwhile', async () => {
    const { bench, office } = await benchWith();
    await bench.scan(codes.badge, codes.order);
    const { personId, badge, name } = { personId: personIdOf('ayse'), badge: '77', name: 'Ayşe' };
    office.put('directory', {
      kind: 'person',
      entryId: 'person ayse',
      person: { personId, name, badge, roles: ['packer'], retired: true },
    });
    await until(() => bench.directory.person('ayse')?.retired === true);
    await bench.scan(codes.mug);
    expect(bench.said()).toBe('stop person-may-not');
    expect(bench.state().open?.lines[0]?.packed).toBe(0);
  });
});

describe('a PIN given at the wrong moment', { timeout: 60_000 }, () => {
  it.each(['2580', '12345670', '82910'])(
    '%s, typed blind, is neither stored nor sent nor shown',
    async (pin) => {
      const { bench, office } = await benchWith();
      await bench.scan(pin);
      await bench.scan(
        codes.badge,
        pin,
        pin,
        codes.command('ok'),
        codes.order,
        pin,
        codes.command('ok'),
        bob,
        pin,
      );
      await until(() => bench.station.network.store.getState().unsent === 0);
      expect((await opsOf(bench)).length).toBeGreaterThan(4);
      expect(await everything(bench)).not.toContain(pin);
      expect(JSON.stringify(office.received)).not.toContain(pin);
    },
  );

  it('scanned from the command sheet, is neither stored nor sent', async () => {
    const { bench, office } = await benchWith();
    await bench.scan(...digitsOf('2580'), codes.badge, codes.order, ...digitsOf('9173'));
    await bench.session.settled();
    await until(() => bench.station.network.store.getState().unsent === 0);
    const kept = JSON.stringify([
      (await opsOf(bench)).map(({ body }) => body),
      await bench.station.store.notes.read('bench'),
      office.received.map(({ body }) => body),
    ]);
    expect(kept).not.toMatch(/2580|9173|quantity-[0-9]|"times":[0-9]/);
  });
});
