import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLabel, testFonts, turkishLabel } from './label.test-kit';
import { labelBoxes, labelLayout } from './label-layout';
import { composeLabel } from './label-zpl';
import { type ShippingLabel, shippingLabelSchema } from './model';
import { defaultPrinterProfile, labelStocks, type PrinterProfile, printerDpis } from './printer-profile';

const profiles: PrinterProfile[] = printerDpis.flatMap((dpi) =>
  labelStocks.map((stock) => ({ dpi, stock, fontsKnowTurkish: false })),
);
const first = { attempt: 1, echoToken: null };

const compose = (label: ShippingLabel, printing: { attempt: number; echoToken: string | null } = first) =>
  composeLabel(label, defaultPrinterProfile, testFonts, printing);

const hostile = fc.oneof(
  fc.constantFrom(
    '^FS^XZ^XA^FDtwo^FS',
    '~JA',
    '_5EXZ',
    '\\&',
    '^CI0',
    '>;>8',
    '日本',
    '\u0000',
    'ş'.repeat(70),
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const nonEmpty = hostile.filter((text) => text.length > 0).map((text) => text.slice(0, 60));
const anyLabel = fc
  .record({
    sender: fc.record({ name: nonEmpty, lines: fc.array(hostile, { maxLength: 4 }) }),
    recipientName: nonEmpty,
    lines: fc.array(hostile, { maxLength: 8 }),
    orderNumber: nonEmpty,
    orderCode: nonEmpty,
    carrierNumber: fc.option(
      nonEmpty.map((text) => text.slice(0, 40)),
      { nil: undefined },
    ),
    carrierName: nonEmpty,
    items: fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 9999 }), text: hostile }), {
      maxLength: 9,
    }),
  })
  .map(
    (drawn): ShippingLabel => ({
      ...plainLabel,
      sender: drawn.sender,
      recipient: { ...plainLabel.recipient, name: drawn.recipientName, lines: drawn.lines },
      orderNumber: drawn.orderNumber,
      orderCode: drawn.orderCode,
      ...(drawn.carrierNumber === undefined ? {} : { carrierNumber: drawn.carrierNumber }),
      carrierName: drawn.carrierName,
      items: drawn.items,
    }),
  );

describe('layout', () => {
  it.each(profiles.flatMap((profile) => [false, true].map((numbered) => ({ ...profile, numbered }))))(
    'keeps every box on the paper and apart from the others ($dpi dpi, $stock, carrier number: $numbered)',
    ({ numbered, ...profile }) => {
      const layout = labelLayout(profile, numbered);
      const boxes = labelBoxes(layout);
      for (const { name, box } of boxes) {
        expect([name, box.x > 0 && box.y > 0]).toEqual([name, true]);
        expect([name, box.x + box.widthDots < layout.paper.widthDots]).toEqual([name, true]);
        expect([name, box.y + box.heightDots < layout.paper.heightDots]).toEqual([name, true]);
      }
      const rules = new Set(Object.keys(layout.rules));
      for (const one of boxes) {
        for (const other of boxes) {
          if (one === other || (rules.has(one.name) && rules.has(other.name))) continue;
          const apart =
            one.box.x + one.box.widthDots <= other.box.x ||
            other.box.x + other.box.widthDots <= one.box.x ||
            one.box.y + one.box.heightDots <= other.box.y ||
            other.box.y + other.box.heightDots <= one.box.y;
          expect([one.name, other.name, apart]).toEqual([one.name, other.name, true]);
        }
      }
    },
  );

  it('gives the SSCC symbol its quiet zones', () => {
    for (const profile of profiles) {
      const { paper, codes } = labelLayout(profile);
      const quiet = 10 * 0.5 * paper.dotsPerMm;
      expect(codes.sscc.x).toBeGreaterThanOrEqual(quiet);
      expect(codes.sscc.x + codes.sscc.widthDots + quiet).toBeLessThanOrEqual(paper.widthDots);
    }
  });
});

