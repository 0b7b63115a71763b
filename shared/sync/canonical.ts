// One text for one value: the same JSON in any order of keys is the same text, anything else another. What is hashed, at a
// station and at head office, is hashed over this text. Must never change: hashes of years lie in databases.

/** JSON with the keys of every object sorted by UTF-16 units; fields that are undefined count as absent. */
export function canonicalText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  let fields = '';
  for (const name of Object.keys(value).sort()) {
    const field = (value as Record<string, unknown>)[name];
    if (field === undefined) continue;
    if (fields !== '') fields += ',';
    fields += `${JSON.stringify(name)}:${canonicalText(field)}`;
  }
  return `{${fields}}`;
}
