// An order to a supplier as it is mailed: a PDF to be read and a CSV to be taken in by the supplier's program. Words, money and days
// in the supplier's language.
import { ownCode } from '../../../shared/barcode/own-code';
import type { MailLanguage } from '../../../shared/domain/mail/mail-kinds';
import { type Purchase, purchaseNumber } from '../../../shared/domain/purchasing/purchase';
import { minorDigitsOf } from '../../../shared/money/money';
import { csvFile } from '../exports/csv-file';
import { pdfFile } from '../exports/pdf-file';
import type { Cell } from '../exports/cell';
import { say, sayDay, sayMoney } from '../mail/mail-words';

const headings = ['line', 'sku', 'name', 'quantity', 'cost', 'value', 'expected'] as const;

export type Buyer = { name: string; mail: string };

export function purchaseTotal({ lines }: Purchase): number | null {
  let total = 0;
  for (const { ordered, unitCostMinor } of lines) {
    if (unitCostMinor === null) return null;
    total += ordered * unitCostMinor;
  }
  return total;
}

export async function purchasePdf(
  purchase: Purchase,
  language: MailLanguage,
  buyer: Buyer,
  createdAt: string,
): Promise<Buffer> {
  const { currency, lines, supplier, note } = purchase;
  const money = (minor: number | null): string =>
    minor === null ? '–' : sayMoney(language, minor, currency);
  const total = purchaseTotal(purchase);
  const number = purchaseNumber(purchase.number);
  const title = say(language, 'supplier.order.title', { number });
  return pdfFile(
    {
      info: { title, author: buyer.name, creationDate: new Date(createdAt) },
      pageMargins: [40, 40, 40, 50],
      footer: (page: number, pages: number) => ({
        text: `${number}  ${page} / ${pages}`,
        alignment: 'center',
        fontSize: 8,
      }),
      content: [
        { text: title, fontSize: 18, bold: true },
        { qr: ownCode('purchase', number), fit: 70, alignment: 'right' },
        { text: `${say(language, 'supplier.order.to')}: ${supplier}` },
        { text: `${say(language, 'supplier.order.from')}: ${buyer.name} ${buyer.mail}` },
        { text: `${say(language, 'supplier.order.place')}: ${purchase.warehouseId}` },
        { text: sayDay(language, createdAt), margin: [0, 0, 0, 10] },
        {
          table: {
            headerRows: 1,
            widths: [20, 70, '*', 40, 60, 65, 90],
            body: [
              headings.map((name) => ({ text: say(language, `supplier.order.column.${name}`), bold: true })),
              ...lines.map(({ lineNo, sku, name, ordered, unitCostMinor, expectedOn }) => [
                String(lineNo),
                sku,
                name,
                { text: String(ordered), alignment: 'right' },
                { text: money(unitCostMinor), alignment: 'right' },
                { text: money(unitCostMinor === null ? null : unitCostMinor * ordered), alignment: 'right' },
                sayDay(language, expectedOn),
              ]),
            ],
          },
          layout: 'lightHorizontalLines',
        },
        {
          text: `${say(language, 'supplier.order.total')}: ${money(total)}`,
          bold: true,
          alignment: 'right',
          margin: [0, 10, 0, 10],
        },
        { text: note },
      ],
    },
    9,
  );
}

export async function purchaseCsv(purchase: Purchase, language: MailLanguage): Promise<Buffer> {
  const digits = minorDigitsOf(purchase.currency);
  const text = (value: string): Cell => ({ kind: 'text', text: value });
  const money = (minor: number | null): Cell =>
    minor === null ? { kind: 'empty' } : { kind: 'money', minor, digits };
  const rows = purchase.lines.map(({ lineNo, sku, name, ordered, unitCostMinor, expectedOn }): Cell[] => [
    text(purchaseNumber(purchase.number)),
    { kind: 'number', value: lineNo },
    text(sku),
    text(name),
    { kind: 'number', value: ordered },
    money(unitCostMinor),
    money(unitCostMinor === null ? null : unitCostMinor * ordered),
    { kind: 'day', day: expectedOn },
    text(purchase.currency),
  ]);
  const words = ['number', ...headings, 'currency'] as const;
  const pieces: Buffer[] = [];
  const all = async function* () {
    yield rows;
    await Promise.resolve();
  };
  for await (const piece of csvFile(
    words.map((name) => say(language, `supplier.order.column.${name}`)),
    all(),
    { yes: '1', no: '0' },
  ))
    pieces.push(piece);
  return Buffer.concat(pieces);
}
