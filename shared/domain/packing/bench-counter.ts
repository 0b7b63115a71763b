// Selling over the counter: what is gathered, what one costs that nobody has told a price of, how it is paid. Paid, it is one op
// with its number; ordered by a customer instead, it stays on the shelf.
// Must never sell beyond what the bench holds, and never ask less than the total.
import { documentNumber } from '../numbers/series';
import { looksLikeCardNumber } from '../payment/payment';
import {
  changeOf,
  nothingTold,
  type PricedSale,
  priceSale,
  type SalePayment,
  type SaleSaid,
} from '../stock/counter-sale';
import { type CoveredLine, decideSale, type SaleLine, sellable } from '../stock/quota';
import { decideStationOrder } from '../stock/station-order';
import type { Sku } from '../ids';
import {
  type Aside,
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  outcome,
  refused,
  type TakenOrder,
} from './session';
import { answer } from './verdict';

type Selling = Extract<Aside, { kind: 'counter' }>;
type ItemInput = Extract<BenchInput, { kind: 'item' }>;
type OrderInput = Extract<BenchInput, { kind: 'order-form' }>;
type SaleCommand = 'finish' | 'seal' | 'pay-card' | 'reprint';
type SaleInput =
  | OrderInput
  | Extract<BenchInput, { kind: 'sale-price' | 'sale-payment' }>
  | { kind: 'command'; command: SaleCommand };

const soft = { tone: 'look', sound: 'look' } as const;
const saleCommands: readonly string[] = ['finish', 'seal', 'pay-card', 'reprint'] satisfies SaleCommand[];
/** Minor units that can be said by the digits of the command sheet. */
const mostSaidMinor = 99_999_999;

export function isSaleInput(input: BenchInput): input is SaleInput {
  if (input.kind === 'command') return saleCommands.includes(input.command);
  return ['order-form', 'sale-price', 'sale-payment'].includes(input.kind);
}

export function answerSale(
  bench: Bench,
  aside: Selling,
  input: SaleInput,
  facts: BenchFacts,
): BenchOutcome | null {
  switch (input.kind) {
    case 'order-form':
      return finishOrder(bench, aside, input, facts);
    case 'sale-price':
      return sayPrice(bench, aside, input, facts);
    case 'sale-payment':
      return aside.paying
        ? pay(bench, aside, input.payment, input, facts)
        : askPayment(bench, aside, input, facts);
    case 'command':
      if (input.command === 'reprint') return printReceipt(bench);
      if (!aside.paying) return askPayment(bench, aside, input, facts);
      return pay(bench, aside, saidPayment(bench, aside, input.command, facts), input, facts);
  }
}

/** Units by product of a sale that is not finished. */
export function linesOf(scans: readonly SaleLine[]): SaleLine[] {
  const lines = new Map<Sku, SaleLine>();
  for (const { sku, name, quantity } of scans)
    lines.set(sku, { sku, name, quantity: (lines.get(sku)?.quantity ?? 0) + quantity });
  return [...lines.values()];
}

export function countedOf(scans: readonly number[]): number {
  return scans.reduce((sum, units) => sum + units, 0);
}

/** What is gathered with its prices, as the bench knows them now. */
export function pricedNow(
  aside: Selling,
  { counter = nothingTold }: Pick<BenchFacts, 'counter'>,
): PricedSale {
  return priceSale(aside.scans, linesOf(aside.scans), aside.typed ?? [], counter);
}

export function sellItem(bench: Bench, aside: Selling, input: ItemInput, facts: BenchFacts): BenchOutcome {
  const { sku, name, listed } = input;
  // What was said ahead is money once payment is asked; another unit goes back to gathering.
  const quantity = input.units * (aside.paying ? 1 : (bench.times ?? 1));
  const scans = [...aside.scans, { sku, name, quantity, ...(listed ? { listed } : {}) }];
  const decision = decideSale(linesOf(scans), facts.grants, facts.headOfficeMs);
  if (!decision.ok) return refused(bench, decision.refusal, input, facts);
  const wanted = linesOf(scans).find((line) => line.sku === sku)?.quantity ?? 0;
  const left = sellable(facts.grants, sku, facts.headOfficeMs) - wanted;
  return outcome(
    { ...bench, aside: gathered({ ...aside, scans }), times: null, lastTaken: null, lastSold: null },
    [],
    answer('sale-item', { name, quantity, left }),
  );
}

