import { describe, expect, it } from 'vitest';
import { carrierIdOf, parcelIdOf, warehouseIdOf } from '../ids.test-kit';
import { expectValues } from '../refusal-values.test-kit';
import {
  decideManifest,
  evolveManifest,
  type Manifest,
  type ManifestCommand,
  type ManifestParcel,
  manifestSchema,
  manifestTotals,
} from './manifest';

const at = '2026-03-02T17:00:00.000Z';
const parcel = (id: number, handedOverAt: string | null = at): ManifestParcel => ({
  parcelId: parcelIdOf(id),
  orderNumber: '1042',
  boxNumber: 1,
  trackingNumber: `TF00000${id}`,
  weightGrams: 1200,
  countryCode: 'GB',
  serviceName: 'Standard',
  handedOverAt,
});
const head = {
  number: 'W1-TF-2026-03-02-1',
  warehouseId: warehouseIdOf('W1'),
  carrierId: carrierIdOf('TF'),
  carrierName: 'TF',
  day: '2026-03-02',
};
const open: ManifestCommand = { type: 'OpenManifest', head };
const close: ManifestCommand = { type: 'CloseManifest', at, by: 'margaret', carrierUrl: null };
const list = (...parcels: ManifestParcel[]): ManifestCommand => ({ type: 'ListParcels', parcels });

function after(...commands: ManifestCommand[]): Manifest | null {
  let manifest: Manifest | null = null;
  for (const command of commands) {
    const decision = decideManifest(manifest, command);
    if (!decision.ok) throw new Error(decision.refusal.code);
    for (const event of decision.events) manifest = evolveManifest(manifest, event);
  }
  return manifest;
}

const rows: [string, ManifestCommand[], ManifestCommand, string[] | string][] = [
  ['none', [], open, ['ManifestOpened']],
  ['none', [], list(), 'manifest-unknown'],
  ['none', [], close, 'manifest-unknown'],
  ['open', [open], open, []],
  ['open', [open], list(parcel(1)), ['ManifestListed']],
  ['open with the same', [open, list(parcel(1))], list(parcel(1)), []],
  ['open and empty', [open], close, 'manifest-empty'],
  [
    'open with a box that nobody scanned',
    [open, list(parcel(1), parcel(2, null))],
    close,
    'manifest-not-scanned',
  ],
  ['open and scanned', [open, list(parcel(1), parcel(2))], close, ['ManifestClosed']],
  ['closed', [open, list(parcel(1)), close], list(parcel(2)), 'manifest-closed'],
  ['closed', [open, list(parcel(1)), close], close, 'manifest-closed'],
];

describe('a manifest', () => {
  it.each(rows)('%s: %j %j', (_name, before, command, expected) => {
    const decision = decideManifest(after(...before), command);
    if (!decision.ok) expectValues(decision.refusal);
    expect(decision.ok ? decision.events.map(({ type }) => type) : decision.refusal.code).toEqual(expected);
  });

  it('counts and weighs', () => {
    const manifest = after(open, list(parcel(1), parcel(2, null)));
    expect(manifest && manifestTotals(manifest)).toEqual({
      count: 2,
      weightGrams: 2400,
      scanned: 1,
      awaiting: 0,
    });
    const waybill = (state: 'awaited' | 'transmitted' | 'refused') => ({ waybill: { state, number: null } });
    const gated = after(
      open,
      list(
        { ...parcel(1), ...waybill('awaited') },
        { ...parcel(2), ...waybill('transmitted') },
        { ...parcel(3), ...waybill('refused') },
      ),
    );
    expect(gated && manifestTotals(gated).awaiting).toBe(2);
    expect(manifestSchema.parse(after(open, list(parcel(1)), close))).toMatchObject({
      state: 'closed',
      closedBy: 'margaret',
    });
  });
});
