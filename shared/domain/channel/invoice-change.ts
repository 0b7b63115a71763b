// What differs between an invoice as it was taken and as a file tells it again. Lines are compared by content, each as
// often as it occurs: the same line twice is two lines. Deciding what to do about a difference is up to the caller.

/** `original` is the line as some file had it (null: no file had it here), `corrected` what a person made of it. */
export type TakenContent = { original: string | null; corrected: string | null };

export type InvoiceChange = {
  /** Pairs of (place among the taken, place among the told) that say the same. */
  same: { taken: number; told: number }[];
  /** Taken from a file before, no longer told. What a person put here stays and is in none of the lists. */
  gone: number[];
  /** Told now, not taken before. */
  added: number[];
};

export function changeOf(taken: readonly TakenContent[], told: readonly string[]): InvoiceChange {
  const waiting = new Map<string, number[]>();
  told.forEach((content, place) => {
    const places = waiting.get(content);
    if (places) places.push(place);
    else waiting.set(content, [place]);
  });
  const change: InvoiceChange = { same: [], gone: [], added: [] };
  const take = (content: string | null): number | undefined =>
    content === null ? undefined : waiting.get(content)?.shift();
  const later: number[] = [];
  taken.forEach((line, place) => {
    const found = take(line.original);
    if (found === undefined) later.push(place);
    else change.same.push({ taken: place, told: found });
  });
  for (const place of later) {
    const found = take(taken[place]?.corrected ?? null);
    if (found !== undefined) change.same.push({ taken: place, told: found });
    else if (taken[place]?.original !== null) change.gone.push(place);
  }
  for (const places of waiting.values()) change.added.push(...places);
  change.added.sort((a, b) => a - b);
  return change;
}
