// Where papers go: a printer of this computer by its name, or a folder as PDF. One paper at a time, honest outcomes.
// A system's printer says no more than that it took the pages; a file is there or it is not.
import type { Paper } from '../../../shared/document/paper';
import type { Preflight, PrintOutcome } from './printer-port';

export type PaperPlace = { kind: 'system'; printer: string } | { kind: 'folder'; folder: string };

/** `jobId` and `attempt` name the file: the same attempt twice is one file. */
export type PaperOrder = { place: PaperPlace; paper: Paper; jobId: string; attempt: number };

/** Never rejects. */
export type PaperPort = {
  preflight: (place: PaperPlace) => Promise<Preflight>;
  print: (order: PaperOrder) => Promise<PrintOutcome>;
};
