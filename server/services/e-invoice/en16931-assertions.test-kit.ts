// Business rules of EN 16931-1 as assertions over what was written, one row a rule: its name, where it holds, and what has to hold
// there, in XPath 1.0 for an engine that is not ours. Read off the norm and by its names, apart from the writer's own checks
// (en16931-rules.ts): those look at what is to be written, these at the document.

/** `$code` and `$rate` are category and percent of the place, `$lines` the lines of both. */
export type Assertion = readonly [rule: string, place: string, test: string];

const line = `/*/*[self::cac:InvoiceLine or self::cac:CreditNoteLine]`;
const seller = '/*/cac:AccountingSupplierParty/cac:Party';
const buyer = '/*/cac:AccountingCustomerParty/cac:Party';
const totals = '/*/cac:LegalMonetaryTotal';
const breakdown = '/*/cac:TaxTotal/cac:TaxSubtotal';
const vatOf = (party: string): string =>
  `${party}/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID = 'VAT']/cbc:CompanyID[normalize-space()]`;
const cents = (amount: string): string => `round((${amount}) * 100)`;
const same = (one: string, other: string): string => `${cents(one)} = ${cents(other)}`;
const quantity = '(cbc:InvoicedQuantity | cbc:CreditedQuantity)';
const codes = (list: string): string =>
  list
    .split(' ')
    .map((code) => `. = '${code}'`)
    .join(' or ');

/** One category: lines of it have one breakdown, at its rate, of what they come to. */
const ofCategory = (code: string, name: string, rest: readonly Assertion[]): Assertion[] => [
  [
    `BR-${name}-01`,
    '/*',
    `boolean(${line}/cac:Item/cac:ClassifiedTaxCategory[cbc:ID = '${code}']) = boolean(${breakdown}/cac:TaxCategory[cbc:ID = '${code}'])`,
  ],
  [`BR-${name}-02`, `${line}/cac:Item/cac:ClassifiedTaxCategory[cbc:ID = '${code}']`, vatOf(seller)],
  [
    `BR-${name}-08`,
    `${breakdown}[cac:TaxCategory/cbc:ID = '${code}']`,
    same('cbc:TaxableAmount', 'sum($lines/cbc:LineExtensionAmount)'),
  ],
  ...rest,
];
const withoutTax = (code: string, name: string, isReasoned: boolean): Assertion[] => [
  [
    `BR-${name}-05`,
    `${line}/cac:Item/cac:ClassifiedTaxCategory[cbc:ID = '${code}']`,
    'number(cbc:Percent) = 0',
  ],
  [`BR-${name}-09`, `${breakdown}[cac:TaxCategory/cbc:ID = '${code}']`, 'number(cbc:TaxAmount) = 0'],
  [
    `BR-${name}-10`,
    `${breakdown}/cac:TaxCategory[cbc:ID = '${code}']`,
    `boolean(cbc:TaxExemptionReason | cbc:TaxExemptionReasonCode) = ${isReasoned}()`,
  ],
];

