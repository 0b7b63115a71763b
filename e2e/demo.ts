// The packing demonstration: a real order of the sample company packed by scans alone, with a wrong item in between and
// the network pulled half-way. Leaves pictures, the label and a one-page summary; exit code 0 only if every check held.
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Parcel } from '../shared/domain/parcel/parcel';
import { type Check, summaryHtml, summaryMarkdown } from './demo/summary';
import { boxCode } from './rigs/printed-codes';
import { storedOps } from './rigs/station-store';
import { startWorkday, until, type Workday } from './rigs/workday';

const to = resolve(process.env['WAYBILL_DEMO_DIR'] ?? join(import.meta.dirname, '..', 'out', 'demo'));
const labels = join(to, 'labels');
mkdirSync(to, { recursive: true });

const checks: Check[] = [];
const pictures: { file: string; words: string }[] = [];
const note = (line: string): boolean => process.stdout.write(`${line}\n`);

const check = async (what: string, holds: () => Promise<boolean> | boolean): Promise<void> => {
  let held = false;
  let problem = '';
  try {
    held = await holds();
  } catch (cause) {
    problem = cause instanceof Error ? cause.message : String(cause);
  }
  checks.push({ what, held, problem });
  note(`${held ? 'held  ' : 'FAILED'} ${what}${problem === '' ? '' : ` (${problem})`}`);
};

const demonstrate = async (day: Workday): Promise<void> => {
  const picture = async (words: string): Promise<void> => {
    const file = `${String(pictures.length + 1).padStart(2, '0')}-${words.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.png`;
    await new Promise((done) => setTimeout(done, 400));
    await day.display.picture(join(to, file));
    pictures.push({ file, words });
  };
  const codeOf = async (sku: string): Promise<string> => {
    const [row] = await day.books.ask<{ code: string }>(
      'SELECT code FROM barcode WHERE sku = $1 AND quantity = 1 ORDER BY code LIMIT 1',
      [sku],
    );
    if (!row) throw new Error(`${sku} has no code`);
    return row.code.replace(/^0/, '');
  };

  await picture('Scan your badge');
  await check('a badge logs the operator in', async () => (await day.logIn()).tone === 'go');
  await picture('Orders waiting');

  const parcel = await orderToPack(day);
  const number = parcel.orderNumber;
  const onHand = new Map<string, number>();
  for (const { sku } of parcel.lines) onHand.set(sku, await day.books.onHand(sku));
  const units: string[] = [];
  for (const line of parcel.lines) units.push(...Array<string>(line.expected).fill(await codeOf(line.sku)));
  note(`packing order ${number} of the sample company: ${parcel.lines.length} lines, ${units.length} items`);

  await check(`order ${number} opens by its code`, async () => (await day.openOrder(number)).tone === 'go');
  const half = Math.ceil(units.length / 2);
  await check('the first half is scanned, every item answered green', async () =>
    (await day.scanAll(units.slice(0, half))).every(({ tone }) => tone === 'go'),
  );
  await picture('Item accepted');

  const [stranger] = await day.books.ask<{ code: string }>(
    `SELECT b.code FROM barcode b WHERE NOT b.sku = ANY($1) AND b.quantity = 1 ORDER BY b.code LIMIT 1`,
    [parcel.lines.map(({ sku }) => sku)],
  );
  await check('a wrong item stops the bench and is not counted', async () => {
    const verdict = await day.scan((stranger?.code ?? '').replace(/^0/, ''));
    return verdict.tone === 'stop' && verdict.holds;
  });
  await picture('Wrong item');
  await check('OK clears the stop', async () => (await day.command('ok')).tone !== 'stop');

  await day.cable.cut();
  await check('with the network pulled the rest is packed as before', async () =>
    (await day.scanAll(units.slice(half))).every(({ tone }) => tone === 'go'),
  );
  await check('a box is chosen by its code', async () => (await day.scan(boxCode('B4'))).tone === 'go');
  await check('the box is sealed without the network', async () => (await day.command('seal')).tone === 'go');
  await check('its label is printed without the network', async () => {
    await until('the label is out', () => day.printer.paper.length === 1);
    return day.printer.paper[0]?.problem === null;
  });
  await until('the strip says that head office is away', async () => (await day.screen.unsent()) > 0).catch(
    () => undefined,
  );
  await check('the station says what waits to be sent', async () => (await day.screen.unsent()) > 0);
  await picture('Sealed without the network');

  await day.cable.mend();
  await check('when the network is back, everything is delivered', async () => {
    await day.delivered();
    return true;
  });
  const labelled = async (): Promise<Parcel | undefined> => (await day.books.parcelsOf(number))[0];
  await check('head office knows the parcel as labelled', async () => {
    await until('labelled', async () => (await labelled())?.state === 'labelled');
    return true;
  });
  const sscc = (await labelled())?.sscc ?? '';
  await check('the SSCC read from the printed label is head office’s', () =>
    (day.printer.paper[0]?.codes ?? []).some(({ text }) => text === `00${sscc}`),
  );
  await check('stock has not moved before the hand-over', async () => stockMoved(day, parcel, onHand, 0));
  await check(
    'scanning the label hands the parcel over',
    async () => (await day.scan(`00${sscc}`)).tone === 'go',
  );
  await picture('Handed over');
  await check('stock leaves at the hand-over', async () => {
    await until('handed over', async () => (await labelled())?.state === 'handed-over');
    return stockMoved(day, parcel, onHand, 1);
  });
  await check('the ledger proves itself', async () => (await day.books.ledgerFaults()).length === 0);
  await check('every act of the station arrived, each once', async () => {
    await day.delivered();
    const here = (await storedOps(day.station().page)).map(({ opId }) => opId);
    const there = await day.books.opsOf(day.stationId());
    return (
      here.length > 0 &&
      there.length === here.length &&
      there.every(({ opId, times }) => times === 1 && here.includes(opId))
    );
  });
  const printed = readdirSync(labels).find((file) => file.endsWith('.png'));
  if (printed) copyFileSync(join(labels, printed), join(to, 'label.png'));
  const size = { operator: 'P1', order: number, items: units.length, sscc };
  writeFileSync(join(to, 'summary.md'), summaryMarkdown(checks, pictures, size));
  writeFileSync(join(to, 'summary.html'), summaryHtml(checks, pictures, size));
};

