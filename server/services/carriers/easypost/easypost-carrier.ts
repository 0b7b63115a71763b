// A carrier behind EasyPost's documented API v2, at any base URL: shipments, rates, buy, refund, trackers, scan forms,
// webhooks. The reference of a purchase is the shipment's `reference`, which EasyPost takes in place of its id: so a
// shipment that was made and not heard of is found again instead of made anew.
import { z } from 'zod';
import type { Address } from '../../../../shared/domain/customer/address';
import type { CustomsDeclaration } from '../../../../shared/domain/shipping/customs';
import type { Offer } from '../../../../shared/domain/shipping/rate-shop';
import { minorDigitsOf, parseDecimal } from '../../../../shared/money/money';
import {
  CarrierFailure,
  type CarrierPlugin,
  type CarrierStrategy,
  type ParcelToShip,
  type Purchase,
  type PurchaseAsked,
} from '../carrier-strategy';
import {
  type EasypostRate,
  easypostScanForm,
  easypostShipment,
  type EasypostShipment,
} from './easypost-formats';
import { askEasypost, type EasypostConnection, fetchLabelText } from './easypost-http';
import { eventsOf, readEasypostNews } from './easypost-news';

const settingsSchema = z.strictObject({
  baseUrl: z.url().max(400).default('https://api.easypost.com'),
  /** How long one request may take. */
  timeoutMs: z.int().min(100).max(50_000).default(20_000),
  /** Days after which a label is refused back; EasyPost's carriers allow 30 to 90. */
  voidDays: z.int().min(0).max(365).default(30),
  /** Only offers of these carriers of the account, as EasyPost names them; all when empty. */
  carriers: z.array(z.string().max(60)).max(60).default([]),
});
const secretsSchema = z.strictObject({
  apiKey: z.string().min(1).max(200),
  webhookSecret: z.string().min(1).max(200).optional(),
});

const gramsPerOunce = 28.349523125;
const mmPerInch = 25.4;
const dayMs = 86_400_000;

export const easypostCarrier: CarrierPlugin<z.infer<typeof settingsSchema>, z.infer<typeof secretsSchema>> = {
  kind: 'easypost',
  settings: settingsSchema,
  secrets: secretsSchema,
  open: (carrier, settings, secrets, ports): CarrierStrategy => {
    const connection: EasypostConnection = { ...settings, apiKey: secrets.apiKey, fetch: ports.fetch };
    const get = (id: string): Promise<EasypostShipment> =>
      askEasypost(connection, 'GET', `/v2/shipments/${encodeURIComponent(id)}`, easypostShipment);
    const create = (parcel: ParcelToShip, reference?: string): Promise<EasypostShipment> =>
      askEasypost(connection, 'POST', '/v2/shipments', easypostShipment, {
        shipment: shipmentOf(parcel, reference),
      });
    const isOurs = (rate: EasypostRate): boolean =>
      settings.carriers.length === 0 || settings.carriers.includes(rate.carrier);

    return {
      sells: true,
      tells: true,
      offers: async (parcel) => {
        const { rates } = await create(parcel);
        const askedAt = ports.now().toISOString();
        return (rates ?? []).filter(isOurs).map(
          (rate): Omit<Offer, 'arrives'> => ({
            carrierId: carrier.carrierId,
            carrierName: carrier.name,
            serviceId: serviceIdOf(rate),
            serviceName: `${rate.carrier} ${rate.service}`.slice(0, 80),
            amountMinor: amountOf(rate),
            currency: rate.currency,
            days: rate.delivery_days ?? rate.est_delivery_days ?? null,
            source: 'asked',
            askedAt,
          }),
        );
      },
      prepare: async (asked) => {
        const known = await orNull(get(asked.reference));
        return (known ?? (await create(asked, asked.reference))).id;
      },
      buy: async (draftId, asked) => {
        const shipment = await get(draftId);
        const bought = purchaseOf(shipment);
        if (bought) return withEnd(bought, settings.voidDays, ports.now());
        const rate = rateFor(shipment, asked);
        try {
          const answer = await askEasypost(
            connection,
            'POST',
            `/v2/shipments/${encodeURIComponent(draftId)}/buy`,
            easypostShipment,
            { rate: { id: rate.id } },
          );
          const purchase = purchaseOf(answer);
          if (purchase) return withEnd(purchase, settings.voidDays, ports.now());
        } catch (cause) {
          if (!(cause instanceof CarrierFailure) || cause.code !== 'SHIPMENT.POSTAGE.EXISTS') throw cause;
        }
        const purchase = purchaseOf(await get(draftId));
        if (!purchase) throw new CarrierFailure('unreachable', 'label-not-there', 'bought, and no label yet');
        return withEnd(purchase, settings.voidDays, ports.now());
      },
      // EasyPost draws ZPL for 203 dpi unless it is asked for another.
      fetchLabel: async (labelUrl) => ({ dpi: 203, zpl: await fetchLabelText(connection, labelUrl) }),
      giveBack: async ({ providerId }) => {
        const { refund_status: before } = await get(providerId);
        if (before === 'submitted' || before === 'refunded') return;
        const { refund_status: after } = await askEasypost(
          connection,
          'POST',
          `/v2/shipments/${encodeURIComponent(providerId)}/refund`,
          easypostShipment,
        );
        // A refund that was taken in voids the label; the money comes days later.
        if (after === 'submitted' || after === 'refunded') return;
        throw new CarrierFailure(
          'refused',
          `refund-${after ?? 'unknown'}`,
          'the carrier does not take the label back',
        );
      },
      track: async ({ providerId }) => {
        const { tracker } = await get(providerId);
        return tracker ? eventsOf(tracker) : [];
      },
      manifest: async (labels) => {
        const form = await askEasypost(connection, 'POST', '/v2/scan_forms', easypostScanForm, {
          shipments: labels.map(({ providerId }) => ({ id: providerId })),
        });
        if (form.status === 'failed')
          throw new CarrierFailure('refused', 'scan-form', form.message ?? 'the scan form was refused');
        return form.form_url ? { url: form.form_url } : null;
      },
      readNews: (message) => readEasypostNews(message, secrets.webhookSecret),
    };
  },
};