export const en16931Assertions: readonly Assertion[] = [
  ['BR-01', '/*', 'normalize-space(cbc:CustomizationID)'],
  ['BR-02', '/*', 'normalize-space(cbc:ID)'],
  ['BR-03', '/*', 'normalize-space(cbc:IssueDate)'],
  ['BR-04', '/*', 'normalize-space(cbc:InvoiceTypeCode | cbc:CreditNoteTypeCode)'],
  ['BR-05', '/*', 'normalize-space(cbc:DocumentCurrencyCode)'],
  ['BR-06', seller, 'normalize-space(cac:PartyLegalEntity/cbc:RegistrationName)'],
  ['BR-07', buyer, 'normalize-space(cac:PartyLegalEntity/cbc:RegistrationName)'],
  ['BR-08', seller, 'cac:PostalAddress'],
  ['BR-09', seller, 'normalize-space(cac:PostalAddress/cac:Country/cbc:IdentificationCode)'],
  ['BR-10', buyer, 'cac:PostalAddress'],
  ['BR-11', buyer, 'normalize-space(cac:PostalAddress/cac:Country/cbc:IdentificationCode)'],
  ['BR-12', totals, 'cbc:LineExtensionAmount'],
  ['BR-13', totals, 'cbc:TaxExclusiveAmount'],
  ['BR-14', totals, 'cbc:TaxInclusiveAmount'],
  ['BR-15', totals, 'cbc:PayableAmount'],
  ['BR-16', '/*', line],
  ['BR-21', line, 'normalize-space(cbc:ID)'],
  ['BR-22', line, quantity],
  ['BR-23', line, `${quantity}/@unitCode`],
  ['BR-24', line, 'cbc:LineExtensionAmount'],
  ['BR-25', line, 'normalize-space(cac:Item/cbc:Name)'],
  ['BR-26', line, 'cac:Price/cbc:PriceAmount'],
  ['BR-27', line, 'number(cac:Price/cbc:PriceAmount) >= 0'],
  ['BR-41', `${line}/cac:AllowanceCharge[cbc:ChargeIndicator = 'false']`, 'cbc:Amount'],
  [
    'BR-42',
    `${line}/cac:AllowanceCharge[cbc:ChargeIndicator = 'false']`,
    'cbc:AllowanceChargeReason or cbc:AllowanceChargeReasonCode',
  ],
  ['BR-43', `${line}/cac:AllowanceCharge[cbc:ChargeIndicator = 'true']`, 'cbc:Amount'],
  [
    'BR-44',
    `${line}/cac:AllowanceCharge[cbc:ChargeIndicator = 'true']`,
    'cbc:AllowanceChargeReason or cbc:AllowanceChargeReasonCode',
  ],
  ['BR-45', breakdown, 'cbc:TaxableAmount'],
  ['BR-46', breakdown, 'cbc:TaxAmount'],
  ['BR-47', breakdown, "cac:TaxCategory[cac:TaxScheme/cbc:ID = 'VAT']/cbc:ID"],
  ['BR-48', breakdown, "cac:TaxCategory/cbc:Percent or cac:TaxCategory/cbc:ID = 'O'"],
  ['BR-55', '/*/cac:BillingReference', 'normalize-space(cac:InvoiceDocumentReference/cbc:ID)'],
  [
    'BR-57',
    '/*/cac:Delivery/cac:DeliveryLocation/cac:Address',
    'normalize-space(cac:Country/cbc:IdentificationCode)',
  ],
  ['BR-62', `${seller}/cbc:EndpointID`, '@schemeID'],
  ['BR-63', `${buyer}/cbc:EndpointID`, '@schemeID'],
  // Code lists, as far as Waybill uses them.
  ['BR-CL-01', '/*/cbc:InvoiceTypeCode', codes('380')],
  ['BR-CL-01', '/*/cbc:CreditNoteTypeCode', codes('381')],
  ['BR-CL-03', '//@currencyID', '. = /*/cbc:DocumentCurrencyCode'],
  ['BR-CL-17', `${breakdown}/cac:TaxCategory/cbc:ID`, codes('S Z G K AE')],
  ['BR-CL-18', `${line}/cac:Item/cac:ClassifiedTaxCategory/cbc:ID`, codes('S Z G K AE')],
  [
    'BR-CL-19',
    "//cac:AllowanceCharge[cbc:ChargeIndicator = 'false']/cbc:AllowanceChargeReasonCode",
    codes('95'),
  ],
  [
    'BR-CL-20',
    "//cac:AllowanceCharge[cbc:ChargeIndicator = 'true']/cbc:AllowanceChargeReasonCode",
    codes('FC'),
  ],
  ['BR-CL-22', '//cbc:TaxExemptionReasonCode', codes('VATEX-EU-G VATEX-EU-IC VATEX-EU-AE')],
  ['BR-CL-23', '//@unitCode', codes('H87')],
  ['BR-CL-25', '//cbc:EndpointID/@schemeID', codes('EM')],
  // Sums.
  ['BR-CO-04', line, 'normalize-space(cac:Item/cac:ClassifiedTaxCategory/cbc:ID)'],
  [
    'BR-CO-09',
    '//cac:PartyTaxScheme/cbc:CompanyID',
    "translate(substring(., 1, 2), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '') = '' and string-length(.) > 2 and not(contains(., ' '))",
  ],
  ['BR-CO-10', totals, same('cbc:LineExtensionAmount', `sum(${line}/cbc:LineExtensionAmount)`)],
  ['BR-CO-13', totals, same('cbc:TaxExclusiveAmount', 'cbc:LineExtensionAmount')],
  ['BR-CO-14', '/*/cac:TaxTotal', same('cbc:TaxAmount', 'sum(cac:TaxSubtotal/cbc:TaxAmount)')],
  [
    'BR-CO-15',
    totals,
    same('cbc:TaxInclusiveAmount', 'cbc:TaxExclusiveAmount + /*/cac:TaxTotal/cbc:TaxAmount'),
  ],
  ['BR-CO-16', totals, same('cbc:PayableAmount', 'cbc:TaxInclusiveAmount')],
  [
    'BR-CO-17',
    breakdown,
    'cbc:TaxAmount - cbc:TaxableAmount * cac:TaxCategory/cbc:Percent div 100 < 1 and cbc:TaxableAmount * cac:TaxCategory/cbc:Percent div 100 - cbc:TaxAmount < 1',
  ],
  ['BR-CO-18', '/*', breakdown],
  ['BR-CO-25', `${totals}[cbc:PayableAmount > 0]`, '/*/cbc:DueDate or /*/cbc:CreditNoteTypeCode'],
  ['BR-CO-26', '/*', vatOf(seller)],
  [
    'BR-DEC',
    "//*[@currencyID][local-name() != 'PriceAmount']",
    "string-length(substring-after(., '.')) <= 2",
  ],
  // What a line comes to: Peppol calls it R120; the norm says it in words.
  [
    'BT-131',
    line,
    `${cents('cbc:LineExtensionAmount')} - ${cents(
      `${quantity} * cac:Price/cbc:PriceAmount div (concat(cac:Price/cbc:BaseQuantity, substring('1', 1 div not(cac:Price/cbc:BaseQuantity)))) + sum(cac:AllowanceCharge[cbc:ChargeIndicator = 'true']/cbc:Amount) - sum(cac:AllowanceCharge[cbc:ChargeIndicator = 'false']/cbc:Amount)`,
    )} = 0`,
  ],
  ...ofCategory('S', 'S', [
    ['BR-S-05', `${line}/cac:Item/cac:ClassifiedTaxCategory[cbc:ID = 'S']`, 'number(cbc:Percent) > 0'],
    [
      'BR-S-10',
      `${breakdown}/cac:TaxCategory[cbc:ID = 'S']`,
      'not(cbc:TaxExemptionReason | cbc:TaxExemptionReasonCode)',
    ],
  ]),
  ...ofCategory('Z', 'Z', withoutTax('Z', 'Z', false)),
  ...ofCategory('G', 'G', withoutTax('G', 'G', true)),
  ...ofCategory('K', 'IC', [
    ...withoutTax('K', 'IC', true),
    ['BR-IC-02', `${line}/cac:Item/cac:ClassifiedTaxCategory[cbc:ID = 'K']`, vatOf(buyer)],
    [
      'BR-IC-11',
      `${breakdown}/cac:TaxCategory[cbc:ID = 'K']`,
      'normalize-space(/*/cac:Delivery/cbc:ActualDeliveryDate)',
    ],
    [
      'BR-IC-12',
      `${breakdown}/cac:TaxCategory[cbc:ID = 'K']`,
      'normalize-space(/*/cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode)',
    ],
  ]),
  ...ofCategory('AE', 'AE', [
    ...withoutTax('AE', 'AE', true),
    ['BR-AE-02', `${line}/cac:Item/cac:ClassifiedTaxCategory[cbc:ID = 'AE']`, vatOf(buyer)],
  ]),
];

/** The test as the place has it. */
export function asserted(test: string, category: { code: string; rate: string } | null): string {
  if (!category) return test;
  const { code, rate } = category;
  return test
    .replaceAll(
      '$lines',
      `${line}[cac:Item/cac:ClassifiedTaxCategory[cbc:ID = '${code}' and number(cbc:Percent) = ${rate}]]`,
    )
    .replaceAll('$code', `'${code}'`)
    .replaceAll('$rate', rate);
}
