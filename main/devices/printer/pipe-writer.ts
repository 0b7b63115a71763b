// Bytes given to a printer in pieces, so that a printer that takes none is noticed.
import type { PrinterPipe } from './printer-pipe';

export type WriteEnd = 'written' | 'stalled' | 'lost';

/** Bytes handed over at a time; after each the printer must show that it still takes some. */
const chunkBytes = 16 * 1024;

type Watch = {
  stallMs: number;
  isOpen: () => boolean;
  /** Called when the pipe closes. */
  closeWaiters: Set<() => void>;
};

/** Resolves when the operating system has taken every byte, or when that will not happen any more. */
export async function writeInPieces(pipe: PrinterPipe, bytes: Uint8Array, watch: Watch): Promise<WriteEnd> {
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    if (!watch.isOpen()) return 'lost';
    const how = await writePiece(pipe, bytes.subarray(at, at + chunkBytes), watch);
    if (how !== 'written') return how;
  }
  return 'written';
}

function writePiece(
  pipe: PrinterPipe,
  piece: Uint8Array,
  { stallMs, closeWaiters }: Watch,
): Promise<WriteEnd> {
  return new Promise((resolve) => {
    const settle = (how: WriteEnd): void => {
      clearTimeout(timer);
      closeWaiters.delete(lost);
      resolve(how);
    };
    const lost = (): void => settle('lost');
    const timer = setTimeout(() => settle('stalled'), stallMs);
    closeWaiters.add(lost);
    pipe.write(piece, (isLost) => settle(isLost ? 'lost' : 'written'));
  });
}
