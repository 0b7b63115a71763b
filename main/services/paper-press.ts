// Papers as pages: drawn by the window that main opens for it, given to a printer of this computer or kept as PDF. Slips for a slip
// printer go to the device host instead, which draws them dot by dot.
import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Paper } from '../../shared/document/paper';
import { paperBars } from '../../shared/document/paper-bars';
import { paperHtml, paperSize, type PaperSize } from '../../shared/document/paper-html';
import type { PaperOrder, PaperPort, SlipPort } from '../devices/printer/paper-port';
import type { PrintOutcome } from '../devices/printer/printer-port';
import { writeWhole } from './station-settings';

export type PagePrint = 'taken' | 'no-such-printer' | 'unknown';

/** Draws one page description; both reject when nothing could be drawn. */
export type PageDrawer = {
  pdf: (html: string, size: PaperSize) => Promise<Buffer>;
  print: (html: string, size: PaperSize, printer: string) => Promise<PagePrint>;
  /** Names of this computer's printers. */
  printers: () => Promise<readonly string[]>;
};

export function paperPress(drawer: PageDrawer, slips: SlipPort): PaperPort {
  const toFolder = async (html: string, folder: string, order: PaperOrder): Promise<PrintOutcome> => {
    let pdf: Buffer;
    try {
      pdf = await drawer.pdf(html, paperSize(order.paper));
    } catch {
      return { outcome: 'not-started', waitingFor: 'paper-not-drawn' };
    }
    try {
      await writeWhole(join(folder, fileName(order)), pdf, 0o644);
      return { outcome: 'confirmed' };
    } catch {
      return { outcome: 'not-started', waitingFor: 'folder-not-writable' };
    }
  };
  const toPrinter = async (html: string, printer: string, paper: Paper): Promise<PrintOutcome> => {
    try {
      switch (await drawer.print(html, paperSize(paper), printer)) {
        case 'taken':
          return { outcome: 'sent', evidence: 'written' };
        case 'no-such-printer':
          return { outcome: 'not-started', waitingFor: 'printer-not-found' };
        case 'unknown':
          return { outcome: 'unknown', reason: 'no-answer-after-sending' };
      }
    } catch {
      return { outcome: 'not-started', waitingFor: 'paper-not-drawn' };
    }
  };
  return {
    preflight: async (place) => {
      if (place.kind === 'slip') return slips.preflight(place.endpoint);
      if (place.kind === 'folder')
        return (await isWritable(place.folder))
          ? { ready: true }
          : { ready: false, waitingFor: 'folder-not-writable' };
      const known: readonly string[] = await drawer.printers().catch(() => []);
      return known.includes(place.printer)
        ? { ready: true }
        : { ready: false, waitingFor: 'printer-not-found' };
    },
    print: (order) => {
      const { place, paper, attempt } = order;
      if (place.kind === 'slip') return slips.print(place.endpoint, paper, attempt);
      const html = paperHtml(paper, { attempt, bars: paperBars(paper.barcode), rowBars: paperBars });
      return place.kind === 'folder'
        ? toFolder(html, place.folder, order)
        : toPrinter(html, place.printer, paper);
    },
  };
}

const mostNameLetters = 100;

/** `1042-1 Packing slip 3f9a2c.pdf`; of a second print with its number. */
function fileName({ paper, jobId, attempt }: PaperOrder): string {
  const copy = attempt > 1 ? ` ${attempt}` : '';
  const words = `${paper.number} ${paper.title}`
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, '-')
    .replace(/^[. ]+/, '')
    .slice(0, mostNameLetters);
  return `${words} ${jobId.slice(-6)}${copy}.pdf`;
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
