import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import { type BusScan, createScanBus, type ScanListener } from './scan-bus';
import { typedScan } from './type-code';

const rig = () => {
  let nowMs = 0;
  const unclaimed: string[] = [];
  const reported: unknown[] = [];
  const bus = createScanBus({
    nowMs: () => nowMs,
    unclaimed: ({ scan }) => unclaimed.push(scan.text),
    report: (cause) => reported.push(cause),
  });
  const scan = (text: string): void => bus.scan(typedScan(text, `scan ${text}`, '2026-03-01T08:00:00.000Z'));
  const wait = (ms: number): void => {
    nowMs += ms;
  };
  return { bus, scan, wait, unclaimed, reported };
};

const into =
  (heard: string[]): ScanListener =>
  ({ scan }) => {
    heard.push(scan.text);
    return undefined;
  };

describe('the scan bus', () => {
  it('gives every scan once, in order, one at a time, however slow the listener', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 8 }), fc.nat(3)), { maxLength: 30 }),
        async (scans) => {
          const { bus, scan, unclaimed } = rig();
          const heard: string[] = [];
          let inside = 0;
          bus.listen('any', async ({ scan: { text } }) => {
            inside += 1;
            expect(inside).toBe(1);
            for (let turn = scans[heard.length]?.[1] ?? 0; turn > 0; turn -= 1) await Promise.resolve();
            heard.push(text);
            inside -= 1;
            return undefined;
          });
          for (const [text, turns] of scans) {
            scan(text);
            for (let turn = turns; turn > 0; turn -= 1) await Promise.resolve();
          }
          await bus.settled();
          expect(heard).toEqual(scans.map(([text]) => text));
          expect(unclaimed).toEqual([]);
        },
      ),
    );
  });

  it('asks the newest listener to that kind first, then those before it', async () => {
    const { bus, scan } = rig();
    const heard: string[] = [];
    bus.listen('any', ({ meaning }) => void heard.push(`session ${meaning.kind}`) as undefined);
    const stop = bus.listen(['command'], ({ meaning }: BusScan) => {
      heard.push(`input ${meaning.kind}`);
      return meaning.text === ownCode('command', 'HELP') ? undefined : 'pass';
    });
    scan(ownCode('command', 'HELP'));
    scan(ownCode('command', 'SEAL'));
    scan('4006381333931');
    await bus.settled();
    stop();
    scan(ownCode('command', 'HELP'));
    await bus.settled();
    expect(heard).toEqual([
      'input command',
      'input command',
      'session command',
      'session item',
      'session command',
    ]);
  });

  it('keeps what comes while no screen is there, for a screen that comes soon', async () => {
    const { bus, scan, wait, unclaimed } = rig();
    scan('old');
    wait(11_000);
    scan('fresh');
    wait(5_000);
    const heard: string[] = [];
    bus.listen('any', into(heard));
    await bus.settled();
    expect(heard).toEqual(['fresh']);
    expect(unclaimed).toEqual(['old']);
  });

  it('says so when nobody wants a scan, and goes on when a listener fails', async () => {
    const { bus, scan, unclaimed, reported } = rig();
    const stop = bus.listen('any', () => 'pass');
    scan('nobody');
    await bus.settled();
    stop();
    const heard: string[] = [];
    bus.listen('any', (one) => {
      if (one.scan.text === 'bad') throw new Error('a bug');
      return into(heard)(one);
    });
    scan('bad');
    scan('good');
    await bus.settled();
    expect(unclaimed).toEqual(['nobody']);
    expect(reported).toHaveLength(1);
    expect(heard).toEqual(['good']);
  });
});
