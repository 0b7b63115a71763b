// Which values every refusal of a code carries for its words, whoever refuses. Complete by its type.
import { expect } from 'vitest';
import type { Refusal } from './decision';
import type { RefusalCode } from './refusal';

export const refusalValues: Record<RefusalCode, readonly string[]> = {
  'order-exists': ['number'],
  'order-not-placed': [],
  'order-closed': ['number'],
  'order-cancelled': ['number'],
  'order-held': ['number'],
  'order-has-no-lines': ['number'],
  'line-unknown': ['number', 'lineNo'],
  'quantity-not-positive': ['quantity'],
  'more-than-open': ['number', 'sku', 'quantity', 'limit'],
  'more-than-allocated': ['number', 'sku', 'quantity', 'limit'],
  'more-than-packed': ['number', 'sku', 'quantity', 'limit'],
  'hold-unknown': ['reason'],
  'parcel-unknown': [],
  'parcel-exists': [],
  'parcel-not-held-here': ['number'],
  'parcel-fence-old': ['number', 'fence', 'now'],
  'catching-up': ['number'],
  'too-many-held': ['number', 'limit'],
  'lease-over': ['number'],
  'packed-elsewhere': ['number'],
  'parcel-on-hold': ['number', 'reason'],
  'parcel-already-open': ['number'],
  'parcel-not-open': ['number'],
  'parcel-sealed': ['number'],
  'parcel-not-sealed': ['number'],
  'parcel-not-labelled': ['number'],
  'parcel-handed-over': ['number'],
  'parcel-cancelled': ['number'],
  'parcel-empty': ['number'],
  'parcel-incomplete': ['number', 'left'],
  'parcel-complete': ['number'],
  'item-not-in-order': ['number', 'sku'],
  'item-of-another-order': ['number', 'sku', 'name', 'other'],
  'item-complete': ['number', 'sku', 'name', 'quantity', 'left'],
  'item-too-many': ['number', 'sku', 'name', 'quantity', 'left'],
  'line-cancelled': ['number', 'sku', 'name', 'quantity'],
  'cancel-asked': ['number', 'what'],
  'cancel-stops-parcel': ['number'],
  'cancel-not-asked': ['number'],
  'nothing-to-undo': [],
  'box-not-chosen': ['number'],
  'box-unknown': [],
  'label-wrong': ['number', 'code'],
  'code-unknown': ['code'],
  'code-misread': ['code'],
  'badge-unknown': [],
  'badge-first': [],
  'order-first': ['code'],
  'nothing-waiting': ['name', 'sku'],
  'other-parcel-open': ['number', 'other'],
  'order-not-on-this-bench': ['number'],
  'needs-head-office': ['number'],
  'scan-held-by-stop': ['code'],
  'number-range-empty': [],
  'not-saved': [],
  'contradicts-head-office': [],
};

/** Fails when a refusal lacks a value that its words may use. */
export function expectValues(refusal: Refusal): void {
  const values = Object.keys(refusal.values);
  expect(values, `${refusal.code} lacks values for its words`).toEqual(
    expect.arrayContaining([...refusalValues[refusal.code]]),
  );
}