async function orNull(asked: Promise<EasypostShipment>): Promise<EasypostShipment | null> {
  try {
    return await asked;
  } catch (cause) {
    if (cause instanceof CarrierFailure && cause.kind === 'refused' && isNotFound(cause.code)) return null;
    throw cause;
  }
}

const isNotFound = (code: string): boolean =>
  code === 'NOT_FOUND' || code === 'HTTP 404' || code.endsWith('.NOT_FOUND');

function serviceIdOf({ carrier, service }: EasypostRate): string {
  return `${carrier}:${service}`.slice(0, 80);
}

function amountOf({ rate, currency }: EasypostRate): number {
  const amount = parseDecimal(rate, currency);
  if (amount === null || amount < 0)
    throw new CarrierFailure('unreadable', 'rate', `${rate} ${currency} is no price`);
  return amount;
}

function rateFor({ rates }: EasypostShipment, { serviceId }: PurchaseAsked): EasypostRate {
  const fitting = (rates ?? []).filter((rate) => serviceIdOf(rate) === serviceId);
  const [cheapest] = fitting.sort((a, b) => amountOf(a) - amountOf(b));
  if (!cheapest)
    throw new CarrierFailure('refused', 'service-not-offered', `${serviceId} does not take this parcel`);
  return cheapest;
}

type Unended = Omit<Purchase, 'voidUntil'>;

function purchaseOf({
  id,
  tracking_code: number,
  selected_rate: rate,
  postage_label: label,
  tracker,
}: EasypostShipment): Unended | null {
  if (!label || !rate || !number) return null;
  return {
    providerId: id,
    trackingNumber: number,
    amountMinor: amountOf(rate),
    currency: rate.currency,
    labelUrl: label.label_zpl_url ?? label.label_url ?? null,
    trackingUrl: tracker?.public_url ?? null,
  };
}

function withEnd(purchase: Unended, voidDays: number, now: Date): Purchase {
  return { ...purchase, voidUntil: new Date(now.getTime() + voidDays * dayMs).toISOString() };
}

function shipmentOf(parcel: ParcelToShip, reference: string | undefined): object {
  return {
    ...(reference === undefined ? {} : { reference }),
    from_address: addressOf(parcel.from),
    to_address: addressOf(parcel.to),
    parcel: {
      weight: ounces(parcel.weightGrams),
      ...(parcel.size
        ? {
            length: inches(parcel.size.lengthMm),
            width: inches(parcel.size.widthMm),
            height: inches(parcel.size.heightMm),
          }
        : {}),
    },
    ...(parcel.customs ? { customs_info: customsOf(parcel.customs) } : {}),
    options: {
      label_format: 'ZPL',
      ...(parcel.cod
        ? { cod_amount: decimal(parcel.cod.amountMinor, parcel.cod.currency), currency: parcel.cod.currency }
        : {}),
    },
  };
}

function addressOf(address: Address): object {
  const [street1 = '', ...rest] = address.lines;
  return {
    name: address.name,
    company: address.company,
    street1,
    street2: rest.filter(Boolean).join(', ') || null,
    city: address.city,
    state: address.region,
    zip: address.postcode,
    country: address.countryCode,
    phone: address.phone,
    email: address.email,
  };
}

function customsOf({ contents, nonDelivery, currency, lines }: CustomsDeclaration): object {
  return {
    contents_type: contents.replaceAll('-', '_'),
    non_delivery_option: nonDelivery,
    restriction_type: 'none',
    customs_certify: false,
    customs_items: lines.map((line) => ({
      description: line.description,
      quantity: line.quantity,
      value: decimal(line.valueMinor, currency),
      weight: ounces(line.netGrams),
      hs_tariff_number: line.hsCode,
      origin_country: line.originCountry,
      code: line.sku,
      currency,
    })),
  };
}

/** To a tenth, never too light. */
function ounces(grams: number): number {
  return Math.ceil((grams / gramsPerOunce) * 10 - 1e-9) / 10;
}

function inches(mm: number): number {
  return Math.ceil((mm / mmPerInch) * 100 - 1e-9) / 100;
}

function decimal(amountMinor: number, currency: string): string {
  const digits = minorDigitsOf(currency);
  const text = String(amountMinor).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
