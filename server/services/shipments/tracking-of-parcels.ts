// By which number a parcel is followed, and where: the carrier's own number and page, else our own page of it. The number on
// the box (SSCC) is ours and means nothing to a carrier; it is told only where there is no other.
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Queryable } from '../../db/pool';
import { readMailSettings } from '../mail/mail-settings';
import { trackingKeyOf, trackingPath } from './tracking-link';

export type ParcelTracking = { number: string | null; url: string | null };
type Followed = Pick<Parcel, 'parcelId' | 'sscc' | 'carrierNumber'>;

export async function trackingOfParcels(
  db: Queryable,
  parcels: readonly Followed[],
): Promise<Map<string, ParcelTracking>> {
  const { rows } = await db.query<{ record_id: string; number: string | null; url: string | null }>({
    name: 'tracking-of-parcels',
    text: `SELECT record_id, doc #>> '{label,trackingNumber}' AS number, doc #>> '{label,trackingUrl}' AS url
           FROM record WHERE kind = 'shipment' AND record_id = ANY($1::uuid[])`,
    values: [parcels.map(({ parcelId }) => parcelId)],
  });
  const labels = new Map(rows.map((row) => [row.record_id, row]));
  const { publicOrigin } = (await readMailSettings(db)).settings;
  const key = publicOrigin === '' ? null : await trackingKeyOf(db);
  return new Map(
    parcels.map(({ parcelId, sscc, carrierNumber }) => {
      const label = labels.get(parcelId);
      // Our page knows a parcel from its label on.
      const own = key !== null && label ? `${publicOrigin}${trackingPath(key, parcelId)}` : null;
      return [parcelId, { number: label?.number ?? carrierNumber ?? sscc, url: label?.url ?? own }];
    }),
  );
}
