// Whether a mail is written, and when: asked when something happened, and asked again just before it is sent, because a
// customer may have opted out in between.
import { type ChannelMail, ruleOf } from './channel-mail';
import { mailAddress } from './mailbox';
import { type MailKind, topicOf } from './mail-kinds';
import { afterQuietHours, type QuietHours } from './quiet-hours';

export const mailSkips = [
  'off',
  'history',
  'no-address',
  'address-wrong',
  'opted-out',
  'no-door',
  'answered',
] as const;
export type MailSkip = (typeof mailSkips)[number];

export type MailFacts = {
  kind: MailKind;
  /** What the customer gave; null when nothing. */
  address: string | null;
  countryCode: string;
  /** Topics the address has opted out of. */
  optedOut: readonly string[];
  /** When the order was placed and when head office was told; null for mails of no order. */
  order: { placedAt: string; toldAt: string } | null;
  channel: ChannelMail;
  quiet: QuietHours | null;
  /** IANA name. */
  homeZone: string;
  /** Whether customers can reach pages of ours: some mails are nothing without one. */
  hasDoor: boolean;
  /** The customer has done it already: rated the order, come back to the cart. */
  isAnswered: boolean;
  /** From when on it may be sent. ISO instant. */
  from: string;
};

export type MailDecision = { send: true; at: string; templateId: string } | { send: false; why: MailSkip };

const dayMs = 86_400_000;

export function decideMail(facts: MailFacts): MailDecision {
  const { kind, channel, order } = facts;
  const rule = ruleOf(channel, kind);
  const topic = topicOf[kind];
  if (!rule?.isOn) return skip('off');
  if (order && Date.parse(order.toldAt) - Date.parse(order.placedAt) > channel.oldestDays * dayMs)
    return skip('history');
  if (facts.address === null || facts.address.trim() === '') return skip('no-address');
  if (mailAddress(facts.address) === null) return skip('address-wrong');
  if (topic !== null && facts.optedOut.includes(topic)) return skip('opted-out');
  // Who gets an optional mail can always opt out of the next one.
  if (topic !== null && !facts.hasDoor) return skip('no-door');
  if (facts.isAnswered) return skip('answered');
  const at = rule.waits
    ? afterQuietHours(facts.from, facts.quiet, facts.countryCode, facts.homeZone)
    : facts.from;
  return { send: true, at, templateId: rule.templateId };
}

function skip(why: MailSkip): MailDecision {
  return { send: false, why };
}
