// What the bench answers to a scan: tone, sound, words and the place on the screen, always all of them (law 9).
// Words live in shared/text: `verdict.CODE` for the go/look/wait codes here, `refusal.CODE.*` for refusals.
import type { Refusal } from '../decision';
import { refusalTones, type Tone } from '../refusal';

export const verdictCodes = [
  'ready',
  'enter-pin',
  'logged-in',
  'logged-out',
  'person-unlocked',
  'parcel-opened',
  'parcel-parked',
  'provisional-started',
  'item-packed',
  'line-complete',
  'parcel-complete',
  'item-taken-out',
  'marked-missing',
  'marked-damaged',
  'damaged-next',
  'undone',
  'box-chosen',
  'box-other',
  'box-why',
  'box-why-item',
  'box-lesson',
  'read-first',
  'photo-first',
  'photo-taken',
  'weigh-first',
  'weigh-settling',
  'weigh-cannot',
  'weight-differs',
  'weight-typed',
  'weight-read',
  'scale-zeroed',
  'scale-tared',
  'unit-is-in',
  'unit-unwatched',
  'code-what',
  'code-badge',
  'code-aside',
  'next-box-started',
  'part-released',
  'parcel-ended',
  'held',
  'resumed',
  'resume-again',
  'sealed',
  'reopened',
  'label-waiting',
  'label-asked',
  'handed-over',
  'note-again',
  'quantity-set',
  'stop-cleared',
  'cancelled-command',
  'confirm-again',
  'asking-head-office',
  'cancel-accepted',
  'batch-asked',
  'batch-asked-later',
  'given-back',
  'counter-started',
  'count-started',
  'aside-left',
  'sale-item',
  'sale-pay',
  'sale-priced',
  'sale-received',
  'sold',
  'sold-change',
  'order-taken',
  'receipt-asked',
  'location-chosen',
  'counted',
  'scan-taken-back',
  'count-kept',
  'second-person',
  'override-reason',
  'override-badge',
  'special-now',
  'tag-right',
  'tag-asked',
  'papers-asked',
  'pick-list-asked',
  'printer-changed',
  'jam-which',
  'jam-none',
  'jam-prints',
  'label-on-box',
  'label-later',
  'tour-opened',
  'tour-asked',
  'tote-taken',
  'bin-right',
  'into-tote',
  'picked',
  'stop-complete',
  'bin-skipped',
  'short-what-now',
  'short-held',
  'taken-elsewhere',
  'short-shipped',
  'tote-asked',
  'put-back',
  'tour-dropped',
  'tour-given-back',
  'receiving-started',
  'purchase-opened',
  'received',
  'received-line',
  'received-all',
  'received-blind',
  'received-over',
  'received-wrong',
  'received-damaged',
  'trait-asked',
  'lot-other',
  'from-tote',
  'short-other-site',
  'receipt-undone',
  'receiving-finished',
  'receiving-short',
  'returns-started',
  'return-opened',
  'return-unannounced',
  'return-choose',
  'return-judge',
  'return-judge-blind',
  'return-as-new',
  'return-apart',
  'return-blind',
  'return-wrong',
  'return-extra',
  'return-shelved',
  'return-left',
  'return-not-ours',
  'return-note-asked',
  'return-noted',
  'return-photo-taken',
  'place-chosen',
  'place-free',
  'place-asked-back',
  'return-goods-photo-taken',
  'return-label-asked',
  'return-undone',
  'return-finished',
  'return-missing',
  'move-started',
  'taken-from',
  'replenish-begun',
  'replenish-begun-lot',
  'in-hand',
  'put-into',
  'put-into-some',
  'move-undone',
  'transfer-opened',
  'loaded',
  'loaded-over',
  'transfer-departed',
  'transfer-departed-part',
] as const;
export type VerdictCode = (typeof verdictCodes)[number];

export type Sound = 'accepted' | 'line-complete' | 'order-complete' | 'look' | 'stop' | 'already';

/** Where the eye should go. */
export type Place =
  | { kind: 'line'; lineNo: number }
  | { kind: 'box' }
  | { kind: 'label' }
  | { kind: 'operator' }
  | null;

export type Verdict = {
  tone: Tone;
  sound: Sound;
  holds: boolean;
  place: Place;
  values: Record<string, string | number>;
} & ({ kind: 'answer'; code: VerdictCode } | { kind: 'refusal'; refusal: Refusal });

export function answer(
  code: VerdictCode,
  values: Record<string, string | number> = {},
  options: { tone?: Tone; sound?: Sound; place?: Place } = {},
): Verdict {
  return {
    kind: 'answer',
    code,
    values,
    tone: options.tone ?? 'go',
    sound: options.sound ?? 'accepted',
    place: options.place ?? null,
    holds: false,
  };
}

/** A stop is held until acknowledged; anything softer is gone with the next scan. */
export function refusalVerdict(refusal: Refusal, place: Place = null): Verdict {
  const tone = refusalTones[refusal.code];
  const already =
    refusal.code === 'parcel-sealed' ||
    refusal.code === 'parcel-handed-over' ||
    refusal.code === 'parcel-already-open';
  return {
    kind: 'refusal',
    refusal,
    values: refusal.values,
    tone,
    sound: already ? 'already' : tone === 'stop' ? 'stop' : 'look',
    place,
    holds: tone === 'stop',
  };
}
