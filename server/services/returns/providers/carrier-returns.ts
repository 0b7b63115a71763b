// A label of one of our own carriers, bought for the way from the customer to the warehouse. Bought as every label is: named
// first, then bought by that name, so that a lost answer never buys two.
import { z } from 'zod';
import { CarrierFailure, type CarrierStrategy } from '../../carriers/carrier-strategy';
import { openCarrier } from '../../carriers/connections';
import type { ReturnsPlugin } from './returns-provider';

const settingsSchema = z.strictObject({
  carrierId: z.string().min(1).max(40),
  /** Null: the cheapest there is. */
  serviceId: z.string().min(1).max(80).nullable().default(null),
});
const none = z.strictObject({});

/** At the carrier a label is known by both, so that both are found again. */
const joined = (providerId: string, reference: string): string => `${providerId} ${reference}`;

export const carrierReturns: ReturnsPlugin<z.infer<typeof settingsSchema>, z.infer<typeof none>> = {
  kind: 'carrier',
  settings: settingsSchema,
  secrets: none,
  open: ({ carrierId, serviceId }, _secrets, { db, carriers }) => {
    const carrier = async (): Promise<{ name: string; strategy: CarrierStrategy }> => {
      const open = await openCarrier(db, carriers, carrierId);
      if (!open) throw new CarrierFailure('refused', 'carrier-unknown', `there is no carrier ${carrierId}`);
      return { name: open.carrier.name, strategy: open.strategy };
    };
    return {
      tells: true,
      label: async ({ reference: returnId, from, to, weightGrams }) => {
        const { name, strategy } = await carrier();
        // Without a purchase the customer hands it in there, and the number on the box is ours.
        if (!strategy.sells)
          return { reference: returnId, carrierName: name, trackingNumber: null, labelUrl: null, howTo: '' };
        const parcel = {
          from,
          to,
          weightGrams: Math.max(1, weightGrams),
          size: null,
          cod: null,
          customs: null,
        };
        const offers = (await strategy.offers(parcel)).filter(
          (offer) => serviceId === null || offer.serviceId === serviceId,
        );
        const [cheapest] = [...offers].sort((a, b) => a.amountMinor - b.amountMinor);
        if (!cheapest) throw new CarrierFailure('refused', 'no-offer', `${name} takes no such parcel`);
        const reference = `R-${returnId}`;
        const asked = { ...parcel, reference, serviceId: cheapest.serviceId };
        const bought = await strategy.buy(await strategy.prepare(asked), asked);
        return {
          reference: joined(bought.providerId, reference),
          carrierName: name,
          trackingNumber: bought.trackingNumber,
          labelUrl: bought.labelUrl,
          howTo: '',
        };
      },
      giveUp: async ({ reference, trackingNumber }) => {
        if (trackingNumber === null) return;
        const [providerId = '', ours = ''] = reference.split(' ');
        await (await carrier()).strategy.giveBack({ providerId, reference: ours });
      },
      sentAt: async ({ reference, trackingNumber }) => {
        const { strategy } = await carrier();
        if (trackingNumber === null || !strategy.tells) return null;
        const [providerId = ''] = reference.split(' ');
        const seen = await strategy.track({ providerId, trackingNumber });
        const moving = seen.filter(
          ({ status }) => status !== 'unknown' && status !== 'pending' && status !== 'cancelled',
        );
        return moving.map(({ at }) => at).sort()[0] ?? null;
      },
    };
  },
};
