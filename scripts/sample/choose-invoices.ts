// Which real invoices make up the sample: whole ones only, to a known customer and country, every line of which can be
// taken. Sizes are drawn in fixed numbers so that most orders fit a box or two and some fill a pallet; every country
// of the data is there. A few cancellations of chosen orders and a few lines that need a person are added.
import type { RetailRow } from '../../shared/domain/channel/online-retail-row';
import { chargeKindOf, invoiceKindOf, meaningsOf } from '../../shared/domain/channel/online-retail';
import { draw } from './draw';
import type { SampleProduct } from './measure-products';
import type { SourceInvoice } from './read-sources';

export type ChosenInvoice = {
  invoice: SourceInvoice;
  goods: RetailRow[];
  countryCode: string;
  customerId: string;
};

type Group = {
  orders: number;
  lines: readonly [number, number];
  litres: number;
  kilograms: number;
  perLine: number;
};

/** A chosen order has `lines` goods lines, at most `perLine` units in one, and fits two big boxes unless it is a big one. */
const groups: readonly Group[] = [
  { orders: 700, lines: [1, 3], litres: 100, kilograms: 45, perLine: 48 },
  { orders: 1000, lines: [4, 12], litres: 130, kilograms: 50, perLine: 24 },
  { orders: 240, lines: [13, 40], litres: 350, kilograms: 120, perLine: 100 },
  { orders: 60, lines: [20, 150], litres: 4000, kilograms: 1500, perLine: 1500 },
];
/** Orders of one country in one group, the home country apart. */
const perForeignCountry = 60;
const homeCountry = 'GB';
const cancellations = 40;
const problemInvoices = 12;

export function chooseInvoices(
  invoices: readonly SourceInvoice[],
  products: ReadonlyMap<string, SampleProduct>,
  seed: number,
): { orders: ChosenInvoice[]; extras: SourceInvoice[] } {
  const candidates = invoices
    .map((invoice) => candidateOf(invoice, products))
    .filter((candidate) => candidate !== null)
    .sort((a, b) => order(seed, a.invoice) - order(seed, b.invoice));
  const chosen: ChosenInvoice[] = [];
  const used = new Set<string>();
  for (const group of groups) {
    const fitting = candidates.filter(
      (candidate) => !used.has(candidate.invoice.externalId) && fits(candidate, group, products),
    );
    const perCountry = new Map<string, number>();
    const foreign = fitting.filter((candidate) => {
      if (candidate.countryCode === homeCountry) return false;
      const count = perCountry.get(candidate.countryCode) ?? 0;
      perCountry.set(candidate.countryCode, count + 1);
      return count < perForeignCountry;
    });
    const home = fitting.filter((candidate) => candidate.countryCode === homeCountry);
    const abroad = foreign.slice(0, Math.floor(group.orders * 0.4));
    for (const candidate of [...abroad, ...home.slice(0, group.orders - abroad.length)]) {
      chosen.push(candidate);
      used.add(candidate.invoice.externalId);
    }
  }
  return { orders: chosen, extras: extrasFor(chosen, invoices, seed) };
}

function order(seed: number, invoice: SourceInvoice): number {
  return draw(seed, 'invoice', invoice.externalId);
}

function candidateOf(
  invoice: SourceInvoice,
  products: ReadonlyMap<string, SampleProduct>,
): ChosenInvoice | null {
  if (invoiceKindOf(invoice.externalId) !== 'sale') return null;
  const meanings = meaningsOf(
    invoice.externalId,
    invoice.lines.map((line) => line.reading),
    { mayUse: (sku) => products.has(sku) },
  );
  if (meanings.some((meaning) => meaning.as === 'problem')) return null;
  const goods = meanings.flatMap((meaning) => (meaning.as === 'goods' ? [meaning.row] : []));
  const first = goods[0];
  if (!first || first.customerId === null) return null;
  return { invoice, goods, countryCode: first.countryCode, customerId: first.customerId };
}

function fits(candidate: ChosenInvoice, group: Group, products: ReadonlyMap<string, SampleProduct>): boolean {
  const { goods } = candidate;
  if (goods.length < group.lines[0] || goods.length > group.lines[1]) return false;
  let litres = 0;
  let kilograms = 0;
  for (const row of goods) {
    const product = products.get(row.sku);
    if (!product || row.quantity > group.perLine) return false;
    litres += (row.quantity * product.lengthMm * product.widthMm * product.heightMm) / 1e6;
    kilograms += (row.quantity * product.weightGrams) / 1000;
  }
  return litres <= group.litres && kilograms <= group.kilograms;
}

/** Cancellations that take back a part of what the chosen orders sold, and single lines that no rule can place. */
function extrasFor(
  chosen: readonly ChosenInvoice[],
  invoices: readonly SourceInvoice[],
  seed: number,
): SourceInvoice[] {
  const sold = new Map<string, { at: string; quantity: number }>();
  for (const { goods, customerId } of chosen) {
    for (const row of goods) sold.set(`${customerId} ${row.sku}`, { at: row.at, quantity: row.quantity });
  }
  const takesBackChosen = (invoice: SourceInvoice): boolean =>
    invoiceKindOf(invoice.externalId) === 'cancellation' &&
    invoice.lines.every(({ reading }) => {
      if (!reading.ok || chargeKindOf(reading.row.sku) !== null) return false;
      const sale = sold.get(`${reading.row.customerId} ${reading.row.sku}`);
      return sale !== undefined && sale.at <= reading.row.at && -reading.row.quantity <= sale.quantity;
    });
  const needsSomeone = (invoice: SourceInvoice): boolean =>
    invoice.lines.length === 1 &&
    meaningsOf(
      invoice.externalId,
      invoice.lines.map((line) => line.reading),
      { mayUse: () => true },
    )[0]?.as === 'problem';
  const inDrawnOrder = [...invoices].sort((a, b) => order(seed, a) - order(seed, b));
  return [
    ...inDrawnOrder.filter(takesBackChosen).slice(0, cancellations),
    ...inDrawnOrder.filter(needsSomeone).slice(0, problemInvoices),
  ];
}
