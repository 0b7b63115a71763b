// What every scan means in every situation of a bench: the specification of the packing session as data, printed to
// docs/states/bench.md. Its type makes it complete: every input and every situation of bench.test-kit has its cell.
import type { InputName, SituationName } from './bench.test-kit';

const held = '!scan-held-by-stop';
const nobody = '!badge-first';

type Row = Record<SituationName, string>;
/** What every scan means in every situation. Where only `stopped` and `nobody` differ, they are filled in by `row`. */
const row = (idle: string, open: string, complete = open): Row => ({
  nobody,
  idle,
  open,
  complete,
  stopped: held,
});

/** `code -> ops` is an answer and what is written to disk first; `!code` is a refusal. */
export const benchTable: Record<InputName, Row> = {
  badge: {
    nobody: 'logged-in -> bench.log-in',
    idle: 'logged-in -> bench.log-in',
    open: 'logged-in -> bench.log-in',
    complete: 'logged-in -> bench.log-in',
    stopped: held,
  },
  'badge of nobody': { ...row('!badge-unknown', '!badge-unknown'), nobody: '!badge-unknown' },

  ok: { ...row('ready', 'ready'), stopped: 'stop-cleared' },
  cancel: { ...row('ready', 'parcel-parked'), stopped: 'stop-cleared' },
  undo: row('!order-first', 'undone -> parcel.undo'),
  'next-box': row('!order-first', 'next-box-started -> parcel.next-box parcel.seal', '!parcel-complete'),
  seal: row('!order-first', '!parcel-incomplete', 'sealed -> parcel.seal'),
  reprint: row('label-asked', '!parcel-not-sealed'),
  reopen: row('confirm-again', '!parcel-not-sealed'),
  missing: row('!order-first', 'confirm-again'),
  damaged: row('!order-first', 'damaged-next'),
  hold: row('!order-first', 'confirm-again'),
  'ship-part': row('!order-first', 'confirm-again'),
  'log-out': row('logged-out -> bench.log-out', '!other-parcel-open', 'logged-out -> bench.log-out'),
  'take-20': row('batch-asked', 'batch-asked'),
  'take-50': row('batch-asked', 'batch-asked'),
  'give-back': row('given-back', 'given-back'),
  'counter-sale': row('counter-started', '!box-open-first'),
  'count-bin': row('count-started', '!box-open-first'),
  pick: row('!no-tour', '!box-open-first'),
  receive: row('receiving-started', '!box-open-first'),
  'put-away': row('move-started', '!box-open-first'),
  'take-return': row('returns-started', '!box-open-first'),
  skip: row('!order-first', '!code-unknown'),
  'tote-full': row('!order-first', '!code-unknown'),
  finish: row('!order-first', '!code-unknown'),
  override: row('!second-person-not-asked', '!second-person-not-asked'),
  'print-tag': row('!not-special', '!not-special'),
  'print-papers': row('!papers-none', '!papers-none'),
  photo: row('!order-first', '!camera-missing'),
  weigh: row('!order-first', '!scale-missing'),
  'zero-scale': row('!scale-missing', '!scale-missing'),
  'tare-scale': row('!scale-missing', '!scale-missing'),
  'name-code': row('!name-code-nothing', '!name-code-nothing'),
  'quantity-0': row('!quantity-not-positive', '!quantity-not-positive'),
  'quantity-1': row('quantity-set', 'quantity-set'),
  'quantity-2': row('quantity-set', 'quantity-set'),
  'quantity-3': row('quantity-set', 'quantity-set'),
  'quantity-4': row('quantity-set', 'quantity-set'),
  'quantity-5': row('quantity-set', 'quantity-set'),
  'quantity-6': row('quantity-set', 'quantity-set'),
  'quantity-7': row('quantity-set', 'quantity-set'),
  'quantity-8': row('quantity-set', 'quantity-set'),
  'quantity-9': row('quantity-set', 'quantity-set'),

  'order on this bench': row('parcel-opened -> parcel.open', '!other-parcel-open'),
  'order parked here': row('parcel-opened', '!other-parcel-open'),
  'order on hold here': row('resume-again', '!other-parcel-open'),
  'order nobody holds': row('asking-head-office -> parcel.claim', 'asking-head-office -> parcel.claim'),
  'order on another bench': row('!parcel-not-held-here', '!other-parcel-open'),
  'order sealed': row('label-waiting', 'label-waiting'),
  'order labelled': row('!parcel-sealed', '!parcel-sealed'),
  'order that left': row('!parcel-handed-over', '!parcel-handed-over'),
  'order cancelled': row('!parcel-cancelled', '!parcel-cancelled'),
  'order open here': row('parcel-opened', '!parcel-already-open'),
  'order with no parcel': row('!code-unknown', '!code-unknown'),
  purchase: row('purchase-opened', '!box-open-first'),
  'purchase nobody awaits': row('!purchase-unknown', '!box-open-first'),
  'return nobody told of': row('return-unannounced', '!box-open-first'),
  'order elsewhere': row('!order-not-on-this-bench', '!order-not-on-this-bench'),
  tote: row('parcel-opened -> parcel.open', '!other-parcel-open'),

  'label to hand over': row('handed-over -> parcel.hand-over', 'handed-over -> parcel.hand-over'),
  'label not confirmed': row('!parcel-not-labelled', '!parcel-not-labelled'),
  'label of a parcel that left': row('!parcel-handed-over', '!parcel-handed-over'),
  'label nobody knows': row('!code-unknown', '!code-unknown'),
  "carrier's code of a box": row('handed-over -> parcel.hand-over', 'handed-over -> parcel.hand-over'),
  "carrier's code of two boxes": row('!carrier-code-twice', '!carrier-code-twice'),

  'item wanted': {
    ...row(
      'item-packed -> parcel.open parcel.pack-item',
      'item-packed -> parcel.pack-item',
      '!item-complete',
    ),
    stopped: 'item-packed -> parcel.pack-item',
  },
  'item not in order': row('!nothing-waiting', '!item-not-in-order'),
  'item of another order': row('item-packed -> parcel.open parcel.pack-item', '!item-of-another-order'),
  'more than wanted': row('!item-too-many', '!item-too-many', '!item-complete'),

  box: row('!order-first', 'box-chosen -> parcel.choose-box'),
  'tote of nobody': row('!code-unknown', '!code-unknown'),
  location: row('!code-unknown', '!code-unknown'),
  'order form': row('!sale-empty', '!sale-empty'),
  'unknown code': row('!code-unknown', '!code-unknown'),
  'misread code': row('!code-misread', '!code-misread'),
};