/** A real order of a few items that this bench holds: small enough to watch. */
async function orderToPack(day: Workday): Promise<Parcel> {
  const held = await day.books.heldBy(day.stationId());
  const unitsOf = (parcel: Parcel): number => parcel.lines.reduce((sum, line) => sum + line.expected, 0);
  const [chosen] = held
    .filter((parcel) => parcel.lines.length >= 2 && unitsOf(parcel) >= 4 && unitsOf(parcel) <= 24)
    .sort((a, b) => unitsOf(a) - unitsOf(b));
  if (!chosen) throw new Error('this bench holds no order of a few items');
  return chosen;
}

async function stockMoved(
  day: Workday,
  parcel: Parcel,
  onHand: ReadonlyMap<string, number>,
  share: 0 | 1,
): Promise<boolean> {
  for (const line of parcel.lines) {
    const before = onHand.get(line.sku) ?? 0;
    const same = parcel.lines
      .filter(({ sku }) => sku === line.sku)
      .reduce((sum, { expected }) => sum + expected, 0);
    if ((await day.books.onHand(line.sku)) !== before - share * same) return false;
  }
  return true;
}

rmSync(labels, { recursive: true, force: true });
const startedMs = Date.now();
let day: Workday | null = null;
try {
  day = await startWorkday({ labels, size: { width: 1920, height: 1080 } });
  await demonstrate(day);
} catch (cause) {
  checks.push({
    what: 'the demonstration ran to its end',
    held: false,
    problem: cause instanceof Error ? cause.message : String(cause),
  });
  process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
} finally {
  await day?.end();
}
const failed = checks.filter(({ held }) => !held).length;
note(
  `${checks.length - failed} of ${checks.length} checks held in ${Math.round((Date.now() - startedMs) / 1000)} s; pictures and summary in ${to}`,
);
process.exit(failed === 0 ? 0 : 1);
