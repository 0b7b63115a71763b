// Text as XML may hold it: a name may have come from anywhere, and some signs have no place in a document at all.

/** The same value without them, however deep they stand. */
export function withoutIllegalSigns<Value>(value: Value): Value {
  return clean(value) as Value;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string')
    // oxlint-disable-next-line no-control-regex -- exactly those
    return value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '');
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, clean(each)]));
}
