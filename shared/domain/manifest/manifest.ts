// The list a driver signs: which parcels of one warehouse go with one carrier on one day, how many and how heavy. Open while
// boxes are handed over; closed it is a document and changes no more. What leaves after that is on the next list.
import { z } from 'zod';
import { carrierIdSchema, parcelIdSchema, warehouseIdSchema } from '../ids';
import { dayText } from '../shipping/work-calendar';
import { parcelWaybillSchema } from '../waybill/parcel-waybill';
import { accept, assertNever, type Decision, refuse } from '../decision';

export const manifestStates = ['open', 'closed'] as const;

export const manifestParcelSchema = z.object({
  parcelId: parcelIdSchema,
  orderNumber: z.string().max(40),
  boxNumber: z.int().positive(),
  trackingNumber: z.string().max(60),
  weightGrams: z.int().positive(),
  countryCode: z.string().length(2),
  serviceName: z.string().max(80),
  /** When it was scanned to the carrier; null for a box that still stands at the bench. */
  handedOverAt: z.iso.datetime().max(40).nullable(),
  /** Its official waybill, where it needs one. */
  waybill: parcelWaybillSchema.pick({ state: true, number: true }).optional(),
});
export type ManifestParcel = z.infer<typeof manifestParcelSchema>;

export const manifestSchema = z.object({
  state: z.enum(manifestStates),
  /** As it is printed and asked for: `W1-TF-2026-03-02-1`. */
  number: z.string().max(120),
  warehouseId: warehouseIdSchema,
  carrierId: carrierIdSchema,
  carrierName: z.string().max(60),
  day: dayText,
  parcels: z.array(manifestParcelSchema).max(5000),
  closedAt: z.iso.datetime().max(40).nullable(),
  closedBy: z.string().max(80).nullable(),
  /** The carrier's own document; null when it has none. */
  carrierUrl: z.string().max(2000).nullable(),
});
export type Manifest = z.infer<typeof manifestSchema>;

export type ManifestEvent =
  | {
      type: 'ManifestOpened';
      head: Pick<Manifest, 'number' | 'warehouseId' | 'carrierId' | 'carrierName' | 'day'>;
    }
  | { type: 'ManifestListed'; parcels: ManifestParcel[] }
  | { type: 'ManifestClosed'; at: string; by: string; carrierUrl: string | null };

export type ManifestCommand =
  | { type: 'OpenManifest'; head: Extract<ManifestEvent, { type: 'ManifestOpened' }>['head'] }
  /** All of the carrier's labelled parcels of that day that are on no closed list. */
  | { type: 'ListParcels'; parcels: readonly ManifestParcel[] }
  | { type: 'CloseManifest'; at: string; by: string; carrierUrl: string | null };

export const manifestTransitions = { open: { ManifestClosed: 'closed' }, closed: {} } as const;

export function decideManifest(manifest: Manifest | null, command: ManifestCommand): Decision<ManifestEvent> {
  if (!manifest)
    return command.type === 'OpenManifest'
      ? accept<ManifestEvent>({ type: 'ManifestOpened', head: command.head })
      : refuse('manifest-unknown');
  const { number } = manifest;
  if (command.type === 'OpenManifest') return accept();
  if (manifest.state === 'closed') return refuse('manifest-closed', { number });
  switch (command.type) {
    case 'ListParcels':
      return JSON.stringify(command.parcels) === JSON.stringify(manifest.parcels)
        ? accept()
        : accept<ManifestEvent>({ type: 'ManifestListed', parcels: [...command.parcels] });
    case 'CloseManifest': {
      const waiting = manifest.parcels.filter(({ handedOverAt }) => handedOverAt === null).length;
      if (manifest.parcels.length === 0) return refuse('manifest-empty', { number });
      if (waiting > 0) return refuse('manifest-not-scanned', { number, quantity: waiting });
      const { at, by, carrierUrl } = command;
      return accept<ManifestEvent>({ type: 'ManifestClosed', at, by, carrierUrl });
    }
    default:
      return assertNever(command);
  }
}

export function evolveManifest(manifest: Manifest | null, event: ManifestEvent): Manifest {
  if (event.type === 'ManifestOpened')
    return { state: 'open', ...event.head, parcels: [], closedAt: null, closedBy: null, carrierUrl: null };
  if (!manifest) throw new Error(`${event.type} before ManifestOpened`);
  switch (event.type) {
    case 'ManifestListed':
      return { ...manifest, parcels: event.parcels };
    case 'ManifestClosed':
      return {
        ...manifest,
        state: 'closed',
        closedAt: event.at,
        closedBy: event.by,
        carrierUrl: event.carrierUrl,
      };
    default:
      return assertNever(event);
  }
}

export function manifestTotals({ parcels }: Pick<Manifest, 'parcels'>): {
  count: number;
  weightGrams: number;
  scanned: number;
  /** Boxes whose waybill is not transmitted. */
  awaiting: number;
} {
  return {
    count: parcels.length,
    weightGrams: parcels.reduce((sum, { weightGrams }) => sum + weightGrams, 0),
    scanned: parcels.filter(({ handedOverAt }) => handedOverAt !== null).length,
    awaiting: parcels.filter(({ waybill }) => waybill && waybill.state !== 'transmitted').length,
  };
}
