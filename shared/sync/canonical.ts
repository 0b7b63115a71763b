// One text for one value: the same JSON in any order of keys is the same text, anything else another. What is hashed, at a
// station and at head office, is hashed over this text. Must never change: hashes of years lie in databases.

/** JSON with the keys of every object sorted by UTF-16 units; fields that are undefined count as absent. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalText(field)}`);
  return `{${fields.join(',')}}`;
}
