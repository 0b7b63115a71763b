// Scans while the office is open: a page that wants them takes them, and only while it is there. Without one they are the
// bench's, as ever.
import { createContext, useContext, useEffect, useRef } from 'react';

export type OfficeScans = {
  /** Returns the way to stop. The newest page takes all. */
  take: (listener: (text: string) => void) => () => void;
  /** Whether some page took it. */
  give: (text: string) => boolean;
};

export function createOfficeScans(): OfficeScans {
  const taking: ((text: string) => void)[] = [];
  return {
    take: (listener) => {
      taking.push(listener);
      return () => {
        const at = taking.indexOf(listener);
        if (at !== -1) taking.splice(at, 1);
      };
    },
    give: (text) => {
      const newest = taking.at(-1);
      newest?.(text);
      return newest !== undefined;
    },
  };
}

export const OfficeScansContext = createContext<OfficeScans | null>(null);

/** Takes every scan while the page is open. */
export function useOfficeScans(onScan: (text: string) => void): void {
  const scans = useContext(OfficeScansContext);
  const current = useRef(onScan);
  useEffect(() => {
    current.current = onScan;
  }, [onScan]);
  useEffect(() => scans?.take((text) => current.current(text)), [scans]);
}
