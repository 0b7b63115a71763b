// One scanner on a serial line: where its scans begin and end. What came before the line broke belongs to no later scan.
import { listenToSerialLine, type SerialTrouble } from '../serial-line';
import { type ByteFrame, createByteFraming } from './byte-frames';
import type { ScannerState, SerialScanner } from './scanner-line';

export type SerialScannerHooks = {
  onFrame: (frame: ByteFrame) => void;
  onTrouble: (trouble: ScannerState['trouble']) => void;
};

const troubles: Record<SerialTrouble, NonNullable<ScannerState['trouble']>> = {
  'not-there': 'scanner-not-there',
  'no-rights': 'scanner-no-rights',
  taken: 'scanner-taken',
  failing: 'scanner-failing',
  'no-driver': 'serial-missing',
};

/** Listens until it is closed. */
export function listenToSerialScanner(
  { path, baudRate, quietMs }: SerialScanner,
  { onFrame, onTrouble }: SerialScannerHooks,
): { close: () => Promise<void> } {
  const framing = createByteFraming();
  let quietTimer: NodeJS.Timeout | undefined;
  const line = listenToSerialLine(
    { path, baudRate },
    {
      onBytes: (chunk) => {
        clearTimeout(quietTimer);
        for (const frame of framing.take(chunk)) onFrame(frame);
        if (framing.hasBegun())
          quietTimer = setTimeout(() => {
            for (const frame of framing.quiet()) onFrame(frame);
          }, quietMs);
      },
      onTrouble: (trouble) => {
        clearTimeout(quietTimer);
        framing.drop();
        onTrouble(trouble && troubles[trouble]);
      },
    },
  );
  return {
    close: () => {
      clearTimeout(quietTimer);
      return line.close();
    },
  };
}
