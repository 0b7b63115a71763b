// The ways bytes get to a printer and back, alike to whoever uses them: network, serial line, a file of the system, a queue of
// its spooler. Opening one sends nothing. What cannot be opened is a reason for the label to wait.
import type { PrintWaitReason } from '../../../shared/label/print-job';
import type { PrinterPlace } from './printer-port';
import { openFilePipe } from './file-pipe';
import { openNetworkPipe } from './network-pipe';
import { openQueuePipe } from './queue-pipe';
import { openSerialPipe } from './serial-pipe';

export type PrinterPipe = {
  isOpen: () => boolean;
  /** Calls back once; where the pipe closes first it need not. */
  write: (bytes: Uint8Array, done: (isLost: boolean) => void) => void;
  /** One character a byte. One listener. */
  onText: (listener: (text: string) => void) => void;
  /** Calls back once, with whether it broke. One listener. */
  onClosed: (listener: (isLost: boolean) => void) => void;
  /** Nothing more will be written; it closes when all of it is gone, in its own time. */
  end: () => void;
  destroy: () => void;
};

export function openPrinterPipe(
  place: PrinterPlace,
  timeoutMs: number,
): Promise<PrinterPipe | PrintWaitReason> {
  if ('host' in place) return openNetworkPipe(place, timeoutMs);
  if ('serial' in place) return openSerialPipe(place);
  return 'file' in place ? openFilePipe(place.file) : openQueuePipe(place.queue, timeoutMs);
}
