// The last commits of this process, kept so that a station whose connection broke for a moment need not pull everything
// again: it names the last one it has (the `Last-Event-ID` of server-sent events) and gets what came after.
// Must never answer with a hole: whoever asks for what is not all here is told to pull.

export type StreamRing<Entry> = {
  /** @returns the place of what was added; `size` says how much of the ring it takes */
  add: (entry: Entry, size: number) => number;
  /** Everything after a place, oldest first; null when the place is of another ring or no longer all here. */
  after: (eventId: string | null) => readonly Entry[] | null;
  /** Where the ring stands now, as an event id. */
  eventId: () => string;
};

const eventIdPattern = /^([0-9a-f-]{36})\.(\d{1,15})$/;

/** @param ringId names this life of this process; places of another life mean nothing here */
export function createStreamRing<Entry>(ringId: string, mostSize: number): StreamRing<Entry> {
  let kept: { entry: Entry; size: number }[] = [];
  /** Place of the newest entry; the oldest kept has `newest - kept.length + 1`. */
  let newest = 0;
  let size = 0;

  return {
    add: (entry, entrySize) => {
      newest += 1;
      kept.push({ entry, size: entrySize });
      size += entrySize;
      if (size > mostSize) {
        // Half at once: dropping one at a time would move the whole list for every commit.
        let drop = 0;
        while (drop < kept.length && size > mostSize / 2) {
          size -= kept[drop]?.size ?? 0;
          drop += 1;
        }
        kept = kept.slice(drop);
      }
      return newest;
    },
    after: (eventId) => {
      const [, ring, text] = eventIdPattern.exec(eventId ?? '') ?? [];
      const place = Number(text);
      if (ring !== ringId || place > newest || place < newest - kept.length) return null;
      return kept.slice(kept.length - (newest - place)).map(({ entry }) => entry);
    },
    eventId: () => `${ringId}.${newest}`,
  };
}
