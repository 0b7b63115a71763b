import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainLabel, testFonts, turkishLabel } from '../../../shared/label/label.test-kit';
import { labelBoxes } from '../../../shared/label/label-layout';
import { composeLabel } from '../../../shared/label/label-zpl';
import type { ShippingLabel } from '../../../shared/label/model';
import { labelStocks, paperOf, type PrinterProfile } from '../../../shared/label/printer-profile';
import { linesOnReceipt, receiptPages } from '../../../shared/label/receipt-pages';
import { composeReceipt } from '../../../shared/label/receipt-zpl';
import { readInk } from './label-ink';
import { type LabelReader, startLabelReader } from './label-reader';
import { startVirtualPrinter } from './virtual-printer';

let work = '';
let reader: LabelReader;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'waybill-virtual-printer-'));
  reader = startLabelReader();
});
afterAll(async () => {
  reader.close();
  await rm(work, { recursive: true, force: true });
});

const hostileLabel: ShippingLabel = {
  ...plainLabel,
  recipient: {
    ...plainLabel.recipient,
    name: '^FS^XZ^XA ~JA _5E \\& Μαρία > Ёлкин',
    lines: ['a\\b>c^d~e_f', 'W'.repeat(120), '₺ ğĞşŞıİ', '漢字'],
  },
  sender: { name: '~HS ^XZ', lines: ['>;>8', 'line\nwith\u0000control'] },
  orderNumber: 'AB^~_\\>12',
  orderCode: 'AB^~_\\>12',
  items: Array.from({ length: 9 }, (_, n) => ({ quantity: n + 1, text: '^XZ'.repeat(40) })),
};
const longCodeLabel: ShippingLabel = {
  ...plainLabel,
  orderCode: '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000_~^\\',
};

const profiles: PrinterProfile[] = [
  ...labelStocks.map((stock) => ({ dpi: 203 as const, stock, fontsKnowTurkish: false })),
  { dpi: 300, stock: '4x6in', fontsKnowTurkish: false },
];

describe('labels, drawn and read back by programs that are not ours', () => {
  for (const profile of profiles) {
    it.each([
      ['plain', plainLabel],
      ['Turkish', turkishLabel],
      ['hostile', hostileLabel],
      ['with a long order code', longCodeLabel],
      ["with the carrier's own number", { ...turkishLabel, carrierNumber: 'TF000012345' }],
    ])(`%s at ${profile.dpi} dpi on ${profile.stock}`, async (_, label) => {
      const composed = composeLabel(label, profile, testFonts, { attempt: 2, echoToken: 'job-1.2' });
      const picture = await reader.read(composed.zpl, composed.layout.paper);
      if (!('png' in picture)) throw new Error(picture.problem);
      expect(picture.codes.map((code) => `${code.symbology} ${code.text}`).sort()).toEqual(
        [
          `]C1 00${label.sscc}`,
          `${composed.orderCodeSymbol === 'code128' ? ']C0' : ']d1'} ${label.orderCode}`,
          ...(label.carrierNumber === undefined ? [] : [`]C0 ${label.carrierNumber}`]),
        ].sort(),
      );
      const ink = readInk(picture.png);
      expect(ink.outside(labelBoxes(composed.layout).map(({ box }) => box))).toEqual({ dots: 0, places: [] });
      const empty = Object.entries(composed.layout.text).filter(([, box]) => ink.inside(box) === 0);
      expect(empty.map(([field]) => field)).toEqual(label.items.length === 0 ? ['items'] : []);
    });
  }
});

describe('a receipt, drawn and read back', () => {
  it.each(profiles)(
    'says its order in bars at $dpi dpi on $stock, with a place for everything',
    async (profile) => {
      const pages = receiptPages({
        kind: 'receipt',
        company: turkishLabel.sender,
        title: 'Sipariş fişi',
        orderNumber: 'leeds-2026-000041',
        barcode: 'WBOLEEDSZ2026Z000041K',
        orderWords: 'Sipariş leeds-2026-000041',
        facts: ['5 Oca 2026 10:42', 'Gülşah Öztürk için', 'Nakit ödendi'],
        lines: Array.from({ length: linesOnReceipt + 1 }, (_, n) => ({
          text: `Işıklı çaydanlık ${n}`,
          each: '2 × ₺1.234,50',
          amount: '₺2.469,00',
        })),
        total: { name: 'Toplam (TRY)', amount: '₺32.097,00' },
        goesOn: 'Devamı sonraki etikette',
      });
      for (const page of pages) {
        const composed = composeReceipt(page, profile, testFonts, { attempt: 2, echoToken: 'r1-job.2' });
        const picture = await reader.read(composed.zpl, paperOf(profile));
        if (!('png' in picture)) throw new Error(picture.problem);
        expect(picture.codes).toEqual([{ symbology: ']C0', text: page.barcode }]);
        expect([composed.missingGlyphs, composed.shortened]).toEqual([0, []]);
        const { dotsPerMm } = paperOf(profile);
        const row = (topMm: number): number =>
          readInk(picture.png).inside({
            x: 0,
            y: Math.round(topMm * dotsPerMm),
            widthDots: 90 * dotsPerMm,
            heightDots: 5 * dotsPerMm,
          });
        // The first line of goods, and the foot: what goes on, or what it comes to.
        expect([row(68) > 0, row(136) > 0]).toEqual([true, true]);
      }
    },
  );
});

