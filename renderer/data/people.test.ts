// What the bench goes by when it asks whether somebody may work, and what it asks of main.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Subject } from 'rxjs';
import type { WaybillBridge } from '../../shared/contract/window';
import { personIdOf } from '../../shared/domain/ids.test-kit';
import type { PinFor } from '../../shared/domain/packing/session';
import { defaultAccess } from '../../shared/domain/people/access';
import type { PersonEntry } from './directory';
import { createNetwork } from './network';
import { openPeople, type People } from './people';

const hourMs = 3_600_000;
const person = (over: Partial<PersonEntry> = {}): PersonEntry => ({
  personId: personIdOf('bob'),
  name: 'Bob',
  badge: '99',
  roles: ['supervisor'],
  pinSetAt: '2026-01-05T08:00:00.000Z',
  ...over,
});

describe('what a bench knows of people', () => {
  let people: People;
  let known: PersonEntry[];
  let asked: { name: string; input: unknown }[];
  let answers: (name: string) => unknown;
  let heardMs: number | null;
  let latestMs: number | null;
  let reports: unknown[];
  let network: ReturnType<typeof createNetwork>;
  let changes: Subject<void>;

  beforeEach(() => {
    vi.useFakeTimers();
    known = [person()];
    asked = [];
    reports = [];
    answers = (name) => (name === 'people:refresh' ? { fetched: true } : { answer: 'yes' });
    heardMs = 0;
    latestMs = 0;
    network = createNetwork(() => 0);
    changes = new Subject();
    const request = async (name: string, input: unknown): Promise<unknown> => {
      asked.push({ name, input });
      return answers(name);
    };
    people = openPeople({
      bridge: { request: request as WaybillBridge['request'] },
      directory: { access: () => defaultAccess, people: () => known, changes },
      clock: { heardMs: () => heardMs, latestMs: () => latestMs },
      network,
      report: (cause) => reports.push(cause),
    });
  });
  afterEach(() => {
    people.close();
    vi.useRealTimers();
  });
  const refreshes = (): number => asked.filter(({ name }) => name === 'people:refresh').length;
  const rest = (): Promise<unknown> => vi.advanceTimersByTimeAsync(600);

  it.each([
    ['heard just now', 0, 0, false, 72],
    ['heard as long ago as is allowed', 0, 72 * hourMs, false, 0],
    ['heard longer ago', 0, 72 * hourMs + 1, true, 0],
    ['never heard', null, 0, true, 0],
    ['at an unknown time', 0, null, true, 0],
  ])('head office away, %s', (_when, heard, latest, isTooOld, leftHours) => {
    network.failed('unreachable');
    heardMs = heard;
    latestMs = latest;
    expect(people.access().isTooOld).toBe(isTooOld);
    expect(people.leftMs()).toBe(leftHours * hourMs);
  });

  it('is young while head office is heard, whatever the clocks say', () => {
    network.heard();
    heardMs = null;
    latestMs = null;
    expect(people.access().isTooOld).toBe(false);
    expect(people.leftMs()).toBeNull();
  });

  it('has main fetch when head office is heard and when people change, once for each news', async () => {
    await rest();
    expect(refreshes()).toBe(0);
    network.heard();
    await rest();
    expect(refreshes()).toBe(1);
    changes.next();
    await rest();
    expect(refreshes()).toBe(1);
    known = [person({ pinSetAt: '2026-01-06T08:00:00.000Z' })];
    changes.next();
    changes.next();
    await rest();
    expect(refreshes()).toBe(2);
  });

  it('has it tried again when it was in vain', async () => {
    answers = () => ({ fetched: false });
    network.heard();
    await rest();
    changes.next();
    await rest();
    expect(refreshes()).toBe(2);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(refreshes()).toBe(3);
  });

  it('asks main about a PIN, and takes a failure for not knowing it', async () => {
    const pinFor: PinFor = { person: person(), act: 'log-in' };
    expect(await people.checkPin(pinFor, '2580', null)).toEqual({ answer: 'yes' });
    const given = { personId: 'bob', setAt: '2026-01-05T08:00:00.000Z', pin: '2580' };
    expect(asked.at(-1)).toEqual({ name: 'people:check-pin', input: given });
    await people.checkPin({ ...pinFor, act: 'unlock' }, '2580', personIdOf('ayse'));
    expect(asked.at(-1)).toEqual({ name: 'people:unlock', input: { ...given, lockedId: 'ayse' } });
    answers = () => {
      throw new Error('disk full');
    };
    expect(await people.checkPin(pinFor, '2580', null)).toEqual({ answer: 'unknown' });
    expect(String(reports)).toBe('Error: disk full');
    expect(JSON.stringify(reports)).not.toContain('2580');
  });
});
