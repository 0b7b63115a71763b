// Who may go next among units of work that wait for streams. Units of one stream keep their order whatever else they
// touch; units that share no stream with running work need not wait for it.

/**
 * Takes the next group out of `waiting`: units that may share one transaction, in their order.
 * @param busy streams that running groups hold
 * @returns empty when everything that waits has to go on waiting
 */
export function takeGroup<U extends { streams: readonly string[] }>(
  waiting: U[],
  busy: ReadonlySet<string>,
  limit: number,
): U[] {
  const group: U[] = [];
  const held = new Set<string>();
  // Streams that somebody earlier in the line waits for: nobody may overtake there.
  const closed = new Set(busy);
  const staying: U[] = [];
  for (const unit of waiting) {
    const isFree = group.length < limit && !unit.streams.some((streamId) => closed.has(streamId));
    const belongs = group.length === 0 || unit.streams.some((streamId) => held.has(streamId));
    if (isFree && belongs) {
      group.push(unit);
      for (const streamId of unit.streams) held.add(streamId);
    } else {
      staying.push(unit);
      for (const streamId of unit.streams) closed.add(streamId);
    }
  }
  waiting.splice(0, waiting.length, ...staying);
  return group;
}
