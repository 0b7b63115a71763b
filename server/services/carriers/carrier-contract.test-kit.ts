// What every carrier keeps, whoever it is. A test file opens its carrier and hands it in.
import { expect, it } from 'vitest';
import type { Address } from '../../../shared/domain/customer/address';
import { trackingEventSchema } from '../../../shared/domain/shipment/tracking';
import { carrierIdSchema } from '../../../shared/domain/ids';
import type { Carrier } from '../../../shared/domain/shipping/carrier';
import type { CarrierStrategy, ParcelToShip, PurchaseAsked } from './carrier-strategy';

export function addressIn(countryCode: string, postcode: string | null): Address {
  return {
    name: 'Ayşe Yılmaz',
    company: null,
    lines: ['1 High Street'],
    postcode,
    city: 'Leeds',
    region: null,
    countryCode,
    phone: null,
    email: null,
  };
}

export function parcelTo(countryCode = 'GB', over: Partial<ParcelToShip> = {}): ParcelToShip {
  return {
    from: addressIn('GB', 'LS1 4AP'),
    to: addressIn(countryCode, 'LS2 1AA'),
    weightGrams: 1200,
    size: { lengthMm: 300, widthMm: 200, heightMm: 150 },
    cod: null,
    customs: null,
    ...over,
  };
}

export function contractCarrier(name: string): Carrier {
  return {
    carrierId: carrierIdSchema.parse(name),
    name,
    divisorMm3PerGram: 5000,
    services: [
      {
        serviceId: 'standard',
        name: 'Standard',
        days: 2,
        cutOff: '16:00',
        currency: 'GBP',
        rates: [{ countries: ['GB'], steps: [{ uptoGrams: 30_000, amountMinor: 450 }] }],
      },
    ],
  };
}

let references = 0;
export function newReference(): string {
  references += 1;
  return `018f0000-0000-7000-8000-${String(references).padStart(12, '0')}-1`;
}

/** @param carrier asked at the time of each test */
export function keepsCarrierContract(carrier: () => CarrierStrategy): void {
  const asked = async (): Promise<PurchaseAsked> => {
    const [offer] = await carrier().offers(parcelTo());
    if (!offer) throw new Error('no offer for an ordinary parcel');
    return { ...parcelTo(), reference: newReference(), serviceId: offer.serviceId };
  };

  it('offers prices for an ordinary parcel, the same when asked again, and dated', async () => {
    const first = await carrier().offers(parcelTo());
    expect(first.length).toBeGreaterThan(0);
    for (const offer of first) {
      expect(Number.isSafeInteger(offer.amountMinor) && offer.amountMinor >= 0).toBe(true);
      expect(offer.currency).toMatch(/^[A-Z]{3}$/);
      expect(Number.isNaN(Date.parse(offer.askedAt))).toBe(false);
    }
    const priced = (list: typeof first) =>
      list.map(({ serviceId, amountMinor }) => `${serviceId} ${amountMinor}`);
    expect(priced(await carrier().offers(parcelTo()))).toEqual(priced(first));
  });

  it('sells one label for one reference, however often it is asked; or says for good that it sells none', async () => {
    const purchase = await asked();
    if (!carrier().sells) {
      for (const attempt of [() => carrier().prepare(purchase), () => carrier().buy('x', purchase)])
        await expect(attempt()).rejects.toMatchObject({ name: 'CarrierFailure', kind: 'refused' });
      return;
    }
    const draft = await carrier().prepare(purchase);
    expect(await carrier().prepare(purchase)).toBe(draft);
    const first = await carrier().buy(draft, purchase);
    const again = await carrier().buy(draft, purchase);
    expect([again.trackingNumber, again.providerId, again.amountMinor]).toEqual([
      first.trackingNumber,
      first.providerId,
      first.amountMinor,
    ]);
    expect(await carrier().prepare(purchase)).toBe(draft);
    const other = { ...purchase, reference: newReference() };
    const second = await carrier().buy(await carrier().prepare(other), other);
    expect(second.trackingNumber).not.toBe(first.trackingNumber);
  });

  it('refuses for good a service that it does not have', async () => {
    if (!carrier().sells) return;
    const wrong = { ...(await asked()), serviceId: 'no:such' };
    const attempt = async () => carrier().buy(await carrier().prepare(wrong), wrong);
    const outcome = await attempt().catch((cause: unknown) => cause);
    // One price for everything has one service.
    if (outcome instanceof Error) expect(outcome).toMatchObject({ kind: 'refused' });
  });

  it('takes a label back, and says so again when asked again', async () => {
    const purchase = await asked();
    const label = carrier().sells
      ? await carrier().buy(await carrier().prepare(purchase), purchase)
      : { providerId: purchase.reference, trackingNumber: 'TF000001' };
    await carrier().giveBack({ providerId: label.providerId, reference: purchase.reference });
    await carrier().giveBack({ providerId: label.providerId, reference: purchase.reference });
  });

  it('tells where a parcel is in our words, or nothing', async () => {
    const purchase = await asked();
    const label = carrier().sells
      ? await carrier().buy(await carrier().prepare(purchase), purchase)
      : { providerId: purchase.reference, trackingNumber: 'TF000001' };
    const events = await carrier().track(label);
    for (const event of events) expect(trackingEventSchema.parse(event)).toEqual(event);
    expect((await carrier().track(label)).map(({ eventId }) => eventId)).toEqual(
      events.map(({ eventId }) => eventId),
    );
    if (!carrier().tells) expect(events).toEqual([]);
  });

  it('does not believe a message that it has not signed', () => {
    const body = Buffer.from('{"id":"evt_1","description":"tracker.updated","result":{}}');
    expect(carrier().readNews({ headers: {}, body })).toBeNull();
    expect(carrier().readNews({ headers: { 'x-hmac-signature': 'hmac-sha256-hex=00' }, body })).toBeNull();
  });
}
