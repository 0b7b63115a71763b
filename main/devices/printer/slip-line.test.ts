// Slips over a real socket: asked how it is before, the slip once, its end heard; whatever breaks, never twice, and never called printed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import {
  type SlipPrinterOptions,
  startSlipPrinter,
} from '../../../e2e/rigs/virtual-slip-printer/slip-printer';
import type { Paper } from '../../../shared/document/paper';
import { paperOfSale } from '../../../shared/document/paper-of-sale';
import { paperVoice } from '../../../shared/document/paper-words';
import tr from '../../../shared/text/tr.json';
import { composers } from '../label-composer';
import { createSlipLines, slipEndpointSchema, type SlipTimings } from './slip-line';

const require = createRequire(import.meta.url);
const compose = composers(dirname(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf')));
const timings: SlipTimings = {
  connectMs: 1_000,
  stallMs: 500,
  statusMs: 200,
  pollMs: 20,
  finishMs: 1_000,
  heldMs: 150,
};

beforeAll(() => {
  const wasm = require.resolve('zxing-wasm/reader/zxing_reader.wasm');
  void prepareZXingModule({
    overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer },
    fireImmediately: true,
  });
});

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const receipt = (goods = 3): Paper =>
  paperOfSale(
    'roll-80',
    {
      number: 'W1-2026-000041',
      at: '2026-01-05T10:00:00.000Z',
      currency: 'TRY',
      paid: null,
      goods: Array.from({ length: goods }, (_, index) => ({
        sku: `SKU-${index}`,
        name: 'Çığ gibi büyük, ışıklı şişe süsü',
        quantity: 2,
        unitPriceMinor: 1_250_000,
      })),
      seller: {
        name: 'Çiğdem Tic. Ltd. Şti.',
        company: null,
        lines: ['Bağdat Caddesi 14'],
        postcode: '34710',
        city: 'İstanbul',
        region: null,
        countryCode: 'TR',
        phone: null,
        email: null,
      },
      timeZone: 'Europe/Istanbul',
    },
    paperVoice('tr', tr),
  );

async function start(options: SlipPrinterOptions = {}, change: object = {}) {
  const printer = await startSlipPrinter(options);
  closing.push(printer.close);
  const endpoint = slipEndpointSchema.parse({ host: '127.0.0.1', port: printer.port, ...change });
  const lines = createSlipLines(timings);
  const print = (paper = receipt(), attempt = 1) =>
    lines.print(endpoint, compose.slip(paper, endpoint, attempt));
  return { printer, endpoint, lines, print };
}

describe('a slip printer', () => {
  it.each([
    [80, 576],
    [58, 384],
  ] as const)(
    'prints a slip of %i mm once, whole, with its code, and says when it is done',
    async (widthMm, dots) => {
      const { printer, endpoint, lines, print } = await start({}, { widthMm });
      expect(await lines.preflight(endpoint)).toEqual({ ready: true });
      expect(await print()).toEqual({ outcome: 'sent', evidence: 'drained' });
      expect(printer.slips).toHaveLength(1);
      const [slip] = printer.slips;
      expect(slip).toMatchObject({ widthDots: dots, drawer: false, unknown: [] });
      const [code] = await readBarcodes(new Uint8Array(slip?.png ?? Buffer.alloc(0)), { tryHarder: true });
      expect(code?.text).toBe('W1-2026-000041');
    },
  );

  it('is longer with more lines, and says which print it is', async () => {
    const { printer, print } = await start();
    await print(receipt(1));
    await print(receipt(9));
    await print(receipt(1), 2);
    const [short, long, copy] = printer.slips.map(({ heightDots }) => heightDots);
    expect(long ?? 0).toBeGreaterThan((short ?? 0) + 300);
    expect(copy ?? 0).toBeGreaterThan(short ?? 0);
  });

  it('opens the drawer for a receipt where one hangs on it, and not for a copy', async () => {
    const { printer, print } = await start({}, { opensDrawer: true });
    await print();
    await print(receipt(), 2);
    await print({ ...receipt(), paper: 'packing-slip' });
    expect(printer.slips.map(({ drawer }) => drawer)).toEqual([true, false, false]);
  });

  it.each([
    ['paper-out', 'paper-out'],
    ['cover-open', 'head-open'],
    ['cutter', 'printer-failed'],
    ['silent', 'printer-silent'],
    ['nonsense', 'printer-silent'],
  ] as const)('that is %s is waited for: %s', async (condition, waitingFor) => {
    const { printer, endpoint, lines } = await start({ condition });
    expect(await lines.preflight(endpoint)).toEqual({ ready: false, waitingFor });
    printer.become('ok');
    expect(await lines.preflight(endpoint)).toEqual({ ready: true });
  });

  it('that cannot be reached gets not one byte', async () => {
    const { printer, endpoint, lines, print } = await start();
    await printer.close();
    expect(await lines.preflight(endpoint)).toEqual({ ready: false, waitingFor: 'printer-unreachable' });
    expect(await print()).toEqual({ outcome: 'not-started', waitingFor: 'printer-unreachable' });
  });

  it('that runs out of paper in the middle may print the rest later: nobody knows, and nothing is sent again', async () => {
    const { printer, print } = await start({ paperForRasters: 2 });
    expect(await print()).toEqual({ outcome: 'unknown', reason: 'held-in-printer' });
    expect(printer.slips).toHaveLength(0);
    printer.become('ok');
    expect(printer.slips).toHaveLength(1);
    expect(printer.connections()).toBe(1);
  });

  it('that breaks off, stalls or falls silent is never called done', async () => {
    const broken = await start({ resetAfterBytes: 4_000 });
    expect(await broken.print()).toEqual({ outcome: 'unknown', reason: 'connection-lost' });
    const silent = await start({ condition: 'silent' });
    expect(await silent.print()).toEqual({ outcome: 'unknown', reason: 'no-answer-after-sending' });
    const stalled = await start({ condition: 'stall' });
    expect((await stalled.print()).outcome).toBe('unknown');
  });

  it('that answers nothing by its nature is written to, and no more is claimed', async () => {
    const { printer, endpoint, lines, print } = await start({ condition: 'silent' }, { statusQuery: 'none' });
    expect(await lines.preflight(endpoint)).toEqual({ ready: true });
    expect(await print()).toEqual({ outcome: 'sent', evidence: 'written' });
    expect(printer.slips).toHaveLength(1);
  });

  it('takes slips one behind the other, whoever sends them', async () => {
    const { printer, print } = await start();
    const outcomes = await Promise.all([print(receipt(1)), print(receipt(2)), print(receipt(3))]);
    expect(outcomes.every(({ outcome }) => outcome === 'sent')).toBe(true);
    const heights = printer.slips.map(({ heightDots }) => heightDots);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(printer.slips.flatMap(({ unknown }) => unknown)).toEqual([]);
  });
});
