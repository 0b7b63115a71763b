// A verdict in words: a headline and what to do next or what just happened. Keys are put together from codes, and a
// test compares the codes with the words.
import type { IntlShape } from 'react-intl';
import type { Verdict, VerdictCode } from '../../../shared/domain/packing/verdict';
import { formatMoney } from '../../app/formatters';
import type { Instruction } from './instruction';

export type VerdictWords = { headline: string; detail: string };

type Speaker = Pick<IntlShape, 'formatMessage' | 'formatNumber' | 'formatDate' | 'formatRelativeTime'>;

/** Answers after which the state of the box says what is next; the others ask for something of their own. */
const stateSaysNext: ReadonlySet<VerdictCode> = new Set<VerdictCode>([
  'ready',
  'logged-in',
  'logged-out',
  'parcel-opened',
  'item-packed',
  'line-complete',
  'parcel-complete',
  'marked-missing',
  'box-chosen',
  'next-box-started',
  'resumed',
  'handed-over',
  'parcel-ended',
  'quantity-set',
  'stop-cleared',
  'cancelled-command',
  'counter-started',
  'count-started',
  'aside-left',
  'sale-item',
  'location-chosen',
  'counted',
  'scan-taken-back',
  'count-kept',
  'cancel-accepted',
  'tour-opened',
  'tote-taken',
  'bin-right',
  'picked',
  'stop-complete',
  'bin-skipped',
  'short-held',
  'short-shipped',
  'short-other-site',
  'taken-elsewhere',
  'receiving-started',
  'purchase-opened',
  'received',
  'received-line',
  'received-blind',
  'trait-asked',
  'receipt-undone',
  'move-started',
  'taken-from',
  'replenish-begun',
  'in-hand',
  'put-into',
  'put-into-some',
  'move-undone',
  'transfer-opened',
  'loaded',
]);

/** The headline is what to do now, except for a refusal: there it is what is wrong. */
export function wordsOf(intl: Speaker, verdict: Verdict, instruction: Instruction): VerdictWords {
  if (verdict.kind === 'refusal') {
    const { code, values } = verdict.refusal;
    return {
      headline: intl.formatMessage({ id: `refusal.${code}.title` }, values),
      detail: intl.formatMessage({ id: `refusal.${code}.next` }, values),
    };
  }
  const values = valuesOf(intl, verdict);
  // Choices that stand say more than that something was asked once.
  const isChoice = instruction.key === 'instruction.what-now';
  return {
    headline:
      isChoice || stateSaysNext.has(verdict.code)
        ? intl.formatMessage({ id: instruction.key }, instruction.values)
        : intl.formatMessage({ id: `verdict.${verdict.code}.next` }, values),
    detail: intl.formatMessage({ id: `verdict.${verdict.code}` }, values),
  };
}

/** A command is called by its name, not by its id. */
function valuesOf(intl: Speaker, verdict: Verdict): Verdict['values'] {
  const { command, ...values } = inMoney(intl, verdict.values);
  return command === undefined
    ? values
    : { ...values, command: intl.formatMessage({ id: `command.${command}.label` }) };
}

/** `totalMinor` with a currency beside it is also said as `total`, as people write amounts. */
function inMoney(intl: Speaker, values: Verdict['values']): Verdict['values'] {
  const { currency } = values;
  if (typeof currency !== 'string') return values;
  const amounts = Object.entries(values).flatMap(([name, amountMinor]): [string, string][] =>
    name.endsWith('Minor') && typeof amountMinor === 'number'
      ? [[name.slice(0, -'Minor'.length), formatMoney(intl, { amountMinor, currency })]]
      : [],
  );
  return { ...values, ...Object.fromEntries(amounts) };
}
