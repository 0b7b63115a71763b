// A scanner on a real pseudo-terminal through the real binding: unplugged, plugged in, held by somebody else.
import { afterEach, describe, expect, it } from 'vitest';
import { openSerialLine, type SerialLine } from '../../../e2e/rigs/serial/serial-line';
import { createScannerLines, type ScannerLines } from './scanner-lines';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const patiently = { timeout: 20_000, interval: 20 };

type Heard = { scans: string[]; troubles: (string | null)[]; lines: ScannerLines };

function listen(path: string, scannerId = 'S1'): Heard {
  const heard: Omit<Heard, 'lines'> = { scans: [], troubles: [] };
  const lines = createScannerLines({
    scan: ({ bytes, complete }) =>
      heard.scans.push(`${Buffer.from(bytes).toString('latin1')}${complete ? '' : '…'}`),
    state: ({ trouble }) => heard.troubles.push(trouble),
  });
  lines.listenTo([{ scannerId, path, baudRate: 9_600, quietMs: 60 }]);
  closing.push(lines.close);
  return { ...heard, lines };
}

async function pluggedIn(): Promise<SerialLine> {
  const line = await openSerialLine();
  closing.push(line.close);
  return line;
}

describe('a scanner on a serial line', () => {
  it('is heard, and what nothing ended is a scan after a silence', async () => {
    const line = await pluggedIn();
    const { scans, troubles } = listen(line.path);
    await expect.poll(() => troubles, patiently).toEqual([null]);
    await line.say(']E04006381333931\r\n');
    await line.say('NO-END');
    await expect.poll(() => scans, patiently).toEqual([']E04006381333931', 'NO-END…']);
  });

  it('is heard again after it was unplugged in the middle of a scan, and half a scan is none', async () => {
    const line = await pluggedIn();
    const { scans, troubles } = listen(line.path);
    await expect.poll(() => troubles, patiently).toEqual([null]);
    for (let turn = 1; turn <= 3; turn += 1) {
      await line.say('HALF-A-SC');
      await line.unplug();
      await expect.poll(() => troubles.at(-1), patiently).toBe('scanner-not-there');
      await line.plugIn();
      await expect.poll(() => troubles.at(-1), patiently).toBe(null);
      await line.say(`WHOLE-${turn}\r`);
      await expect.poll(() => scans.at(-1), patiently).toBe(`WHOLE-${turn}`);
    }
    // A half may have been told as one that nothing ended, where the silence came first; it is never a part of a whole one.
    expect(scans.filter((scan) => !/^(?:HALF-A-SC…|WHOLE-[123])$/.test(scan))).toEqual([]);
  });

  it('that is not there is found when it is plugged in', async () => {
    const line = await pluggedIn();
    await line.unplug();
    const { scans, troubles } = listen(line.path);
    await expect.poll(() => troubles, patiently).toEqual(['scanner-not-there']);
    await line.plugIn();
    await expect.poll(() => troubles, patiently).toEqual(['scanner-not-there', null]);
    await line.say('A1\r');
    await expect.poll(() => scans, patiently).toEqual(['A1']);
  });

  it('that another program holds says so, and is heard when that one lets go', async () => {
    const line = await pluggedIn();
    const first = listen(line.path, 'first');
    await expect.poll(() => first.troubles, patiently).toEqual([null]);
    const second = listen(line.path, 'second');
    await expect.poll(() => second.troubles, patiently).toEqual(['scanner-taken']);
    await first.lines.close();
    await expect.poll(() => second.troubles, patiently).toEqual(['scanner-taken', null]);
  });

  it('that is no longer listed is let go', async () => {
    const line = await pluggedIn();
    const { lines, troubles } = listen(line.path);
    await expect.poll(() => troubles, patiently).toEqual([null]);
    lines.listenTo([]);
    const next = listen(line.path, 'next');
    await expect.poll(() => next.troubles.at(-1), patiently).toBe(null);
  });
});
