// How property tests run here: fast-check prints seed, path and the shrunk case when one fails; a case that once
// failed is pinned as an example of its property, so it runs first, every time, by itself.
import fc from 'fast-check';

/** PROPERTY_TIMES=50 looks fifty times as long, for a night's hunt. */
const times = Number(process.env['PROPERTY_TIMES'] ?? 1);

/** `pinned` holds whole argument lists that failed before. `runs` is lowered only for slow properties. */
export function holds<Arguments extends [unknown, ...unknown[]]>(
  property: fc.IPropertyWithHooks<Arguments>,
  options: { pinned?: Arguments[]; runs?: number } = {},
): void {
  fc.assert(property, {
    numRuns: (options.runs ?? 300) * times,
    examples: options.pinned ?? [],
  });
}
