import { describe, expect, it } from 'vitest';
import { type FailOverSettings, haveSameRole, mayStandInFor, nextChoice, usualFailOver } from './fail-over';
import { printWaitReasons } from './print-job';

describe('one label printer for another', () => {
  it('stands in for what the printer itself has, and not for what another one would have too', () => {
    expect(printWaitReasons.filter((why) => !mayStandInFor(why))).toEqual([
      'printer-busy',
      'label-not-taken',
      'device-host-down',
      'folder-not-writable',
      'paper-not-drawn',
    ]);
  });

  it('is one with the same paper, at another place', () => {
    const a = { place: '10.0.0.1:9100', stock: '4x6in' };
    expect(haveSameRole(a, { ...a, place: '10.0.0.2:9100' })).toBe(true);
    expect(haveSameRole(a, a)).toBe(false);
    expect(haveSameRole(a, { place: '10.0.0.2:9100', stock: '100x150mm' })).toBe(false);
  });

  it('is chosen one delay after the other, then off again', () => {
    const chosen: (number | 'off')[] = [];
    let now: FailOverSettings = usualFailOver;
    for (let times = 0; times < 6; times += 1) {
      now = nextChoice(now);
      chosen.push(now.on ? now.afterSeconds : 'off');
    }
    expect(chosen).toEqual([5, 10, 30, 60, 'off', 5]);
    expect(nextChoice({ on: true, afterSeconds: 7 })).toEqual({ on: true, afterSeconds: 10 });
  });
});