const send = (port: number, bytes: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes, 'latin1'));
    socket.on('error', reject);
    socket.on('close', () => resolve());
    socket.resume();
  });

describe('virtual printer', () => {
  it('leaves text, picture and facts of every label in its folder and numbers on', async () => {
    const out = join(work, 'paper');
    const { zpl } = composeLabel(turkishLabel, profiles[1] as PrinterProfile, testFonts, {
      attempt: 1,
      echoToken: null,
    });
    for (const round of [1, 2]) {
      const printer = await startVirtualPrinter({ out, printMs: 5, reader });
      await send(printer.port, zpl);
      while (printer.labels.length < 1) await new Promise((resolve) => setTimeout(resolve, 10));
      await printer.settled();
      expect(printer.paper[0]?.codes.map((code) => code.text).sort()).toEqual([
        `00${turkishLabel.sscc}`,
        '536365',
      ]);
      expect((await readdir(out)).length).toBe(3 * round);
      await printer.close();
    }
    expect((await readdir(out)).sort()).toEqual(
      ['0001', '0002'].flatMap((number) =>
        ['json', 'png', 'zpl'].map((ending) => `label-${number}.${ending}`),
      ),
    );
    const facts = JSON.parse(readFileSync(join(out, 'label-0002.json'), 'utf8')) as {
      problem: null;
      codes: unknown[];
    };
    expect([facts.problem, facts.codes.length]).toEqual([null, 2]);
  });

  it('survives a label that ends the renderer, and draws the next', async () => {
    const printer = await startVirtualPrinter({ out: join(work, 'crash'), printMs: 5, reader });
    await send(printer.port, '^XA^FO50,100^BY2^BCN,80,N,N,N,N^FH_^FDab_CD^FS^XZ');
    await send(printer.port, '^XA^FO50,100^BY2^BCN,80,N,N,N,N^FDGOOD-1^FS^XZ');
    while (printer.labels.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    await printer.settled();
    expect(printer.paper[0]?.problem).toMatch(/runtime error/);
    expect(printer.paper[1]?.codes).toEqual([{ symbology: ']C0', text: 'GOOD-1' }]);
    await printer.close();
  });
});

describe('virtual printer as a program', () => {
  const children: ChildProcess[] = [];
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  const startProgram = (...args: string[]) => {
    const tsx = createRequire(import.meta.url).resolve('tsx');
    const child = spawn(process.execPath, ['--import', tsx, join(import.meta.dirname, 'main.ts'), ...args]);
    children.push(child);
    const events: Record<string, unknown>[] = [];
    let text = '';
    let errors = '';
    child.stdout.on('data', (piece: Buffer) => {
      text += piece.toString();
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      events.push(...lines.map((line) => JSON.parse(line) as Record<string, unknown>));
    });
    child.stderr.on('data', (piece: Buffer) => {
      errors += piece.toString();
    });
    const exit = new Promise<number | null>((resolve) => {
      child.on('exit', resolve);
    });
    const next = async (event: string): Promise<Record<string, unknown>> => {
      for (;;) {
        const at = events.findIndex((one) => one['event'] === event);
        if (at >= 0) return events.splice(at, 1)[0] as Record<string, unknown>;
        if (child.exitCode !== null) throw new Error(`it ended: ${errors}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    return { child, next, exit, errors: () => errors };
  };

  it('takes commands while it runs and says what it prints', async () => {
    const program = startProgram(
      '--port',
      '0',
      '--out',
      join(work, 'program'),
      '--state',
      'paper-out',
      '--print-ms',
      '5',
    );
    const { port } = await program.next('listening');
    await send(Number(port), '^XA^FO50,100^BY2^BCN,80,N,N,N,N^FDHELD-1^FS^XZ');
    program.child.stdin.write('status\n');
    expect(await program.next('status')).toMatchObject({ condition: 'paper-out', printed: 0, held: 1 });
    program.child.stdin.write('ok\n');
    expect(await program.next('printed')).toMatchObject({
      number: 1,
      codes: [{ symbology: ']C0', text: 'HELD-1' }],
    });
    program.child.stdin.write('nonsense\nquit\n');
    await program.next('unknown-command');
    expect(await program.exit).toBe(0);
  });

  it('says in words what is wrong with its options or its port', async () => {
    const first = startProgram('--port', '0', '--out', join(work, 'taken'));
    const { port } = await first.next('listening');
    const second = startProgram('--port', String(port), '--out', join(work, 'taken'));
    expect(await second.exit).toBe(1);
    expect(second.errors()).toContain(`port ${String(port)} is taken`);
    const third = startProgram('--dpi', '150');
    expect(await third.exit).toBe(1);
    expect(third.errors()).toContain('--dpi is 203, 300 or 600');
    first.child.stdin.write('quit\n');
    expect(await first.exit).toBe(0);
  });
});
