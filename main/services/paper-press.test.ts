// Papers through the print outbox: durable before every effect, a file once an attempt, a failure that waits and says why.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Paper, paperSchema } from '../../shared/document/paper';
import { paperOfSale } from '../../shared/document/paper-of-sale';
import { paperVoice } from '../../shared/document/paper-words';
import { type PrintJob, printJobIdSchema, type PrintStep } from '../../shared/label/print-job';
import en from '../../shared/text/en.json';
import { printerIdSchema } from '../../shared/label/print-job';
import { startSlipPrinter, type SlipPrinterOptions } from '../../e2e/rigs/virtual-slip-printer/slip-printer';
import { composers } from '../devices/label-composer';
import { createSlipLines } from '../devices/printer/slip-line';
import type { SlipPort } from '../devices/printer/paper-port';
import type { PageDrawer, PagePrint } from './paper-press';
import { paperPress } from './paper-press';
import { paperPlacesOf, paperSettingsSchema } from './paper-places';
import { openPrintOutbox, type PrintOutbox } from './print-outbox';
import { composeSmall, labelFor, until } from './print-outbox.test-kit';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const seller = {
  name: 'Çiğdem Ltd',
  company: null,
  lines: ['1 High Street'],
  postcode: null,
  city: 'Leeds',
  region: null,
  countryCode: 'GB',
  phone: null,
  email: null,
};
const receipt = (number = 'W1-2026-000001'): Paper =>
  paperSchema.parse(
    paperOfSale(
      'roll-80',
      {
        number,
        at: '2026-01-05T10:00:00.000Z',
        currency: 'GBP',
        paid: null,
        goods: [{ sku: 'MUG', name: 'Mug', quantity: 2, unitPriceMinor: 250 }],
        seller,
        timeZone: 'UTC',
      },
      paperVoice('en', en),
    ),
  );

const noSlips: SlipPort = {
  preflight: () => Promise.reject(new Error('no slip printer here')),
  print: () => Promise.reject(new Error('no slip printer here')),
};

const compose = composers(
  dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf')),
);
/** As the device host does it. */
const lines = createSlipLines({
  connectMs: 500,
  stallMs: 500,
  statusMs: 200,
  pollMs: 20,
  finishMs: 800,
  heldMs: 150,
});
const slips: SlipPort = {
  preflight: lines.preflight,
  print: (endpoint, paper, attempt) => lines.print(endpoint, compose.slip(paper, endpoint, attempt)),
};

type Drawn = { html: string; printer: string | null };

/** Chromium at its port: what it was given to draw, and what it answers. */
function drawerOf() {
  const drawn: Drawn[] = [];
  const state = { draws: true, printers: ['Office A4'], takes: 'taken' as PagePrint };
  const draw = (html: string, printer: string | null): void => {
    if (!state.draws) throw new Error('no page');
    drawn.push({ html, printer });
  };
  const drawer: PageDrawer = {
    pdf: async (html) => {
      draw(html, null);
      return Buffer.from(`%PDF ${html}`);
    },
    print: async (html, _size, printer) => {
      draw(html, printer);
      return state.takes;
    },
    printers: async () => state.printers,
  };
  return { drawer, drawn, state };
}

