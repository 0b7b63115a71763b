// What differs between an invoice as it was taken and as a file tells it again. Lines are compared by content, each as
// often as it occurs: the same line twice is two lines. Deciding what to do about a difference is up to the caller.

/** `original` is the line as some file had it, `corrected` what a person made of it. */
export type TakenContent = { original: string; corrected: string | null };

export type InvoiceChange = {
  /** Pairs of (place among the taken, place among the told) that say the same. */
  same: { taken: number; told: number }[];
  /** Taken before, no longer told. */
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
    if (found === undefined) change.gone.push(place);
    else change.same.push({ taken: place, told: found });
  }
  for (const places of waiting.values()) change.added.push(...places);
  change.added.sort((a, b) => a - b);
  return change;
}

export type Units = { sku: string; unitPriceMinor: number; quantity: number };

/**
 * Units that go and units that come, where lines of the same product and price are set off against each other: 6
 * corrected to 8 is two more, not six less and eight more.
 * @returns for each gone line how many units really go, for each added line how many really come
 */
export function netUnits(
  gone: readonly Units[],
  added: readonly Units[],
): { gone: number[]; added: number[] } {
  const goneLeft = gone.map((line) => line.quantity);
  const addedLeft = added.map((line) => line.quantity);
  const goneByKey = new Map<string, number[]>();
  gone.forEach((line, place) => {
    const key = `${line.unitPriceMinor} ${line.sku}`;
    goneByKey.set(key, [...(goneByKey.get(key) ?? []), place]);
  });
  added.forEach((line, place) => {
    for (const other of goneByKey.get(`${line.unitPriceMinor} ${line.sku}`) ?? []) {
      const both = Math.min(addedLeft[place] ?? 0, goneLeft[other] ?? 0);
      addedLeft[place] = (addedLeft[place] ?? 0) - both;
      goneLeft[other] = (goneLeft[other] ?? 0) - both;
    }
  });
  return { gone: goneLeft, added: addedLeft };
}
