// A carrier's own label as ZPL that may be sent to our printer: exactly one label, printed once, that leaves the printer as
// it was. Commands that only draw stay as they are, commands that would set up the printer for the next job are left out,
// and everything else (stored formats, files, networks, other prefixes) is refused by name.
// Commands: Zebra, ZPL II Programming Guide.
import { type CarrierLabel, type LabelPrinting, mostLabelText } from './model';
import { paperOf, type PrinterProfile } from './printer-profile';
import { echoField, type ZplCommand, type ZplFormat } from './zpl';
import { zplData } from './zpl-data';

export type CarrierZplProblem =
  | { problem: 'no-zpl' }
  | { problem: 'too-long'; length: number }
  | { problem: 'labels'; count: number }
  | { problem: 'command'; command: string };
export type ReadCarrierZpl = { ok: true; formats: readonly string[] } | ({ ok: false } & CarrierZplProblem);

/** They draw, or hold for this format only. `^A` has its font in the same word. */
const drawing = new Set(
  '^FO ^FT ^FD ^FS ^FH ^FB ^FW ^FR ^FV ^FX ^FC ^FE ^FP ^FM ^CF ^CI ^CW ^BY ^GB ^GC ^GD ^GE ^GF ^GS ^XG ^IM ^LH ^LS ^LL ^LR ^PW ^PO ^PM ^TB ^ID ^EG ^SN'.split(
    ' ',
  ),
);
const symbols = new Set('017238ABCDEFIJKLMOPQRSTUXZ4'.split('').map((sign) => `^B${sign}`));
/** They would change the printer for whatever comes behind, or say how often it prints. */
const leftOut = new Set(
  '^MM ^MN ^MT ^MD ^MF ^MP ^MU ^MC ^PR ^PQ ^PN ^JM ^JZ ^JB ^JJ ^JS ^LT ^SS ^ST ^SZ ^SR ^XB ~SD ~JS ~TA'.split(
    ' ',
  ),
);
const drawsInk = new Set(['^FD', '^FV', '^GB', '^GC', '^GD', '^GE', '^GF', '^GS', '^XG', '^IM']);

type Word = { command: string; text: string };

/** Whether it may be printed, and if not, why. */
export function readCarrierZpl(text: string): ReadCarrierZpl {
  if (text.length > mostLabelText) return { ok: false, problem: 'too-long', length: text.length };
  const words = wordsOf(text);
  if (!words.some(({ command }) => command === '^XA')) return { ok: false, problem: 'no-zpl' };
  const formats: string[] = [];
  let open: string[] | null = null;
  let inked = 0;
  let isInked = false;
  for (const { command, text: whole } of words) {
    if (command === '^XA') {
      if (open) return { ok: false, problem: 'command', command };
      open = [whole];
      isInked = false;
    } else if (command === '^XZ') {
      if (!open) return { ok: false, problem: 'command', command };
      if (isInked) inked += 1;
      formats.push([...open, '^XZ'].join(''));
      open = null;
    } else if (command === '~DG' && !open) formats.push(whole);
    else if (leftOut.has(command)) continue;
    else if (!open || !mayDraw(command, whole)) return { ok: false, problem: 'command', command };
    else {
      isInked ||= drawsInk.has(command);
      open.push(whole);
    }
  }
  if (open) return { ok: false, problem: 'command', command: '^XA' };
  return inked === 1 ? { ok: true, formats } : { ok: false, problem: 'labels', count: inked };
}

/**
 * The bytes of one print. The mark that the printer sends back lies beside the paper: a carrier's label has no room for ours.
 * @throws RangeError what was kept cannot be printed on this printer
 */
export function composeCarrierLabel(
  label: CarrierLabel,
  profile: PrinterProfile,
  { echoToken }: Pick<LabelPrinting, 'echoToken'>,
): ZplFormat {
  const read = readCarrierZpl(label.zpl);
  if (!read.ok) throw new RangeError(`the carrier's label cannot be printed: ${read.problem}`);
  if (label.dpi !== profile.dpi)
    throw new RangeError(`the carrier's label is for ${label.dpi} dpi, the printer has ${profile.dpi}`);
  const echo: ZplCommand[] =
    echoToken === null ? [] : [echoField({ x: paperOf(profile).widthDots, y: 0 }, 20, zplData(echoToken))];
  let isMarked = false;
  const formats = read.formats.map((format) => {
    if (isMarked || !hasInk(format)) return format;
    isMarked = true;
    return `${format.slice(0, -'^XZ'.length)}${echo.join('')}^PQ1^XZ`;
  });
  return `${formats.join('\n')}\n` as ZplFormat;
}

const hasInk = (format: string): boolean => wordsOf(format).some(({ command }) => drawsInk.has(command));

/** A picture as bytes could hold anything, also what looks like commands. */
function mayDraw(command: string, whole: string): boolean {
  if (command === '^GF') return /^\^GFA,/i.test(whole);
  return drawing.has(command) || symbols.has(command) || /^\^A[0-9A-Z@]$/.test(command);
}

/** What stands before the first command is no command: spaces and line ends are ignored, other text ends the reading. */
function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  const begins = text.search(/[\^~]/);
  if (begins < 0 || text.slice(0, begins).trim() !== '') return [];
  for (const whole of text.slice(begins).split(/(?=[\^~])/)) {
    const head = whole.slice(0, 3).toUpperCase();
    words.push({ command: head, text: whole.trimEnd() });
  }
  return words;
}
