// What identifiers must stand together, and which must not (attributes `req` and `ex` of the GS1 Syntax Dictionary). Whoever
// scans keeps what was read and says so; whoever prints refuses.
import { entryOf, isMeantBy } from './dictionary';
import type { Gs1Element } from './element-strings';

export type Association =
  /** The same identifier with two values. */
  | { kind: 'repeated'; ai: string }
  | { kind: 'excluded'; ai: string; by: string }
  /** One of these groups is needed beside it. */
  | { kind: 'missing'; ai: string; needs: readonly (readonly string[])[] }
  /** A signature is of one thing: the key beside it needs its serial component. */
  | { kind: 'serial-missing'; ai: string };

/** Digital signature. */
const signature = '8030';
/** Keys whose serial is a part of themselves, and how long they are without it. */
const withSerial: readonly (readonly [string, number])[] = [
  ['253', 13],
  ['255', 13],
  ['8003', 14],
];

/** Everything that is wrong between the elements of one item, in their order. */
export function associationFaults(elements: readonly Gs1Element[]): Association[] {
  const ais = [...new Set(elements.map(({ ai }) => ai))];
  const faults: Association[] = ais
    .filter((ai) => new Set(elements.filter((each) => each.ai === ai).map(({ value }) => value)).size > 1)
    .map((ai) => ({ kind: 'repeated', ai }));
  for (const ai of ais) {
    const entry = entryOf(ai);
    if (!entry) continue;
    for (const by of ais)
      if (by !== ai && entry.excludes.some((pattern) => isMeantBy(by, pattern)))
        faults.push({ kind: 'excluded', ai, by });
    for (const needs of entry.requires)
      if (
        !needs.some((group) =>
          group.every((pattern) => ais.some((other) => other !== ai && isMeantBy(other, pattern))),
        )
      )
        faults.push({ kind: 'missing', ai, needs });
  }
  if (ais.includes(signature))
    for (const { ai, value } of elements)
      if (withSerial.some(([key, digits]) => key === ai && value.length <= digits))
        faults.push({ kind: 'serial-missing', ai });
  return faults;
}
