// What an op says, as one hash: the same op delivered twice has the same, anything else under its id has another.
// Keys are sorted, because a local store may hand fields back in another order than it took them.
import { createHash } from 'node:crypto';
import type { OpEnvelope } from '../../../shared/sync/op';

export function contentHashOf(op: OpEnvelope): string {
  return hashOf(op);
}

/** SHA-256 of a JSON value, object keys sorted at every depth. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('base64url');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`);
  return `{${fields.join(',')}}`;
}
