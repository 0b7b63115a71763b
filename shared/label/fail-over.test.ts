import { describe, expect, it } from 'vitest';
import { failOverDelays, haveSameRole, mayStandInFor, nextDelay } from './fail-over';
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

  it('chooses one delay after the other, and begins again', () => {
    const chosen = failOverDelays.map((each) => nextDelay(each));
    expect(chosen).toEqual([10, 30, 60, 5]);
    expect(nextDelay(7)).toBe(10);
  });
});
