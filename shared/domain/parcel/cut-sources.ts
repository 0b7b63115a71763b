// Which bins some units of a line are in.
import type { ParcelLine } from './parcel';

/**
 * The bins of units `from` up to, not including, `to` of a line. A line's bins are read in one way everywhere: the first
 * `packed` units are in the box, units up to `wanted` are still reserved, and those that are gone are the last ones.
 */
export function cutSources(sources: ParcelLine['sources'], from: number, to: number): ParcelLine['sources'] {
  const cut: ParcelLine['sources'] = [];
  let at = 0;
  for (const source of sources) {
    const quantity = Math.min(to, at + source.quantity) - Math.max(from, at);
    if (quantity > 0) cut.push({ ...source, quantity });
    at += source.quantity;
  }
  return cut;
}

/** Where the next units of a line that are not found should have been: those that are gone are the last ones. */
export function sourcesLost(line: ParcelLine, quantity: number): ParcelLine['sources'] {
  const there = line.expected - line.missing - line.damaged;
  return cutSources(line.sources, there - quantity, there);
}
