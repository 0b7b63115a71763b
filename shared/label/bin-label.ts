// What the label of a bin says, in both languages where it says words.
import { ownCode } from '../barcode/own-code';
import type { Bin } from '../domain/floor/floor-plan';
import type { BinLabel } from './model';

const purposeWords: Record<Bin['purpose'], string> = {
  pick: 'PICK / TOPLAMA',
  bulk: 'BULK / YEDEK',
  returns: 'RETURNS / İADE',
  damaged: 'DAMAGED / HASARLI',
  staging: 'STAGING / HAZIRLIK',
  bench: 'BENCH / MASA',
};

/** Signs that bars of any kind on the label can carry; a code with many that must be escaped is too long. */
const mostBarSigns = 62;

export function hasBars({ barcode }: Pick<BinLabel, 'barcode'>): boolean {
  return barcode.length <= mostBarSigns;
}

export function labelOfBin({ locationId, purpose, zone, aisle, spot, size, maxGrams }: Bin): BinLabel {
  const place = [zone, aisle, spot?.rack, spot ? `L${spot.level}` : null].filter((word) => word);
  const limits = [
    maxGrams === null ? null : `max ${maxGrams / 1000} kg`,
    size ? `${size.lengthMm} x ${size.widthMm} x ${size.heightMm} mm` : null,
  ].filter((word) => word !== null);
  return {
    kind: 'bin',
    barcode: ownCode('location', locationId),
    code: locationId,
    place: place.join(' / '),
    purpose: purposeWords[purpose],
    limits: limits.join(' / '),
  };
}
