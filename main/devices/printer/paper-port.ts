// Where papers go: a printer of this computer by its name, a slip printer by its address, or a folder as PDF. One paper at a time, honest outcomes.
// A system's printer says no more than that it took the pages; a file is there or it is not.
import type { Paper } from '../../../shared/document/paper';
import type { Preflight, PrintOutcome } from './printer-port';
import type { SlipEndpoint } from './slip-line';

export type PaperPlace =
  | { kind: 'system'; printer: string }
  | { kind: 'folder'; folder: string }
  | { kind: 'slip'; endpoint: SlipEndpoint };

/** `jobId` and `attempt` name the file: the same attempt twice is one file. */
export type PaperOrder = { place: PaperPlace; paper: Paper; jobId: string; attempt: number };

/** Slip printers with a language of their own. Never rejects. */
export type SlipPort = {
  preflight: (endpoint: SlipEndpoint) => Promise<Preflight>;
  print: (endpoint: SlipEndpoint, paper: Paper, attempt: number) => Promise<PrintOutcome>;
};

/** Never rejects. */
export type PaperPort = {
  preflight: (place: PaperPlace) => Promise<Preflight>;
  print: (order: PaperOrder) => Promise<PrintOutcome>;
};
