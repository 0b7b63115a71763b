// Says words to a screen reader, again when the turn changes even if the words do not: two regions take turns, because
// a region whose text stays the same is silent.
import type { ReactNode } from 'react';

export function LiveRegion({
  words,
  turn,
  urgency,
}: {
  words: string;
  turn: number;
  /** `now` interrupts what is being read; `soon` waits for it. */
  urgency: 'now' | 'soon';
}): ReactNode {
  const live = urgency === 'now' ? 'assertive' : 'polite';
  return (
    <div className="visually-hidden">
      <div aria-live={live} aria-atomic="true">
        {turn % 2 === 0 ? words : ''}
      </div>
      <div aria-live={live} aria-atomic="true">
        {turn % 2 === 0 ? '' : words}
      </div>
    </div>
  );
}
