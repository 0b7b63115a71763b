// Fonts and a plain label for tests of this folder.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ssccOf } from '../barcode/sscc';
import type { ShippingLabel } from './model';
import { type LabelFonts, type OutlineFont, readOutlineFont } from './outline-font';

const require = createRequire(import.meta.url);

const fontFile = (name: string): OutlineFont =>
  readOutlineFont(readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)));

export const testFonts: LabelFonts = {
  regular: fontFile('DejaVuSansCondensed'),
  bold: fontFile('DejaVuSansCondensed-Bold'),
};

export const plainLabel: ShippingLabel = {
  sender: { name: 'Waybill Gifts Ltd', lines: ['Unit 4, Dockside Park', 'Bristol BS1 6XX'] },
  recipient: {
    name: 'Margaret Thatchmore',
    lines: ['14 Saint Bartholomews Close', 'Middlesbrough TS1 4AA'],
    countryCode: 'GB',
    countryName: 'UNITED KINGDOM',
  },
  carrierName: 'Northline',
  serviceName: 'Parcel 48',
  orderNumber: '536365',
  orderCode: '536365',
  parcel: { number: 1, count: 2 },
  items: [{ quantity: 6, text: 'WHITE HANGING HEART T-LIGHT HOLDER' }],
  sscc: ssccOf('38690000', 12345),
  weightGrams: 2410,
};

export const turkishLabel: ShippingLabel = {
  ...plainLabel,
  recipient: {
    name: 'Şükrü Işıkoğlu-Çağdaş',
    lines: ['İstiklâl Caddesi No: 112/B Daire 7', 'Kuzguncuk Mah. Üsküdar', '34674 İSTANBUL'],
    countryCode: 'TR',
    countryName: 'TÜRKİYE',
  },
};
