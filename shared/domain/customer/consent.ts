// What a customer agreed to be told, by purpose and by the way they are reached. What belongs to an order needs no consent;
// an optional note is sent until somebody says no, advertising only after somebody said yes. The newest word counts.
import { mailTopics } from '../mail/mail-kinds';

export const consentChannels = ['mail', 'phone'] as const;
export type ConsentChannel = (typeof consentChannels)[number];

export const consentPurposes = [...mailTopics, 'marketing'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

/** Where a word of a customer came from. `link`: their own hand, in a mail of ours. */
export const consentSources = ['link', 'call', 'letter', 'shop', 'counter', 'office'] as const;
export type ConsentSource = (typeof consentSources)[number];

/** Whether one may be told of a purpose before they have said anything about it. */
export const givenUnlessSaid: Readonly<Record<ConsentPurpose, boolean>> = {
  ratings: true,
  carts: true,
  stock: true,
  marketing: false,
};
