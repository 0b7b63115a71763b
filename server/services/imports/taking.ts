// What one invoice of an import is on its way through: where it is placed, what follows from it, what is wrong with it.
import type { InvoiceFacts } from '../../../shared/domain/channel/online-retail';
import type { InvoiceEffects, NewProblem } from '../../../shared/domain/channel/take-invoice';
import type { ChannelId } from '../../../shared/domain/ids';

export type PlacingContext = {
  importId: string;
  channelId: ChannelId;
  currency: string;
  mayUse: InvoiceFacts['mayUse'];
  now: () => string;
  newId: () => string;
};

/** One invoice on its way: what it was, and what follows from what is told now. */
export type Taking = {
  effects: InvoiceEffects;
  kind: string;
  fingerprint: string;
  wasKnown: boolean;
  problems: NewProblem[];
};