async function start(
  settings: Partial<{ slipPrinter: string; folder: string; slipEscpos: { host: string; port: number } }> = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-papers-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const page = drawerOf();
  const papers = settings.folder ?? join(folder, 'papers');
  const places = paperPlacesOf(paperSettingsSchema.parse({ ...settings, folder: null }), papers);
  const open = async (): Promise<PrintOutbox> => {
    const outbox = await openPrintOutbox({
      folder: join(folder, 'printing'),
      printers: () => places,
      port: {
        preflight: async () => ({ ready: true }),
        probe: async () => ({ trouble: null, status: false, odometer: false }),
        print: async () => ({ outcome: 'confirmed' }),
        onLateEcho: () => () => undefined,
      },
      compose: composeSmall,
      papers: paperPress(page.drawer, settings.slipEscpos ? slips : noSlips),
      now: () => new Date().toISOString(),
      schedule: (ms, work) => {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
      retryMs: 20,
    });
    closing.push(() => outbox.close());
    return outbox;
  };
  const files = (): Promise<string[]> => readdir(papers).catch(() => []);
  return { ...page, folder, papers, open, files };
}

const slipPlace = printerIdSchema.parse('slips');
const request = (number?: string) => ({
  jobId: printJobIdSchema.parse('q1-0123456789abcdef'),
  printerId: slipPlace,
  label: receipt(number),
});
const jobOf = (outbox: PrintOutbox): PrintJob => outbox.jobs()[0] as PrintJob;
const settled = (outbox: PrintOutbox, step: PrintStep): Promise<void> =>
  until(() => jobOf(outbox).state.step === step, `the paper ${step}`);

describe('papers kept as PDF', () => {
  it('are one file an attempt, and a second print says that it is a copy', async () => {
    const { open, files, papers } = await start();
    const outbox = await open();
    await outbox.submit(request());
    await outbox.submit(request());
    await settled(outbox, 'confirmed');
    expect(await files()).toEqual(['W1-2026-000001 Receipt abcdef.pdf']);
    await outbox.answer({ answer: 'reprint', jobId: request().jobId, by: 'Deniz', reason: 'torn' });
    await until(() => jobOf(outbox).attempt === 2 && jobOf(outbox).state.step === 'confirmed', 'a copy');
    expect(await files()).toHaveLength(2);
    const copy = await readFile(join(papers, 'W1-2026-000001 Receipt abcdef 2.pdf'), 'utf8');
    expect(copy).toContain('Copy 2');
  });

  it('never leave their folder, whatever the number', async () => {
    const { open, files, folder } = await start();
    const outbox = await open();
    await outbox.submit(request('../../../etc/1042:a'));
    await settled(outbox, 'confirmed');
    expect(await files()).toEqual(['-..-..-etc-1042-a Receipt abcdef.pdf']);
    expect((await readdir(folder)).sort()).toEqual(['papers', 'printing']);
  });

  it('wait where the folder cannot be written, and go on by themselves', async () => {
    const { open, papers, files, drawn } = await start();
    await writeFile(papers, 'in the way');
    const outbox = await open();
    await outbox.submit(request());
    await until(
      () =>
        jobOf(outbox).state.step === 'queued' &&
        JSON.stringify(jobOf(outbox)).includes('folder-not-writable'),
      'it waits',
    );
    expect(drawn).toEqual([]);
    await rm(papers);
    await settled(outbox, 'confirmed');
    expect(await files()).toHaveLength(1);
  });

  it('wait where nothing can be drawn', async () => {
    const { open, state, files } = await start();
    state.draws = false;
    const outbox = await open();
    await outbox.submit(request());
    await until(() => JSON.stringify(jobOf(outbox)).includes('paper-not-drawn'), 'it waits');
    expect(await files()).toEqual([]);
    state.draws = true;
    await settled(outbox, 'confirmed');
    expect(await files()).toHaveLength(1);
  });

  it('are remembered over a restart, and not written again', async () => {
    const { open, drawn } = await start();
    const outbox = await open();
    await outbox.submit(request());
    await settled(outbox, 'confirmed');
    await outbox.close();
    const again = await open();
    await again.submit(request());
    expect(jobOf(again).state.step).toBe('confirmed');
    expect(drawn).toHaveLength(1);
  });
});

describe('papers on a printer of the computer', () => {
  it('are given to it by its name, once, and no more is claimed than that', async () => {
    const { open, drawn } = await start({ slipPrinter: 'Office A4' });
    const outbox = await open();
    await outbox.submit(request());
    await settled(outbox, 'sent');
    expect(drawn.map(({ printer }) => printer)).toEqual(['Office A4']);
    expect(jobOf(outbox).state).toEqual({ step: 'sent', evidence: 'written' });
  });

  it('wait for a printer that is not there', async () => {
    const { open, drawn, state } = await start({ slipPrinter: 'Slip 1' });
    const outbox = await open();
    await outbox.submit(request());
    await until(() => JSON.stringify(jobOf(outbox)).includes('printer-not-found'), 'it waits');
    expect(drawn).toEqual([]);
    state.printers = ['Slip 1'];
    await settled(outbox, 'sent');
  });

  it('are asked about when the system does not say what became of them, and not printed again', async () => {
    const { open, drawn, state } = await start({ slipPrinter: 'Office A4' });
    state.takes = 'unknown';
    const outbox = await open();
    await outbox.submit(request());
    await settled(outbox, 'unknown');
    await new Promise((done) => setTimeout(done, 100));
    expect(drawn).toHaveLength(1);
    await outbox.answer({ answer: 'printed', jobId: request().jobId, by: 'Deniz' });
    expect(jobOf(outbox).state.step).toBe('printed');
  });

  it('takes no label, and refuses it for good', async () => {
    const { open, drawn } = await start();
    const outbox = await open();
    await outbox.submit({ ...request(), label: labelFor(1) });
    await settled(outbox, 'rejected');
    expect(drawn).toEqual([]);
  });
});

describe('papers on a slip printer of the network', () => {
  async function slipPrinter(options: SlipPrinterOptions = {}) {
    const printer = await startSlipPrinter(options);
    closing.push(printer.close);
    return { printer, ...(await start({ slipEscpos: { host: '127.0.0.1', port: printer.port } })) };
  }

  it('come out once, as pictures with every letter, and nothing is drawn in a window', async () => {
    const { printer, open, drawn } = await slipPrinter();
    const outbox = await open();
    await outbox.submit(request());
    await settled(outbox, 'sent');
    expect(printer.slips).toHaveLength(1);
    expect(drawn).toEqual([]);
    expect(jobOf(outbox).state).toEqual({ step: 'sent', evidence: 'drained' });
  });

  it.each([
    ['paper-out', 'paper-out'],
    ['cover-open', 'head-open'],
  ] as const)('wait while it is %s, and go on by themselves', async (condition, waitingFor) => {
    const { printer, open } = await slipPrinter({ condition });
    const outbox = await open();
    await outbox.submit(request());
    await until(() => JSON.stringify(jobOf(outbox).state).includes(waitingFor), 'it waits');
    printer.become('ok');
    await settled(outbox, 'sent');
    expect(printer.slips).toHaveLength(1);
  });

  it('are never sent again by themselves after their first byte: not after a restart either', async () => {
    const { printer, open } = await slipPrinter({ resetAfterBytes: 3_000 });
    const outbox = await open();
    await outbox.submit(request());
    await settled(outbox, 'unknown');
    const before = printer.connections();
    await outbox.close();
    const again = await open();
    await again.submit(request());
    await new Promise((done) => setTimeout(done, 200));
    expect(jobOf(again).state.step).toBe('unknown');
    expect(printer.connections()).toBe(before);
    await again.answer({ answer: 'reprint', jobId: request().jobId, by: 'Deniz', reason: 'half of it' });
    await until(() => printer.connections() > before, 'a person asked for it');
  });
});
