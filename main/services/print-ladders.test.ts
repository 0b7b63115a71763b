import { describe, expect, it } from 'vitest';
import { type PrinterProbe, type PrintRung, rungOf } from '../../shared/label/print-ladder';
import { printerIdSchema, type PrintJob } from '../../shared/label/print-job';
import type { PrinterEndpoint } from '../devices/printer/printer-port';
import { createPrintLadders } from './print-ladders';

const printerId = printerIdSchema.parse('p1');
const network = { printerId, host: '10.0.0.23', port: 9100, statusQuery: 'hs', echo: 'hv' } as const;
const queue = { printerId, queue: 'ZD421', statusQuery: 'none', echo: 'none' } as const;
const probed = (over: Partial<PrinterProbe> = {}): PrinterProbe => ({
  trouble: null,
  status: true,
  odometer: true,
  ...over,
});
const silent = probed({ status: false, odometer: false });
const job = (state: PrintJob['state']): PrintJob => ({ printerId, state }) as PrintJob;

async function ladderOf(endpoint: PrinterEndpoint, probe: PrinterProbe, jobs: PrintJob[] = []) {
  const ask = createPrintLadders({
    printers: [{ printerId, endpoint }],
    probe: async () => probe,
    jobs: () => jobs,
    isBusy: () => false,
  });
  const [ladder] = await ask();
  if (!ladder) throw new Error('no ladder');
  return ladder;
}

describe('on which rung a printer stands', () => {
  it.each<[string, PrinterEndpoint, PrinterProbe, PrintJob[], PrintRung]>([
    ['a label came back', network, probed(), [job({ step: 'confirmed' })], 'echo'],
    ['somebody only saw one', network, probed(), [job({ step: 'printed', by: 'ayse' })], 'odometer'],
    ['its odometer answers', { ...network, echo: 'none' }, probed(), [], 'odometer'],
    ['it says how it is', { ...network, echo: 'none' }, probed({ odometer: false }), [], 'status'],
    ['it is a queue', queue, silent, [], 'spooler'],
    ['it says nothing', { ...network, echo: 'none', statusQuery: 'none' }, silent, [], 'nothing'],
  ])('%s', async (_why, endpoint, probe, jobs, rung) => {
    expect(rungOf(await ladderOf(endpoint, probe, jobs))).toBe(rung);
  });

  it('tells whether a test label can still show more', async () => {
    expect((await ladderOf(network, probed())).echo).toBe('unproven');
    expect((await ladderOf({ ...network, echo: 'none' }, probed())).echo).toBe('off');
  });

  it('asks no printer that has a label on its way, and goes by what it said before', async () => {
    let busy = false;
    let asked = 0;
    const ask = createPrintLadders({
      printers: [{ printerId, endpoint: network }],
      probe: async () => {
        asked += 1;
        return probed();
      },
      jobs: () => [],
      isBusy: () => busy,
    });
    busy = true;
    expect(await ask()).toMatchObject([{ trouble: 'printer-busy', status: false }]);
    busy = false;
    expect(await ask()).toMatchObject([{ trouble: null, status: true }]);
    busy = true;
    expect(await ask()).toMatchObject([{ trouble: null, status: true }]);
    expect(asked).toBe(1);
  });
});
