// Labels of real orders with drawn people: the file names no customers, so names and addresses come from a seeded rule.
// A third Turkish, the rest Western, Greek, Cyrillic, sixty characters long, or made of characters ZPL could obey.
import { ssccOf } from '../../shared/barcode/sscc';
import type { ShippingLabel } from '../../shared/label/model';
import type { PrinterProfile } from '../../shared/label/printer-profile';
import type { RealOrder } from './real-orders';

export type PeopleKind = 'western' | 'turkish' | 'greek' | 'cyrillic' | 'long' | 'hostile';
export type DrawnLabel = { label: ShippingLabel; profile: PrinterProfile; kind: PeopleKind; attempt: number };

const people: Record<
  Exclude<PeopleKind, 'long' | 'hostile'>,
  { names: string[]; streets: string[]; towns: string[] }
> = {
  western: {
    names: [
      'Margaret Thatchmore',
      'José Álvarez Peña',
      'Björn Åkesson',
      'Chloë Lefèvre',
      'Jiří Dvořák',
      'Zoë O\u2019Brien',
    ],
    streets: [
      '14 Saint Bartholomews Close',
      'Große Straße 7, 2. OG',
      '3 bis rue de l’Église',
      'Łąkowa 12/4',
      'Unit 9 & 10, "The Mill"',
    ],
    towns: ['Middlesbrough TS1 4AA', '80331 München', '75011 Paris', '00-950 Łódź', '1000-205 Lisboa'],
  },
  turkish: {
    names: [
      'Şükrü Işıkoğlu',
      'Çağla Öztürk Güneş',
      'İsmail Yıldırım',
      'Ülkü Şahinbaş',
      'IŞIL ĞÜVEN',
      'Oğuzhan Değirmencioğlu',
    ],
    streets: [
      'İstiklâl Caddesi No: 112/B Daire 7',
      'Çiçekçi Sok. 4, Kuzguncuk Mah.',
      'Şehit Öğretmen Gürbüz Bulv. 18',
      'Ihlamur Yolu İç Kapı 3 (₺)',
    ],
    towns: [
      '34674 Üsküdar/İSTANBUL',
      '06690 Çankaya/ANKARA',
      '35220 Konak/İZMİR',
      '16010 Osmangazi/BURSA',
      '21070 Bağlar/DİYARBAKIR',
    ],
  },
  greek: {
    names: ['Αλέξανδρος Παπαδόπουλος', 'Χριστίνα Ξενάκη', 'Γιώργος Οικονόμου'],
    streets: ['Λεωφόρος Βασιλίσσης Σοφίας 46', 'Οδός Ερμού 12, 3ος όροφος'],
    towns: ['115 28 Αθήνα', '546 22 Θεσσαλονίκη'],
  },
  cyrillic: {
    names: ['Ёлкин Щербаков', 'Людмила Чернышёва', 'Їжакевич Ґудзь', 'Ђорђе Његош'],
    streets: ['ул. Большая Полянка, д. 12, кв. 7', 'вул. Хрещатик, 22', 'Кнез Михаилова 30'],
    towns: ['119180 Москва', '01001 Київ', '11000 Београд'],
  },
};

const longNames = [
  'Maximiliana Featherstonehaugh-Cholmondeley of the North Ridin',
  'Abdurrahman Gazi Müdafaa-i Hukuk Öğretmenevi Müdürlüğü Ek Bin',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter',
  'WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW',
].map((name) => name.slice(0, 60));

const hostilePieces = [
  '^XA',
  '^FS',
  '^XZ',
  '~JA',
  '~HS',
  '_5E',
  '_',
  '\\&',
  '\\',
  '>;>8',
  '>',
  '^',
  '~',
  '^FDx',
  'ş',
  ',',
  '{',
  '"',
];
const hostileCodes = ['>', '^', '~', '_', '\\', '>0', '_5E'];

/** English name -> ISO 3166-1 code, with the names trade files use beside the official ones. */
const countryCodes = (() => {
  const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const codes = new Map<string, string>([
    ['eire', 'IE'],
    ['rsa', 'ZA'],
    ['usa', 'US'],
    ['channel islands', 'JE'],
  ]);
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const code of letters.flatMap((one) => letters.map((two) => one + two))) {
    const name = english.of(code);
    if (name !== undefined && !codes.has(name.toLowerCase())) codes.set(name.toLowerCase(), code);
  }
  return codes;
})();

const drawKind = (share: number): PeopleKind => {
  if (share < 0.34) return 'turkish';
  if (share < 0.56) return 'western';
  if (share < 0.64) return 'greek';
  if (share < 0.72) return 'cyrillic';
  return share < 0.84 ? 'long' : 'hostile';
};

const drawProfile = (share: number): PrinterProfile => {
  if (share < 0.55) return { dpi: 203, stock: '4x6in', fontsKnowTurkish: false };
  if (share < 0.8) return { dpi: 203, stock: '100x150mm', fontsKnowTurkish: false };
  return {
    dpi: share < 0.99 ? 300 : 600,
    stock: share < 0.9 ? '4x6in' : '100x150mm',
    fontsKnowTurkish: false,
  };
};

/** Label number `index` of a run; the same order, index and random stream give the same label. */
export function drawLabel(order: RealOrder, index: number, random: () => number): DrawnLabel {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const kind = drawKind(random());
  const hostileText = (pieces: number): string =>
    Array.from({ length: pieces }, () => pick(hostilePieces) + pick(['', ' ', 'a', 'Q7'])).join('');
  const base = people[kind === 'long' || kind === 'hostile' ? pick(['western', 'turkish'] as const) : kind];
  const name = kind === 'long' ? pick(longNames) : kind === 'hostile' ? hostileText(6) : pick(base.names);
  const lines = [pick(base.streets), pick(base.towns)];
  if (kind === 'hostile') lines.unshift(hostileText(10));
  if (random() < 0.2) lines.unshift(`${pick(['c/o', 'Attn.', 'Dikkatine:'])} ${pick(base.names)}`);
  const orderCode =
    kind === 'hostile' ? `${pick(hostileCodes)}${order.orderNumber}${pick(hostileCodes)}` : order.orderNumber;
  const parcels = 1 + Math.floor(random() * 3);
  return {
    kind,
    profile: drawProfile(random()),
    attempt: random() < 0.1 ? 2 : 1,
    label: {
      sender: {
        name: 'Waybill Gifts Ltd',
        lines: ['Unit 4, Dockside Park', '12 Wharf Road', 'Bristol BS1 6XX'],
      },
      recipient: {
        name,
        lines,
        countryCode: countryCodes.get(order.country.toLowerCase()) ?? 'ZZ',
        countryName: order.country === '' ? 'UNKNOWN' : order.country.toUpperCase(),
      },
      carrierName: pick(['Northline', 'Kuzey Kargo Lojistik A.Ş.', 'Harbour & Hill Parcels']),
      serviceName: pick(['Parcel 48', 'Express before 12:00', 'Ekonomi Teslimat']),
      orderNumber: orderCode,
      orderCode,
      parcel: { number: 1 + Math.floor(random() * parcels), count: random() < 0.1 ? null : parcels },
      items: order.items,
      sscc: ssccOf('38690000', index + 1),
      weightGrams: random() < 0.05 ? null : 50 + Math.floor(random() * 30_000),
    },
  };
}
