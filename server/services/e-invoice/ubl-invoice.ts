// An invoice or a credit note as UBL 2.1 in the form of EN 16931. The writer is @e-invoice-eu/core: it brings elements into the
// order of the schema and refuses what is not of its types and code lists. The sums that the norm asks for (BR-CO) are worked
// out here out of the lines, and checked before anything is written.
import type { Invoice as UblInvoice } from '@e-invoice-eu/core';
import { z } from 'zod';
import type { BookCompany } from '../../../shared/domain/books/company';
import type { NoVatReason } from '../../../shared/domain/books/no-vat';
import type { Invoice } from '../../../shared/domain/invoice/invoice';
import { brokenRules, type InvoiceSums } from './en16931-rules';
import { bodyOf } from './ubl-body';
import { withoutIllegalSigns } from './xml-text';

export type UblLine = {
  sku: string | null;
  name: string;
  quantity: number;
  netMinor: number;
  taxPpm: number;
  /** Quantity times price, less discount, with postage, is exactly the net; null where prices hold their tax. */
  priced: { unitPriceMinor: number; discountMinor: number; shippingMinor: number } | null;
};

export type UblDocument = {
  /** 380: invoice. 381: credit note; its amounts are what goes back, above zero. */
  typeCode: '380' | '381';
  number: string;
  issuedOn: string;
  dueOn: string | null;
  /** The day that goods left; null while none have. */
  deliveredOn: string | null;
  currency: string;
  orderNumber: string;
  /** The invoice that a credit note is about. */
  about: { number: string; issuedOn: string } | null;
  buyer: Pick<Invoice, 'customerId' | 'customerName' | 'address'>;
  buyerVatNumber: string | null;
  /** Why lines without VAT have none; null: as the countries have it. */
  noVat: NoVatReason | null;
  lines: UblLine[];
  taxes: { taxPpm: number; netMinor: number; taxMinor: number }[];
};

export class UblRefused extends Error {
  constructor(readonly rules: readonly string[]) {
    super(rules.join(', '));
  }
}

/** @throws UblRefused with the rules of the norm that it would break */
export async function ublOf(told: UblDocument, seller: BookCompany): Promise<string> {
  const document = withoutIllegalSigns(told);
  const sums = sumsOf(document);
  const broken = brokenRules(document, sums, seller);
  if (broken.length > 0) throw new UblRefused(broken);
  // Read when it is first wanted: head office starts without it.
  const { InvoiceService } = await import('@e-invoice-eu/core');
  const silent = { ...console, log: () => undefined, warn: () => undefined, error: () => undefined };
  const data = { 'ubl:Invoice': bodyOf(document, sums, seller) } as unknown as UblInvoice;
  const written = await new InvoiceService(silent)
    .generate(data, { format: 'UBL', lang: 'en', noWarnings: true })
    .catch((cause: unknown) => {
      throw unfitOf(cause);
    });
  return typeof written === 'string' ? written : Buffer.from(written).toString('utf8');
}

const unfitSchema = z.object({ errors: z.array(z.object({ instancePath: z.string() })).min(1) });

/** What is not of a type or code list of the norm, by its place. */
function unfitOf(cause: unknown): unknown {
  const unfit = unfitSchema.safeParse(cause);
  return unfit.success ? new UblRefused(unfit.data.errors.map(({ instancePath }) => instancePath)) : cause;
}

function sumsOf({ lines, taxes }: UblDocument): InvoiceSums {
  const linesMinor = lines.reduce((sum, line) => sum + line.netMinor, 0);
  const taxMinor = taxes.reduce((sum, tax) => sum + tax.taxMinor, 0);
  return { linesMinor, taxMinor, totalMinor: linesMinor + taxMinor };
}
