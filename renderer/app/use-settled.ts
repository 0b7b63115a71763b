// A value as it was a moment ago, renewed every so often while it changes: for words that would otherwise flicker.
import { useEffect, useRef, useState } from 'react';

/** Never older than `everyMs` and never changed more often. */
export function useSettled<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(value);
  const newest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    newest.current = value;
    timer.current ??= setTimeout(() => {
      timer.current = null;
      setShown(newest.current);
    }, everyMs);
  }, [value, everyMs]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return shown;
}