/** A digit of what was received, in minor units: an amount grows from its end, as at every till. */
export function setAmount(bench: Bench, aside: Selling, digit: number, facts: BenchFacts): BenchOutcome {
  const times = (bench.times ?? 0) * 10 + digit;
  const said = times > mostSaidMinor ? digit : times;
  const { currency } = pricedNow(aside, facts);
  const values = { receivedMinor: said, currency };
  return outcome({ ...bench, times: said }, [], answer('sale-received', values, { tone: 'look' }));
}

/** Back to what is gathered: nothing was paid yet. */
export function cancelSale(bench: Bench, aside: Selling): BenchOutcome {
  return outcome(
    { ...bench, aside: gathered(aside), times: null },
    [],
    answer('cancelled-command', {}, soft),
  );
}

export function undoSale(bench: Bench, aside: Selling): BenchOutcome {
  const last = aside.scans.at(-1);
  const values = { name: last?.name ?? '', quantity: last?.quantity ?? 0 };
  return outcome(
    { ...bench, aside: gathered({ ...aside, scans: aside.scans.slice(0, -1) }), times: null },
    [],
    answer('scan-taken-back', values, soft),
  );
}

function gathered({ paying: _asked, ...aside }: Selling): Selling {
  return aside;
}

function sayPrice(
  bench: Bench,
  aside: Selling,
  input: Extract<BenchInput, { kind: 'sale-price' }>,
  facts: BenchFacts,
): BenchOutcome {
  const { sku, unitPriceMinor } = input;
  const line = linesOf(aside.scans).find((each) => each.sku === sku);
  if (!line) return refused(bench, { code: 'sale-empty', values: {} }, input, facts);
  const typed = [...(aside.typed ?? []).filter((each) => each.sku !== sku), { sku, unitPriceMinor }];
  return outcome(
    { ...bench, aside: { ...aside, typed }, times: null },
    [],
    answer('sale-priced', { name: line.name }),
  );
}

type Ready = { lines: CoveredLine[]; priced: PricedSale; prices: SaleSaid['prices'] };

/** Null with the refusal: the quotas, the prices or the numbers do not allow it. */
function readyOf(
  bench: Bench,
  aside: Selling,
  input: BenchInput,
  facts: BenchFacts,
): { ready: Ready } | { refusal: BenchOutcome } {
  const no = (code: 'sale-empty' | 'sale-price-needed', values = {}): { refusal: BenchOutcome } => ({
    refusal: refused({ ...bench, aside: gathered(aside) }, { code, values }, input, facts),
  });
  if (aside.scans.length === 0) return no('sale-empty');
  const decision = decideSale(linesOf(aside.scans), facts.grants, facts.headOfficeMs);
  if (!decision.ok) return { refusal: refused(bench, decision.refusal, input, facts) };
  const priced = pricedNow(aside, facts);
  const prices: SaleSaid['prices'] = [];
  for (const { sku, name, unitPriceMinor, taxPpm, source } of priced.lines) {
    if (unitPriceMinor === null) return no('sale-price-needed', { name });
    prices.push({ sku, unitPriceMinor, taxPpm, source });
  }
  return { ready: { lines: decision.events, priced, prices } };
}

function askPayment(bench: Bench, aside: Selling, input: BenchInput, facts: BenchFacts): BenchOutcome {
  const found = readyOf(bench, aside, input, facts);
  if ('refusal' in found) return found.refusal;
  const { totalMinor, currency } = found.ready.priced;
  return outcome(
    { ...bench, aside: { ...aside, paying: true }, times: null, confirm: null },
    [],
    answer('sale-pay', { totalMinor, currency }, { tone: 'look' }),
  );
}

