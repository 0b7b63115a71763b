// What a sales channel has to be able to do for head office, whatever its protocol. A connector translates and nothing
// else: it keeps no state, decides nothing about orders and touches no database. Every connector passes the same contract
// test (connector-contract.test-kit.ts); docs/plug-ins.md shows one of your own.
import type { ToldReading } from '../../../shared/domain/channel/told-problems';
import type { ChannelHttp } from './channel-http';

/** What the office enters to reach a channel. */
export type ConnectorField = {
  name: string;
  kind: 'url' | 'text' | 'secret';
  /** For which of both ways it is needed; neither: it may stay empty. */
  neededTo: readonly ('receive' | 'send')[];
};

/** A channel as its connector sees it. */
export type ChannelAccess = {
  channelId: string;
  currency: string;
  /** Fields that are no secrets, and those that are, by name; absent when not entered. */
  fields: Readonly<Record<string, string>>;
  secrets: Readonly<Record<string, string>>;
};

export type ReadRules = { currency: string; mostLines: number; takeWhen: 'placed' | 'paid' };

/** A request as it came in; header names are lower case. */
export type Delivery = { headers: Readonly<Record<string, string | undefined>>; body: Buffer };

export type Opened =
  /** `deliveryId`: the same when the same delivery is sent again. */
  | { ok: true; kind: 'order'; deliveryId: string; topic: string }
  /** Nothing to keep: a test of the address, a topic that is not about orders. */
  | { ok: true; kind: 'nothing' }
  | { ok: false; why: 'signature' | 'time' };

/** What a delivery says: a picture of an order with its problems, or that an order is gone for good. */
export type ConnectorReading = ToldReading | { ok: true; gone: string };

export type PulledPage = {
  /** Whole orders as the channel tells them, to be read as a delivery's body. */
  orders: { externalId: string; changedAt: string; body: string }[];
  /** Where to go on; null at the end. */
  next: string | null;
};

export type ShippedParcel = {
  parcelId: string;
  externalOrderId: string;
  carrierName: string;
  trackingNumber: string | null;
  trackingUrl: string | null;
  lines: { lineId: string; sku: string; quantity: number }[];
  /** Nothing of the order is left to send. */
  isLast: boolean;
};

/** `isListed`: the channel sells the product at all. */
export type StockTold = { isListed: boolean; answer: string };

export type Sender = {
  /** Orders changed at or after `since` (ISO), oldest change first. `at` is the `next` of the page before. Null: not asked. */
  pull:
    | ((access: ChannelAccess, http: ChannelHttp, since: string, at: string | null) => Promise<PulledPage>)
    | null;
  /**
   * Both say in a few words for the record, and may be called again for the same thing: it must not have its effect
   * twice. @throws ChannelFailure
   */
  pushStock: (access: ChannelAccess, http: ChannelHttp, sku: string, available: number) => Promise<StockTold>;
  pushShipment: (access: ChannelAccess, http: ChannelHttp, parcel: ShippedParcel) => Promise<string>;
};

export type ChannelConnector = {
  /** Its name in `channel.kind`. */
  kind: string;
  fields: readonly ConnectorField[];
  /** Checks the signature in constant time before anything of the body is believed. */
  open: (access: ChannelAccess, delivery: Delivery, at: Date) => Opened;
  /** Pure. */
  read: (body: string, topic: string, rules: ReadRules) => ConnectorReading;
  send: Sender | null;
};