describe('label as ZPL', () => {
  it('is one format whatever the data holds', () => {
    fc.assert(
      fc.property(anyLabel, (label) => {
        const { zpl } = compose(label, { attempt: 2, echoToken: 'job-1.2' });
        expect(zpl.match(/\^XA/g)).toHaveLength(1);
        expect(zpl.match(/\^XZ/g)).toHaveLength(1);
        expect(zpl.startsWith('^XA^CI28')).toBe(true);
        expect(zpl.endsWith('^PQ1^XZ\n')).toBe(true);
        expect(/^[\x20-\x7e\n]*$/.test(zpl)).toBe(true);
        expect(zpl).not.toMatch(/~/);
        const commands = new Set(zpl.match(/\^[A-Z][A-Z0-9]/g));
        const known = 'XA CI PW LL LH LS FW PO FO GB A0 FH FD FS GF BY BC BX FN HV PQ XZ'.split(' ');
        expect(
          [...commands].map((command) => command.slice(1)).filter((name) => !known.includes(name)),
        ).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('sends ASCII as text and the rest as pictures', () => {
    expect(compose(plainLabel).zpl).not.toContain('^GF');
    const turkish = compose(turkishLabel);
    expect(turkish.zpl.match(/\^GF/g)).toHaveLength(5);
    expect(turkish.missingGlyphs).toBe(0);
    const trusting = composeLabel(
      turkishLabel,
      { ...defaultPrinterProfile, fontsKnowTurkish: true },
      testFonts,
      first,
    );
    // The circumflex of "İstiklâl" is not a Turkish keyboard letter: the block stays a picture without it being trusted.
    expect(trusting.zpl.match(/\^GF/g)).toHaveLength(5);
    const plainTurkish = { ...turkishLabel, recipient: { ...turkishLabel.recipient, lines: ['Üsküdar'] } };
    expect(
      composeLabel(plainTurkish, { ...defaultPrinterProfile, fontsKnowTurkish: true }, testFonts, first).zpl,
    ).not.toContain('^GF');
  });

  it('carries SSCC and order code as symbols', () => {
    const { zpl, orderCodeSymbol } = compose(plainLabel);
    expect(zpl).toContain('^BCN,256,N,N,N,N^FH_^FD>;>800386900000000123453^FS');
    expect(zpl).toMatch(/\^BCN,\d+,N,N,N,N\^FH_\^FD536365\^FS/);
    expect(orderCodeSymbol).toBe('code128');
  });

  it("carries the carrier's own number in words and as bars, and the same label else", () => {
    const numbered = compose({ ...plainLabel, carrierNumber: 'TF000012345' });
    expect(numbered.zpl).toMatch(/\^BCN,\d+,N,N,N,N\^FH_\^FDTF000012345\^FS/);
    expect(numbered.zpl.match(/TF000012345/g)).toHaveLength(2);
    expect(numbered.shortened).toEqual([]);
    expect(numbered.zpl).toContain('^FDMargaret Thatchmore^FS');
  });

  it.each([
    ['0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000', 'datamatrix'],
    ['A'.repeat(60), 'datamatrix'],
    ['A>0', 'datamatrix'],
    ['sipariş-17', 'left-out'],
  ])('says how it carries %s', (orderCode, symbol) => {
    expect(compose({ ...plainLabel, orderCode }).orderCodeSymbol).toBe(symbol);
  });

  it('counts characters no font has and prints the label anyway', () => {
    const label = { ...plainLabel, recipient: { ...plainLabel.recipient, name: 'Tanaka 田中田' } };
    const composed = compose(label);
    expect(composed.missingGlyphs).toBe(3);
    expect(composed.missingCharacters).toEqual(['田', '中']);
    expect(composed.zpl).toContain('^GF');
  });

  it('says what it had to shorten', () => {
    const label = { ...plainLabel, recipient: { ...plainLabel.recipient, name: 'W'.repeat(160) } };
    expect(compose(label).shortened).toContain('recipientName');
    expect(compose(plainLabel).shortened).toEqual([]);
    const many = { ...plainLabel, items: Array.from({ length: 6 }, () => ({ quantity: 1, text: 'cup' })) };
    expect(compose(many).shortened).toEqual(['items']);
    expect(compose(many).zpl).toContain('^FD+ 2 more products^FS');
  });

  it('marks reprints and asks for an echo only when told to', () => {
    expect(compose(plainLabel).zpl).not.toMatch(/COPY|\^HV/);
    const again = compose(plainLabel, { attempt: 3, echoToken: 'job-7.3' }).zpl;
    expect(again).toContain('^FDCOPY 3^FS');
    expect(again).toContain('^FN1^FH_^FDjob-7.3^FS^HV1,40,ACK:,;,L^FS');
    // Interpreters that print numbered fields put the same ink in the same place as those that do not.
    const places = [...again.matchAll(/(\^FO\d+,\d+\^A0N,\d+)(?:\^FN1)?\^FH_\^FDjob-7\.3\^FS/g)].map(
      (found) => found[1],
    );
    expect(places).toHaveLength(2);
    expect(new Set(places).size).toBe(1);
  });

  it('gives the same bytes for the same label', () => {
    expect(compose(turkishLabel).zpl).toBe(compose(turkishLabel).zpl);
  });
});

describe('label at the door', () => {
  it('takes a label and refuses a wrong SSCC', () => {
    expect(shippingLabelSchema.safeParse(turkishLabel).success).toBe(true);
    expect(shippingLabelSchema.safeParse({ ...plainLabel, sscc: '386900000000123454' }).success).toBe(false);
    expect(shippingLabelSchema.safeParse({ ...plainLabel, parcel: { number: 0, count: 1 } }).success).toBe(
      false,
    );
  });
});
