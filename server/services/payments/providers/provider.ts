// What takes money for us: one strategy a method. A provider is asked with a key and must do the same thing once however
// often it is asked with that key; providers with books of their own tell totals, the others do what was asked.
// Must never see or keep a card number.
import type { Ask, Payment, PaymentLink, Seen } from '../../../../shared/domain/payment/payment';

export type ProviderRow = {
  providerId: string;
  method: string;
  name: string;
  settings: Record<string, unknown>;
  /** Never leaves the server: no answer, log or export has it. */
  secrets: Record<string, string>;
};

export type ProviderAnswer =
  /** `seen` null: done exactly as asked. `until`: how long an authorisation holds. */
  | { kind: 'done'; seen: Seen | null; until?: string | null; link?: PaymentLink }
  /** It said no, and will say no again. `seen` when it told more. */
  | { kind: 'refused'; reason: string; seen: Seen | null };

/** A verified message: which payment to look at. */
export type Notice = { paymentId: string | null; reference: string | null };

export type PaymentProvider = {
  /**
   * Idempotent by the key of the ask.
   * @throws ProviderAway when nobody knows yet
   */
  perform: (payment: Payment, ask: Ask) => Promise<ProviderAnswer>;
  /** How the payment stands in the provider's books; null when it has none. @throws ProviderAway */
  look: (payment: Payment) => Promise<Seen | null>;
  /** Whether its settings and secrets work, in its own words; costs nothing. @throws ProviderAway */
  check?: () => Promise<{ isOk: boolean; words: string }>;
  /** Null: the signature does not fit. Providers without webhooks have none. */
  readNotice?: (body: Buffer, headers: Record<string, unknown>, now: Date) => Notice | null;
};

/** What providers of head office's own books ask it. */
export type ProviderPorts = {
  now: () => Date;
  /** As the customer knows it; null where the order is gone. */
  orderNumber: (orderId: string) => Promise<string | null>;
  accountOf: (orderId: string) => Promise<{ isOpen: boolean; currency: string } | null>;
  /** Worth of exchanged goods goes back the way it came: through the payments of the order they were bought with. */
  giveBackExchanged: (payment: Payment, ask: Ask) => Promise<ProviderAnswer>;
};

export type ProviderKind = {
  method: string;
  /** Checks settings and secrets. @throws ZodError */
  open: (row: ProviderRow, ports: ProviderPorts) => PaymentProvider;
  /** Whether money comes by itself and is matched: nothing is asked when the payment starts. */
  waitsForMoney: boolean;
  /** Whether money is taken when goods leave. If not, somebody says when it has come. */
  capturesByItself: boolean;
  secretNames: readonly string[];
  /** Whether it makes a page on which the customer pays: it is asked for `link`, and answers with one. */
  makesLinks?: boolean;
  /** Head office begins such payments by itself; nobody chooses one. */
  isInternal?: boolean;
};

/** It did not answer, or not now: the outcome is unknown, and it is asked again with the same key. */
export class ProviderAway extends Error {
  override readonly name = 'ProviderAway';
  constructor(
    message: string,
    readonly pauseMs: number | null = null,
  ) {
    super(message);
  }
}
