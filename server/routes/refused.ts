// A request that cannot be met, as every route says it: a status, a code with words in shared/text, and what to do next.
import type { Refusal } from '../../shared/domain/decision';
import { wordsOf } from '../services/imports/words';

export type RefusedValues = Record<string, string | number>;

export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly values: RefusedValues = {},
    message: string = wordsOf(`error.${code}`, values),
  ) {
    super(message);
  }
}

/** A rule of the domain said no. */
export function refusedBy(refusal: Refusal, status = 409): RequestRefused {
  const message = `${wordsOf(`refusal.${refusal.code}.title`, refusal.values)}. ${wordsOf(`refusal.${refusal.code}.next`, refusal.values)}`;
  return new RequestRefused(status, refusal.code, refusal.values, message);
}
