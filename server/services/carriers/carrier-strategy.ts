// What head office asks of a carrier, whoever it is: prices, a label bought once, giving it back, news of the way, a list
// for the driver. One strategy a kind; carrier-contract.test-kit.ts says what each has to keep.
// A purchase has two steps, so that a crash, a lost answer or a second process can never buy twice: `prepare` costs nothing
// and names what will be bought, head office writes the name down, `buy` buys exactly that and may be said again.
import type { z } from 'zod';
import type { Address } from '../../../shared/domain/customer/address';
import type { BoughtLabel } from '../../../shared/domain/shipment/shipment';
import type { TrackingEvent } from '../../../shared/domain/shipment/tracking';
import type { Carrier } from '../../../shared/domain/shipping/carrier';
import type { CustomsDeclaration } from '../../../shared/domain/shipping/customs';
import type { Offer } from '../../../shared/domain/shipping/rate-shop';
import type { CarrierLabel } from '../../../shared/label/model';
import type { Money } from '../../../shared/money/money';
import type { Size } from '../../../shared/units/measure';

export type ParcelToShip = {
  from: Address;
  to: Address;
  weightGrams: number;
  /** Outer; null while it is not known. */
  size: Size | null;
  /** Collected at the door; null for nothing. */
  cod: Money | null;
  /** Null inside one customs territory. */
  customs: CustomsDeclaration | null;
};

export type PurchaseAsked = ParcelToShip & { reference: string; serviceId: string };

export type Purchase = Pick<
  BoughtLabel,
  'providerId' | 'trackingNumber' | 'amountMinor' | 'currency' | 'voidUntil' | 'labelUrl' | 'trackingUrl'
>;

/** A label in words for a printer of so many dots an inch. */
export type LabelText = Pick<CarrierLabel, 'dpi' | 'zpl'>;

export type CarrierStrategy = {
  /** Whether labels are bought of it; else the number comes out of a station's range or is typed. */
  sells: boolean;
  /** Whether it tells where parcels are. */
  tells: boolean;
  /** @throws CarrierFailure */
  offers: (parcel: ParcelToShip) => Promise<Omit<Offer, 'arrives'>[]>;
  /** Makes the purchase known, or finds it by its reference. Nothing is charged. @throws CarrierFailure */
  prepare: (asked: PurchaseAsked) => Promise<string>;
  /** Buys what was prepared, or tells what it became. Safe to be asked again. @throws CarrierFailure */
  buy: (draftId: string, asked: PurchaseAsked) => Promise<Purchase>;
  /** Its own label for a printer at a bench; left out where it has none. @throws CarrierFailure */
  fetchLabel?: (labelUrl: string) => Promise<LabelText>;
  /** Safe to be asked again. @throws CarrierFailure when it is not known whether it is void; `refused` when it never will be */
  giveBack: (label: Pick<BoughtLabel, 'providerId' | 'reference'>) => Promise<void>;
  /** All it knows, in any order. @throws CarrierFailure */
  track: (label: Pick<BoughtLabel, 'providerId' | 'trackingNumber'>) => Promise<TrackingEvent[]>;
  /** Its own document for the driver; null when it has none. @throws CarrierFailure */
  manifest: (labels: readonly Pick<BoughtLabel, 'providerId'>[]) => Promise<{ url: string } | null>;
  /** What a message at its webhook says; null when it is not from this carrier: signature missing or wrong. */
  readNews: (message: WebhookMessage) => CarrierNews | null;
};

export type WebhookMessage = { headers: Readonly<Record<string, string | undefined>>; body: Buffer };

/** `about` is empty for messages of other things. */
export type CarrierNews = { trackingNumber: string; providerId: string | null; events: TrackingEvent[] }[];

/**
 * unreachable: no answer, or one that does not say what was done; ask again.
 * busy: ask again after `pauseMs`. refused: for good. unreadable: an answer against its own documentation.
 */
export class CarrierFailure extends Error {
  override readonly name = 'CarrierFailure';
  constructor(
    readonly kind: 'unreachable' | 'busy' | 'refused' | 'unreadable',
    /** In the carrier's own words where it has one: `ADDRESS.VERIFY.FAILURE`. */
    readonly code: string,
    message: string,
    readonly pauseMs: number | null = null,
  ) {
    super(message);
  }
}

/** A kind of carrier: what has to be set, and how one is opened. */
export type CarrierPlugin<Settings = unknown, Secrets = unknown> = {
  kind: string;
  settings: z.ZodType<Settings>;
  /** Never leave head office. */
  secrets: z.ZodType<Secrets>;
  open: (carrier: Carrier, settings: Settings, secrets: Secrets, ports: CarrierPorts) => CarrierStrategy;
};

export type CarrierPorts = { now: () => Date; fetch: typeof fetch };