/** By commands alone: FINISH is cash, of what was said or to the penny; a card's slip has the number that was said. */
function saidPayment(
  bench: Bench,
  aside: Selling,
  command: Exclude<SaleCommand, 'reprint'>,
  facts: BenchFacts,
): SalePayment {
  return command === 'pay-card'
    ? { method: 'card', reference: bench.times === null ? '' : String(bench.times) }
    : { method: 'cash', tenderedMinor: bench.times ?? pricedNow(aside, facts).totalMinor };
}

function pay(
  bench: Bench,
  aside: Selling,
  payment: SalePayment,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const found = readyOf(bench, aside, input, facts);
  if ('refusal' in found) return found.refusal;
  const { lines, priced, prices } = found.ready;
  const { totalMinor, currency } = priced;
  const again = { ...bench, times: null };
  if (payment.method === 'cash' && payment.tenderedMinor < totalMinor)
    return refused(again, { code: 'sale-tendered-short', values: {} }, input, facts);
  if (payment.method === 'card' && looksLikeCardNumber(payment.reference))
    return refused(again, { code: 'sale-card-number', values: {} }, input, facts);
  const { nextDocument } = facts;
  if (!nextDocument) return refused(again, { code: 'document-numbers-empty', values: {} }, input, facts);
  const { country } = facts.counter ?? nothingTold;
  const said: SaleSaid = { currency, country, prices, payment };
  const units = countedOf(aside.scans.map(({ quantity }) => quantity));
  const document = documentNumber(nextDocument.series, nextDocument.number);
  const changeMinor = changeOf(payment, totalMinor);
  const opId = facts.newOpId();
  const sold = outcome(
    {
      ...bench,
      aside: { kind: 'counter', scans: [] },
      times: null,
      lastTaken: null,
      lastSold: facts.papers.givesReceipt ? { opId, number: document } : null,
    },
    [
      {
        opId,
        type: 'counter.sell',
        parcelId: null,
        fence: null,
        body: { ...nextDocument, lines, said },
      },
    ],
    changeMinor > 0
      ? answer('sold-change', { document, units, changeMinor, currency }, { sound: 'order-complete' })
      : answer('sold', { document, units }, { sound: 'order-complete' }),
  );
  return facts.papers.givesReceipt ? { ...sold, receipt: opId } : sold;
}

/** What was gathered is promised to a customer, and stays on the shelf until a box is packed. */
function finishOrder(bench: Bench, aside: Selling, input: OrderInput, facts: BenchFacts): BenchOutcome {
  if (aside.scans.length === 0) return refused(bench, { code: 'sale-empty', values: {} }, input, facts);
  const { form, prices } = input;
  const decision = decideStationOrder(form, linesOf(aside.scans), facts.grants, prices, facts.headOfficeMs);
  if (!decision.ok) return refused(bench, decision.refusal, input, facts);
  const { nextDocument } = facts;
  if (!nextDocument) return refused(bench, { code: 'document-numbers-empty', values: {} }, input, facts);
  const body = { ...form, ...nextDocument, currency: prices.currency, lines: decision.events };
  const number = documentNumber(nextDocument.series, nextDocument.number);
  const opId = facts.newOpId();
  const taken = outcome(
    {
      ...bench,
      aside: { kind: 'counter', scans: [] },
      times: null,
      lastTaken: { opId, number },
      lastSold: null,
    },
    [{ opId, type: 'order.take', parcelId: null, fence: null, body }],
    answer('order-taken', { number, name: form.shipTo.name }, { sound: 'order-complete' }),
  );
  // Who has paid is given it unasked.
  return form.payment === 'cash' ? { ...taken, receipt: opId } : taken;
}

/** Of the sale or the order before; null where nothing was sold since. */
function printReceipt(bench: Bench): BenchOutcome | null {
  const last: TakenOrder | null = bench.lastTaken ?? bench.lastSold;
  if (!last) return null;
  const { opId, number } = last;
  const asked = answer('receipt-asked', { number }, { ...soft, place: { kind: 'label' } });
  return { ...outcome(bench, [], asked), receipt: opId };
}
