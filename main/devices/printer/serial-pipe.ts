// A printer on a serial line (RS-232 or USB-CDC). A port that has closed is never opened again: what was written to it before
// would leave then, and a label would come out behind a cable that was put in again.
import type { SerialPort } from 'serialport';
import type { PrintWaitReason } from '../../../shared/label/print-job';
import { troubleOf } from '../serial-line';
import type { PrinterPipe } from './printer-pipe';

const reasons = {
  'not-there': 'printer-unreachable',
  'no-rights': 'printer-no-rights',
  taken: 'printer-taken',
  failing: 'printer-unreachable',
} as const;

export async function openSerialPipe({
  serial: path,
  baudRate,
}: {
  serial: string;
  baudRate: number;
}): Promise<PrinterPipe | PrintWaitReason> {
  let driver: typeof import('serialport');
  try {
    driver = await import('serialport');
  } catch {
    return 'printer-unreachable';
  }
  const port = new driver.SerialPort({ path, baudRate, autoOpen: false });
  return new Promise((resolve) => {
    port.open((cause) => resolve(cause ? reasons[troubleOf(cause.message)] : pipeOf(port)));
  });
}

function pipeOf(port: SerialPort): PrinterPipe {
  let isOver = false;
  let onClosed: (isLost: boolean) => void = () => undefined;
  let onText: (text: string) => void = () => undefined;
  const close = (isLost: boolean): void => {
    if (isOver) return;
    isOver = true;
    onClosed(isLost);
    if (port.isOpen) port.close(() => undefined);
  };
  // Without a listener for data an unplugged cable is not noticed; `close` may come twice, and `error` beside it.
  port.on('data', (chunk: Buffer) => onText(chunk.toString('latin1')));
  port.on('close', () => close(true));
  port.on('error', () => close(true));
  return {
    isOpen: () => !isOver && port.isOpen,
    write: (bytes, done) => {
      if (isOver || !port.isOpen) {
        done(true);
        return;
      }
      port.write(Buffer.from(bytes), undefined, (cause) => {
        if (isOver) return;
        if (cause) done(true);
        else port.drain((late) => (isOver ? undefined : done(Boolean(late))));
      });
    },
    onText: (listener) => {
      onText = listener;
    },
    onClosed: (listener) => {
      onClosed = listener;
    },
    // Each write was drained: the line has taken everything.
    end: () => close(false),
    destroy: () => close(true),
  };
}
