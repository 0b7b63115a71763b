// A request that cannot be met, as every route says it: a status, a code with words in shared/text, and what to do next.
import type { Refusal } from '../../shared/domain/decision';
import { wordsOf } from '../services/imports/words';

/** Codes of head office's door, with their HTTP status. Words are in shared/text under `error.CODE`. */
export const requestCodes = {
  'request-invalid': 400,
  'json-invalid': 400,
  'cursor-wrong': 400,
  'token-missing': 401,
  'token-refused': 401,
  'challenge-over': 401,
  'proof-refused': 401,
  'signature-wrong': 401,
  'signature-old': 401,
  'role-missing': 403,
  'scope-missing': 403,
  'not-for-pages': 403,
  'enrol-code-wrong': 403,
  'enrol-code-used': 403,
  'enrol-code-expired': 403,
  'enrol-tries-used': 403,
  'enrol-proof-wrong': 403,
  'route-unknown': 404,
  'order-unknown': 404,
  'channel-not-there': 404,
  'station-unknown': 404,
  'parcel-unknown': 404,
  'task-unknown': 404,
  'carrier-unknown': 404,
  'webhook-refused': 401,
  'person-unknown': 404,
  'provider-unknown': 404,
  'bank-line-unknown': 404,
  'invoice-unknown': 404,
  'bulk-unknown': 404,
  'bulk-none': 422,
  'bulk-not-now': 409,
  'list-unknown': 404,
  'rates-unread': 422,
  'statement-unread': 422,
  'statement-known': 409,
  'debt-unknown': 404,
  'invoice-nothing': 409,
  'invoice-no-rate': 422,
  'accounting-file-too-long': 422,
  'answer-unsigned': 401,
  'warehouse-unknown': 404,
  'mail-unknown': 404,
  'customer-unknown': 404,
  'case-unknown': 404,
  'return-unknown': 404,
  'return-code-unknown': 404,
  'link-unknown': 404,
  'webhook-unknown': 404,
  'key-unknown': 404,
  'flow-version-unknown': 404,
  'number-range-empty': 409,
  'order-different': 409,
  'badge-taken': 409,
  'channel-taken': 409,
  'route-settled': 409,
  'policy-changed': 409,
  'special-settings-changed': 409,
  'alert-unknown': 404,
  'alert-settings-changed': 409,
  'paper-rules-changed': 409,
  'paper-not-of-box': 422,
  'paper-of-a-box': 422,
  'paper-not-over-border': 422,
  'paper-without-sender': 409,
  'plan-unknown': 404,
  'run-unknown': 404,
  'supplier-unknown': 404,
  'supplier-name': 409,
  'proposal-gone': 409,
  'demand-entry-unknown': 404,
  'demand-product-unknown': 404,
  'demand-like-unknown': 422,
  'photo-unknown': 404,
  'photo-wrong': 422,
  'photo-too-many': 429,
  'floor-changed': 409,
  'floor-nothing-to-undo': 409,
  'floor-file-unread': 422,
  'floor-bin-unknown': 404,
  'count-unknown': 404,
  'count-not-open': 409,
  'counts-without-rules': 409,
  'purchase-unknown': 404,
  'books-not-open': 409,
  'books-are-open': 409,
  'books-no-currency': 409,
  'books-no-rate': 422,
  'books-currency-fixed': 409,
  'book-account-unknown': 422,
  'book-account-in-use': 409,
  'book-role-other-kind': 422,
  'entry-unknown': 404,
  'entry-unbalanced': 422,
  'entry-of-event': 409,
  'book-month-closed': 409,
  'book-month-not-next': 409,
  'book-month-not-last': 409,
  'book-month-running': 409,
  'books-behind': 409,
  'bill-number-used': 409,
  'books-no-company': 409,
  'ubl-refused': 422,
  'waybill-unknown': 404,
  'waybill-country': 409,
  'waybill-no-folder': 409,
  'tour-unknown': 404,
  'purchase-moved': 409,
  'supply-of-purchase': 409,
  'tour-not-now': 409,
  'plan-not-ready': 409,
  'supply-unknown': 404,
  'plan-is-what-if': 409,
  'flow-changed': 409,
  'request-running': 409,
  'checkpoint-reset': 410,
  'body-too-large': 413,
  'media-type-wrong': 415,
  'op-changed': 422,
  'sku-unknown': 422,
  'price-unknown': 422,
  'request-key-used': 422,
  'field-other-kind': 422,
  'webhook-address-wrong': 422,
  'custom-field-wrong': 422,
  'cart-currency': 422,
  'product-unknown': 422,
  'bin-unknown': 422,
  'pins-differ': 422,
  'pin-easy': 422,
  'channel-unknown': 422,
  'mail-address-wrong': 422,
  'mail-settings-wrong': 422,
  'mail-off': 409,
  'mail-not-again': 409,
  'template-wrong': 422,
  'template-other-kind': 409,
  'channel-order-refused': 422,
  'asked-too-often': 429,
  'deliveries-too-often': 429,
  'enrol-too-often': 429,
  'token-too-often': 429,
  'request-refused': 400,
  'head-office-failed': 500,
  'database-unreachable': 503,
} as const;
export type RequestCode = keyof typeof requestCodes;

export type RefusedValues = Record<string, string | number>;

export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly values: RefusedValues,
    message: string,
  ) {
    super(message);
  }
}

/** The first of what is wrong with custom fields: where, why, and what to do. */
export function refusedFields(
  problems: readonly { place: string; code: string; values: RefusedValues }[],
): RequestRefused {
  const [first] = problems;
  const values = first?.values ?? {};
  return refuse('custom-field-wrong', {
    field: first?.place ?? '',
    reason: wordsOf(`channel.problem.${first?.code ?? ''}`, values),
    remedy: wordsOf(`channel.problem.${first?.code ?? ''}.remedy`, values),
  });
}

export function refuse(code: RequestCode, values: RefusedValues = {}): RequestRefused {
  return new RequestRefused(requestCodes[code], code, values, wordsOf(`error.${code}`, values));
}

/** A rule of the domain said no. */
export function refusedBy(refusal: Refusal, status = 409): RequestRefused {
  const title = wordsOf(`refusal.${refusal.code}.title`, refusal.values);
  const next = wordsOf(`refusal.${refusal.code}.next`, refusal.values);
  return new RequestRefused(status, refusal.code, refusal.values, `${title}. ${next}`);
}
