// Categories of VAT as EN 16931 codes them (UNCL 5305), with what the norm asks for beside each, and the numbers it knows parties by.
import { noVatReasonOf, type NoVatReason } from '../../../shared/domain/books/no-vat';
import type { BookCompany } from '../../../shared/domain/books/company';
import { isInUnion } from '../../../shared/domain/shipping/customs';
import type { UblDocument } from './ubl-invoice';

export type VatCategory = {
  code: 'S' | 'Z' | 'G' | 'K' | 'AE';
  /** VATEX code where the list has one for this seller. */
  reasonCode: string | null;
  /** In words; null where none may be given. */
  reason: string | null;
};

const standard: VatCategory = { code: 'S', reasonCode: null, reason: null };

export function vatCategoryOf(
  taxPpm: number,
  { buyer, buyerVatNumber, noVat }: Pick<UblDocument, 'buyer' | 'buyerVatNumber' | 'noVat'>,
  seller: BookCompany,
): VatCategory {
  if (taxPpm !== 0) return standard;
  const reason =
    noVat ??
    noVatReasonOf({
      sellerCountry: seller.countryCode,
      shipToCountry: buyer.address.countryCode,
      isBuyerRegistered: buyerVatNumber !== null,
    });
  const category = withoutVat[reason];
  // Codes of the list are those of the Union's directive: who sells from elsewhere says it in words.
  return isInUnion(seller.countryCode) ? category : { ...category, reasonCode: null };
}

const withoutVat: Record<NoVatReason, VatCategory> = {
  'zero-rated': { code: 'Z', reasonCode: null, reason: null },
  export: { code: 'G', reasonCode: 'VATEX-EU-G', reason: 'Export outside the EU' },
  'intra-community': { code: 'K', reasonCode: 'VATEX-EU-IC', reason: 'Intra-community supply' },
  'reverse-charge': { code: 'AE', reasonCode: 'VATEX-EU-AE', reason: 'Reverse charge' },
};

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** With the letters of a country before it; Greece writes EL (BR-CO-09). */
export function isVatNumber(number: string): boolean {
  const [, letters] = /^([A-Z]{2})\S+$/.exec(number.replace(/\s/g, '')) ?? [];
  if (letters === undefined) return false;
  return letters === 'EL' || countryNames.of(letters) !== undefined;
}
