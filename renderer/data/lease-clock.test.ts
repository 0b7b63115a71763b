import { describe, expect, it } from 'vitest';
import { openLeaseClock } from './lease-clock';
import type { Notes } from './store';

function newComputer() {
  const kept = new Map<string, Record<string, unknown>>();
  const notes: Notes = {
    read: async (name) => kept.get(name) ?? null,
    write: async (name, values) => void kept.set(name, values),
  };
  const clocks = { wallMs: 1_000_000, monoMs: 500 };
  const start = () =>
    openLeaseClock({ notes, now: () => new Date(clocks.wallMs), monoMs: () => clocks.monoMs });
  const pass = (ms: number): void => {
    clocks.wallMs += ms;
    clocks.monoMs += ms;
  };
  return { clocks, start, pass };
}

const at = '2026-01-05T10:00:00.000Z';
const atMs = Date.parse(at);

describe('the time leases are counted by', () => {
  it('is not known before head office was heard', async () => {
    expect((await newComputer().start()).latestMs()).toBeNull();
  });

  it('counts from when the question was sent, not from when the answer came', async () => {
    const { start, pass, clocks } = newComputer();
    const clock = await start();
    const sent = clocks.monoMs;
    pass(700);
    await clock.heard(at, sent);
    expect(clock.latestMs()).toBe(atMs + 700);
    pass(1000);
    expect(clock.latestMs()).toBe(atMs + 1700);
  });

  it('does not go back with the wall clock, and goes on with it through sleep; what is unsure counts as gone', async () => {
    const { start, pass, clocks } = newComputer();
    const clock = await start();
    await clock.heard(at, clocks.monoMs);
    pass(10_000);
    clocks.wallMs -= 3_600_000;
    expect(clock.latestMs()).toBe(atMs + 10_000);
    clocks.wallMs += 3_600_000 + 7_200_000;
    expect(clock.latestMs()).toBe(atMs + 10_810_000);
    clocks.wallMs -= 7_200_000;
    expect(clock.latestMs()).toBe(atMs + 10_810_000);
  });

  it('goes on over a restart by the wall clock, and is not known when that went back', async () => {
    const { start, pass, clocks } = newComputer();
    const first = await start();
    await first.heard(at, clocks.monoMs);
    pass(5_000);
    await first.keep();
    clocks.monoMs = 1;
    clocks.wallMs += 60_000;
    const second = await start();
    expect(second.latestMs()).toBe(atMs + 65_000);
    await second.keep();
    clocks.monoMs = 1;
    clocks.wallMs -= 30_000;
    const third = await start();
    expect(third.latestMs()).toBeNull();
    await third.heard(at, clocks.monoMs);
    expect(third.latestMs()).toBe(atMs);
  });

  it('law 10: is noted as soon as it is heard: a kill right after takes no lease away', async () => {
    const { start, pass, clocks } = newComputer();
    await (await start()).heard(at, clocks.monoMs);
    clocks.monoMs = 1;
    pass(2_000);
    expect((await start()).latestMs()).toBe(atMs + 2_000);
  });

  it('knows when head office was heard last, also after a restart, and does not take a later guess for it', async () => {
    const { start, pass, clocks } = newComputer();
    const first = await start();
    expect(first.heardMs()).toBeNull();
    await first.heard(at, clocks.monoMs);
    pass(3_600_000);
    await first.keep();
    clocks.monoMs = 1;
    const second = await start();
    expect([second.heardMs(), second.latestMs()]).toEqual([atMs, atMs + 3_600_000]);
    await second.keep();
    clocks.wallMs -= 7_200_000;
    const third = await start();
    expect([third.heardMs(), third.latestMs()]).toEqual([atMs, null]);
  });
});
