// Why a line bears no VAT, as an invoice has to say it: by the countries of who sells and where goods go, and whether the buyer is
// known by a number of VAT. What countries cannot tell (reverse charge at home) somebody says. An accountant has to confirm it.
import { isInUnion, needsCustoms } from '../shipping/customs';

export const noVatReasons = ['zero-rated', 'export', 'intra-community', 'reverse-charge'] as const;
export type NoVatReason = (typeof noVatReasons)[number];

/** Between countries of the Union, to a business: an intra-community supply. Out of the customs territory: an export. */
export function noVatReasonOf({
  sellerCountry,
  shipToCountry,
  isBuyerRegistered,
}: {
  sellerCountry: string;
  shipToCountry: string;
  /** Whether its number of VAT is known. */
  isBuyerRegistered: boolean;
}): NoVatReason {
  if (needsCustoms(sellerCountry, shipToCountry)) return 'export';
  const isAbroad = isInUnion(sellerCountry) && sellerCountry !== shipToCountry;
  return isAbroad && isBuyerRegistered ? 'intra-community' : 'zero-rated';
}
