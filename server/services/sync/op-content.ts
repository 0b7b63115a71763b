// What an op says, as one hash: the same op delivered twice has the same, anything else under its id has another.
import { hash } from 'node:crypto';
import { canonicalText } from '../../../shared/sync/canonical';

/** SHA-256 of a JSON value, object keys sorted at every depth. */
export function hashOf(value: unknown): string {
  return hashOfText(canonicalText(value));
}

/** SHA-256 of a text, base64url: what sha256Text of shared/sync gives, faster. */
export function hashOfText(text: string): string {
  return hash('sha256', text, 'base64url');
}
