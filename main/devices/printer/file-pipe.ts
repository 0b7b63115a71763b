// A printer as Linux shows it where nobody else holds it: `/dev/usb/lp0`, read and written like a file. Opened so that neither
// waits: a printer that takes nothing now is asked again, and its answers are looked for while it is open.
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { PrintWaitReason } from '../../../shared/label/print-job';
import type { PrinterPipe } from './printer-pipe';

const lookEveryMs = 40;
const longestAnswer = 4_096;

export async function openFilePipe(path: string): Promise<PrinterPipe | PrintWaitReason> {
  try {
    return pipeOf(await open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY));
  } catch (cause) {
    return reasonOf(cause);
  }
}

function reasonOf(cause: unknown): PrintWaitReason {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'EACCES' || code === 'EPERM') return 'printer-no-rights';
  return code === 'EBUSY' ? 'printer-taken' : 'printer-unreachable';
}

const isNotNow = (cause: unknown): boolean => {
  const code = (cause as NodeJS.ErrnoException).code;
  return code === 'EAGAIN' || code === 'EWOULDBLOCK';
};

function pipeOf(file: FileHandle): PrinterPipe {
  let isOver = false;
  let onText: (text: string) => void = () => undefined;
  let onClosed: (isLost: boolean) => void = () => undefined;
  const answer = Buffer.alloc(longestAnswer);
  /** One thing at a time: a file that is closed in the middle of a read would give its number to the next one. */
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): void => {
    last = last.then(work).catch(() => close(true));
  };

  const close = (isLost: boolean): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(looking);
    onClosed(isLost);
    void last.finally(() => file.close().catch(() => undefined));
  };

  const look = async (): Promise<void> => {
    if (isOver) return;
    try {
      const { bytesRead } = await file.read(answer, 0, answer.length, null);
      if (bytesRead > 0 && !isOver) onText(answer.toString('latin1', 0, bytesRead));
    } catch (cause) {
      if (!isNotNow(cause)) throw cause;
    }
  };

  const writeAll = async (bytes: Uint8Array): Promise<void> => {
    for (let at = 0; at < bytes.length && !isOver; ) {
      try {
        at += (await file.write(bytes, at, bytes.length - at, null)).bytesWritten;
      } catch (cause) {
        if (!isNotNow(cause)) throw cause;
        await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
      }
    }
  };

  const looking = setInterval(() => inTurn(look), lookEveryMs);
  return {
    isOpen: () => !isOver,
    write: (bytes, done) =>
      inTurn(async () => {
        try {
          await writeAll(bytes);
        } catch (cause) {
          done(true);
          throw cause;
        }
        if (!isOver) done(false);
      }),
    onText: (listener) => {
      onText = listener;
    },
    onClosed: (listener) => {
      onClosed = listener;
    },
    end: () => inTurn(async () => close(false)),
    destroy: () => close(true),
  };
}
