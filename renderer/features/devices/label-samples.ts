// Every kind of label that this product prints, with words to look at; the commands are the real ones. What was scanned becomes the
// label of that very thing.
import { ownCode } from '../../../shared/barcode/own-code';
import type { Meaning } from '../../../shared/barcode/meaning';
import { ssccOf } from '../../../shared/barcode/sscc';
import { type CommandsLabel, mostCommands, type Printable } from '../../../shared/label/model';
import type { TextKey, TextValues } from '../../../shared/text/text-key';
import { commands } from '../../input/commands';

export const labelKinds = [
  'shipping',
  'shipping-numbered',
  'tag',
  'receipt',
  'bin',
  'restock',
  'tote',
  'product',
  'badge',
  'commands',
  'test',
] as const;
export type LabelKind = (typeof labelKinds)[number];

export type SampleLabel = { kind: LabelKind; label: Printable };
type Say = (key: TextKey, values?: TextValues) => string;

const company = { name: 'Waybill', lines: ['Park Row 1', 'LS1 5HD Leeds'] };
const shipping: Extract<Printable, { sscc: unknown; recipient: unknown }> = {
  sender: company,
  recipient: {
    name: 'Ayşe Çağlar',
    lines: ['Bağdat Caddesi 112/B', '34728 Kadıköy', 'İstanbul'],
    countryCode: 'TR',
    countryName: 'TÜRKİYE',
  },
  carrierName: 'Northline',
  serviceName: 'Parcel 48',
  orderNumber: '1042',
  orderCode: '1042',
  parcel: { number: 1, count: 2 },
  items: [{ quantity: 2, text: 'Çay bardağı' }],
  sscc: ssccOf('38690000', 12_345),
  weightGrams: 2_410,
};

/** In the order they are stepped through. @param say the language of this station */
export function sampleLabels(say: Say): SampleLabel[] {
  const product = { barcode: '8690000001231', sku: 'MUG', name: 'Çay bardağı / Tea glass' };
  return [
    { kind: 'shipping', label: shipping },
    { kind: 'shipping-numbered', label: { ...shipping, carrierNumber: 'JD0002 4411 88' } },
    {
      kind: 'tag',
      label: {
        kind: 'tag',
        barcode: ownCode('special', 'K7Q4M2'),
        code: 'K7Q-4M2',
        kinds: [{ en: 'GIFT', tr: 'HEDİYE' }],
        orderNumber: '1042',
        boxNumber: 1,
        recipient: 'Ayşe Çağlar',
        needsSecond: true,
        note: 'Ring before noon',
        giftMessage: 'İyi ki doğdun!',
      },
    },
    {
      kind: 'receipt',
      label: {
        kind: 'receipt',
        company,
        title: say('labels.kind.receipt'),
        orderNumber: '1042',
        barcode: ownCode('order', '1042'),
        orderWords: '1042',
        page: { number: 1, count: 1 },
        facts: ['2026-03-01'],
        lines: [{ text: product.name, each: '2 x £4.50', amount: '£9.00' }],
        total: { name: '=', amount: '£9.00' },
        goesOn: null,
      },
    },
    {
      kind: 'bin',
      label: binLabel('A-04-2', 'A / 04 / L2', 'PICK / TOPLAMA', 'max 40 kg / 600 x 400 x 300 mm'),
    },
    {
      kind: 'restock',
      label: {
        kind: 'restock',
        ...product,
        quantity: 3,
        goesTo: 'A-04-2',
        condition: 'AS NEW / YENİ GİBİ',
        lot: 'LOT 24-B',
        returnNumber: '1000 0001 4',
      },
    },
    { kind: 'tote', label: toteLabel('0042') },
    { kind: 'product', label: { kind: 'product', ...product, price: '' } },
    {
      kind: 'badge',
      label: { kind: 'badge', barcode: ownCode('badge', '0'), name: 'Ayşe Çağlar', words: company.name },
    },
    ...commandLabels(say).map((label) => ({ kind: 'commands' as const, label })),
    { kind: 'test', label: { kind: 'test', printer: 'Waybill', at: '2026-03-01 08:00' } },
  ];
}

/** The label of what was scanned; null where it has none of its own. `nameOf`: what the catalogue says of an item's code. */
export async function labelOfScan(
  meaning: Meaning,
  find: (code: string) => Promise<{ sku: string; name: string } | null>,
): Promise<SampleLabel | null> {
  switch (meaning.kind) {
    case 'tote':
      return { kind: 'tote', label: toteLabel(meaning.payload) };
    case 'location':
      return { kind: 'bin', label: binLabel(meaning.payload, '', '', '') };
    case 'item': {
      const item = await find(meaning.code);
      if (!item) return null;
      const { sku, name } = item;
      return { kind: 'product', label: { kind: 'product', barcode: meaning.text, sku, name, price: '' } };
    }
    default:
      return null;
  }
}

function toteLabel(code: string): Printable {
  return { kind: 'tote', barcode: ownCode('tote', code), code, words: company.name };
}

function binLabel(code: string, place: string, purpose: string, limits: string): Printable {
  return { kind: 'bin', barcode: ownCode('location', code), code, place, purpose, limits };
}

/** The command sheet, as many labels as it takes. */
function commandLabels(say: Say): CommandsLabel[] {
  const pages = Math.ceil(commands.length / mostCommands);
  return Array.from({ length: pages }, (_, page) => ({
    kind: 'commands' as const,
    title: `${say('labels.kind.commands')} ${page + 1} / ${pages}`,
    commands: commands
      .slice(page * mostCommands, (page + 1) * mostCommands)
      .map(({ barcode, labelKey, labelValues, key }) => ({
        barcode,
        words: say(labelKey, labelValues),
        key,
      })),
  }));
}
