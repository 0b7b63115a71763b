// Scans while the office is open: a page that wants them takes them, and only while it is there. Without one they are
// looked for in the palette.
import { createContext, useContext, useEffect, useRef } from 'react';

export type PageScans = {
  /** Returns the way to stop. The newest page takes all. */
  take: (listener: (text: string) => void) => () => void;
  /** Whether a page takes scans now. */
  isWaiting: () => boolean;
  /** Whether some page took it. */
  give: (text: string) => boolean;
};

export function createPageScans(): PageScans {
  const taking: ((text: string) => void)[] = [];
  return {
    take: (listener) => {
      taking.push(listener);
      return () => {
        const at = taking.indexOf(listener);
        if (at !== -1) taking.splice(at, 1);
      };
    },
    isWaiting: () => taking.length > 0,
    give: (text) => {
      const newest = taking.at(-1);
      newest?.(text);
      return newest !== undefined;
    },
  };
}

export const PageScansContext = createContext<PageScans | null>(null);

/** Takes every scan while the page is open. */
export function usePageScans(onScan: (text: string) => void): void {
  const scans = useContext(PageScansContext);
  const current = useRef(onScan);
  useEffect(() => {
    current.current = onScan;
  }, [onScan]);
  useEffect(() => scans?.take((text) => current.current(text)), [scans]);
}
