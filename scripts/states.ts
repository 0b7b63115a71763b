// npm run states: writes docs/states from the transition tables and from the tables the tests prove.
// Answers for pages that say what the code does; scripts/states.test.ts fails when a page is stale.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { alertColumns, alertTable } from '../shared/domain/alert/alert-table.test-kit';
import { alertTransitions } from '../shared/domain/alert/transitions';
import { cancelColumns, cancelTable } from '../shared/domain/cancelling/cancel-table.test-kit';
import { cancelTransitions } from '../shared/domain/cancelling/transitions';
import { cartColumns, cartTable } from '../shared/domain/cart/cart.test-kit';
import { cartTransitions } from '../shared/domain/cart/transitions';
import { feedbackTransitions } from '../shared/domain/feedback/transitions';
import { orderTable } from '../shared/domain/order/order-table.test-kit';
import { orderStatuses } from '../shared/domain/order/status';
import { orderTransitions } from '../shared/domain/order/transitions';
import { benchTable } from '../shared/domain/packing/bench-table.test-kit';
import { situationNames } from '../shared/domain/packing/bench.test-kit';
import { parcelColumns, parcelTable } from '../shared/domain/parcel/parcel-table.test-kit';
import { parcelTransitions } from '../shared/domain/parcel/transitions';
import { caseColumns, caseTable } from '../shared/domain/service-case/case-table.test-kit';
import { caseTransitions } from '../shared/domain/service-case/transitions';
import { watchTransitions } from '../shared/domain/special/transitions';
import { watchColumns, watchTable } from '../shared/domain/special/watch-table.test-kit';

import { paymentColumns, paymentTable } from '../shared/domain/payment/payment.test-kit';
import { paymentTransitions } from '../shared/domain/payment/transitions';
import { quoteColumns, quoteTable } from '../shared/domain/quote/quote.test-kit';
import { quoteTransitions } from '../shared/domain/quote/transitions';
import { refundColumns, refundTable } from '../shared/domain/refund/refund.test-kit';
import { refundTransitions } from '../shared/domain/refund/transitions';
import { returnColumns, returnTable } from '../shared/domain/returns/return-table.test-kit';
import { returnTransitions } from '../shared/domain/returns/transitions';
import { shipmentColumns, shipmentTable } from '../shared/domain/shipment/shipment-table.test-kit';
import { shipmentTransitions } from '../shared/domain/shipment/transitions';
import { purchaseColumns, purchaseTable } from '../shared/domain/purchasing/purchase-table.test-kit';
import { purchaseTransitions } from '../shared/domain/purchasing/transitions';
import { transferColumns, transferTable } from '../shared/domain/transfer/transfer-table.test-kit';
import { transferTransitions } from '../shared/domain/transfer/transitions';
import { tourColumns, tourTable } from '../shared/domain/tour/tour-table.test-kit';
import { tourTransitions } from '../shared/domain/tour/transitions';

type Machine = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Table<Cell> = Readonly<Record<string, Readonly<Record<string, Cell>>>>;

export const statesFolder = resolve(import.meta.dirname, '../docs/states');

const generated = '<!-- Written by `npm run states`. Do not edit: change the code and run it again. -->';
const reading =
  'Events in plain words, refusals in `code` (their words: `refusal.CODE` in shared/text); `-` is "already so": no event.';

/** File name -> its whole text. */
export function statePages(): Map<string, string> {
  return new Map([
    ['order.md', orderPage()],
    ['parcel.md', parcelPage()],
    ['cancel.md', cancelPage()],
    ['payment.md', paymentPage()],
    ['refund.md', refundPage()],
    ['quote.md', quotePage()],
    ['cart.md', cartPage()],
    ['shipment.md', shipmentPage()],
    ['return.md', returnPage()],
    ['bench.md', benchPage()],
    ['feedback.md', feedbackPage()],
    ['case.md', casePage()],
    ['special.md', specialPage()],
    ['tour.md', tourPage()],
    ['purchase.md', purchasePage()],
    ['transfer.md', transferPage()],
    ['alert.md', alertPage()],
  ]);
}

function orderPage(): string {
  const columns = ['none', 'placed', 'confirmed', 'held', 'closed', 'cancelled'];
  return page(
    'Order: the commercial machine',
    'From `shared/domain/order/transitions.ts`. An event that is not in the drawing moves counters, not the state.',
    diagram(orderTransitions, 'placed'),
    `The words an office screen shows are asked of the counters and never stored (law 6): ${orderStatuses.join(', ')}.`,
    '## Every command in every state',
    '`none` is an order that was never placed, `held` a confirmed one with a hold. The order of the table has 5 mugs (2 allocated, 1 sealed and waiting, 1 shipped) and 2 lamps; each command is about one mug.',
    reading,
    matrix(orderTable, columns, eventsOrRefusal),
  );
}

function parcelPage(): string {
  return page(
    'Parcel: one box, from release to hand-over',
    'From `shared/domain/parcel/transitions.ts`. A sealed box may be opened again until the carrier has it.',
    diagram(parcelTransitions, 'released'),
    '## Every command in every state',
    '`packing` has some of its items in the box, `complete` all of them, `held` is packing and on hold. Each command is the plainest one of its kind: one mug, the right label, the station that holds the parcel.',
    reading,
    matrix(parcelTable, parcelColumns, eventsOrRefusal),
  );
}

function cancelPage(): string {
  return page(
    "Cancel: what head office asks of a box in a station's hand",
    'From `shared/domain/cancelling`. While it is asked or too late the box may not be sealed or leave; a sealed one is stopped at the hand-over scan and may be opened. `left`: the carrier has it. `decided`: the lease ended unanswered.',
    diagram(cancelTransitions, 'asked'),
    '## Every saying in every state',
    "`none`: nobody ever asked. One mug is asked back from a box that counts on five. An acceptance is a fact: with nothing asked any more the units are out of this box and stay the order's.",
    reading,
    matrix(cancelTable, cancelColumns, eventsOrRefusal),
  );
}

function feedbackPage(): string {
  return page(
    'Feedback: what a customer says of an order',
    'From `shared/domain/feedback`. Asked once; the newest answer counts, and the same one twice is one.',
    diagram(feedbackTransitions, 'asked'),
  );
}

function casePage(): string {
  return page(
    'Case: what customer service has to put right',
    'From `shared/domain/service-case`. A new complaint about the same order goes on with the same case.',
    diagram(caseTransitions, 'open'),
    '## Every command in every state',
    '`none`: there is no case. The case was opened by a customer who said that one is missing.',
    reading,
    matrix(caseTable, caseColumns, eventsOrRefusal),
  );
}

function specialPage(): string {
  return page(
    'Special order: on the watch list of the retention team',
    'From `shared/domain/special`. It is watched until it is with the customer, cancelled, unmarked or its carrier has been quiet for a month; another mark begins anew. Each level of risk is told to people once.',
    diagram(watchTransitions, 'watched'),
    '## Every command in every state',
    '`none`: nobody ever marked it. The order is a VIP one; `watch it` is another mark of the same kind.',
    reading,
    matrix(watchTable, watchColumns, eventsOrRefusal),
  );
}

function tourPage(): string {
  return page(
    'Tour: one walk of one picker',
    'From `shared/domain/tour`. What is still to be picked is asked of the parcels (law 6). A tour that is given back or whose lease has ended is planned again, with its totes as they are.',
    diagram(tourTransitions, 'planned'),
    '## Every command in every state',
    '`none`: there is no such tour. Two orders are picked; from `picking` on tote T1 stands in the first place. A picker at the station that claimed it says it, where nothing else is written.',
    reading,
    matrix(tourTable, tourColumns, eventsOrRefusal),
  );
}

function purchasePage(): string {
  return page(
    'Purchase order: what a supplier was asked for',
    'From `shared/domain/purchasing`. How much of it has come is asked of its lines (law 6): sent, partly received and received are one state. Goods that come are a fact in every state.',
    diagram(purchaseTransitions, 'draft'),
    '## Every command in every state',
    '`none`: there is no such order. Fifteen mugs on two days and four lamps are ordered; from `partly received` on three mugs are here, but not in `cancelled`.',
    reading,
    matrix(purchaseTable, purchaseColumns, eventsOrRefusal),
  );
}

function transferPage(): string {
  return page(
    'Transfer: goods that one site sends to another',
    'From `shared/domain/transfer`. How much of it is loaded or has arrived is asked of its lines (law 6): released and loading are one state, in transit and partly received another. What was loaded and what arrived is a fact in every state.',
    diagram(transferTransitions, 'draft'),
    '## Every command in every state',
    '`none`: there is no such transfer. Ten mugs and four lamps are asked for; from `loading` on eight mugs are loaded, from `partly received` on three of them have arrived. Nothing of `cancelled` was touched.',
    reading,
    matrix(transferTable, transferColumns, eventsOrRefusal),
  );
}

function alertPage(): string {
  return page(
    'Alert: something that somebody should do something about',
    'From `shared/domain/alert`. One a kind and subject, however often it comes and goes. People are told (`AlertTold`) when it is new, when it got worse by the step since they were told last, and when it comes back after its quiet time.',
    diagram(alertTransitions, 'open'),
    '## Every command in every state',
    '`none`: it was never found. Stock of 80 percent was told, with a step of 25 and a quiet time of a day; `snoozed` is put aside for a week, `clear` is over for an hour, `quiet` for two days.',
    reading,
    matrix(alertTable, alertColumns, eventsOrRefusal),
  );
}

function paymentPage(): string {
  return page(
    'Payment: one promise of money',
    'From `shared/domain/payment`. What is asked of a provider and what it says stand apart; only what it says moves money. "Partly captured" and "partly refunded" are questions, not states. A payment that was given up lives again when money comes.',
    diagram(paymentTransitions, 'pending'),
    '## Every command in every state',
    '10.00 are to come; `authorised` and later hold 10.00, `captured` has taken 4.00. Each command is about 1.00 under a new key; what is seen is 5.00 captured of 10.00.',
    reading,
    matrix(paymentTable, paymentColumns, eventsOrRefusal),
  );
}

function refundPage(): string {
  return page(
    'Refund: money that goes back',
    'From `shared/domain/refund`. Approved by a person, sent through the payments it came by, settled when every part arrived. A part can come back afterwards.',
    diagram(refundTransitions, 'requested'),
    '## Every command in every state',
    'A refund of 5.00 in one part. A part is recorded as failed.',
    reading,
    matrix(refundTable, refundColumns, eventsOrRefusal),
  );
}

function returnPage(): string {
  return page(
    'Return: goods that come back',
    'From `shared/domain/returns`. Where they are; money is a refund of its own. Goods that arrive are a fact in every state. `disposed`: all that was asked for is here, kept by the customer or given up, and somebody has said of every unit what becomes of it.',
    diagram(returnTransitions, 'advised'),
    '## Every command in every state',
    'Two mugs of five shipped were asked for; in `received` one is here, in `disposed` it was scrapped and the other given up. Each command is about one mug.',
    reading,
    matrix(returnTable, returnColumns, eventsOrRefusal),
  );
}

function cartPage(): string {
  return page(
    'Cart: what is put aside and not ordered yet',
    'From `shared/domain/cart`. Its hold of stock has a time of its own: it ends while the cart is still open, and an order takes it over.',
    diagram(cartTransitions, 'open'),
    '## Every command in every state',
    '`LetTimePass` is an hour after the cart was touched, `LetAllTimePass` two weeks; `EmptyCart` is a newer picture without lines.',
    reading,
    matrix(cartTable, cartColumns, eventsOrRefusal),
  );
}

function quotePage(): string {
  return page(
    'Quote: a price that stands until a day',
    'From `shared/domain/quote`. Accepted, it becomes an order and an invoice in the same transaction.',
    diagram(quoteTransitions, 'draft'),
    '## Every command in every state',
    'Sent and accepted at the last instant of its day, run out just behind it.',
    reading,
    matrix(quoteTable, quoteColumns, eventsOrRefusal),
  );
}

function shipmentPage(): string {
  return page(
    'Shipment: the label of one box at its carrier',
    'From `shared/domain/shipment`. `withdrawn`: nothing was bought and nothing will be. `done`: delivered, on its way back, or lost. What carriers tell moves no other state.',
    diagram(shipmentTransitions, 'planned'),
    '## Every command in every state',
    '`left` is bought and handed over. `PlanShipment` is about another box than the one the label is for; about the same one it says nothing new.',
    reading,
    matrix(shipmentTable, shipmentColumns, eventsOrRefusal),
  );
}

function benchPage(): string {
  return page(
    'Bench: what every scan means',
    'From the packing session in `shared/domain/packing`. `nobody` is logged in; `idle`: no box open; `open`: a box with two of five mugs in it; `complete`: a box with everything in it; `stopped`: as open, and a red stop is held.',
    'An answer is followed by the ops that are on disk before it is shown (law 1); refusals in `code`, each with one op `bench.refuse-scan`.',
    matrix(benchTable, situationNames, answerOrRefusal),
  );
}

function page(title: string, ...parts: string[]): string {
  return `${[`# ${title}`, generated, ...parts].join('\n\n')}\n`;
}

function diagram(machine: Machine, start: string): string {
  const name = (state: string): string => state.replaceAll('-', '_');
  const lines = Object.keys(machine).map((state) => `  state "${state}" as ${name(state)}`);
  lines.push(`  [*] --> ${name(start)}`);
  for (const [from, moves] of Object.entries(machine)) {
    for (const [event, to] of Object.entries(moves)) lines.push(`  ${name(from)} --> ${name(to)}: ${event}`);
    if (Object.keys(moves).length === 0) lines.push(`  ${name(from)} --> [*]`);
  }
  return ['```mermaid', 'stateDiagram-v2', ...lines, '```'].join('\n');
}

function matrix<Cell>(table: Table<Cell>, columns: readonly string[], words: (cell: Cell) => string): string {
  const rows = Object.entries(table).map(([name, row]) => {
    const cells = columns.map((column) => row[column]);
    return [`**${name}**`, ...cells.map((cell) => (cell === undefined ? '' : words(cell)))];
  });
  const lines = [['when', ...columns], ['---', ...columns.map(() => '---')], ...rows];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function eventsOrRefusal(cell: readonly string[] | string): string {
  if (typeof cell === 'string') return `\`${cell}\``;
  return cell.length === 0 ? '-' : cell.join(', ');
}

function answerOrRefusal(cell: string): string {
  return cell.startsWith('!') ? `\`${cell.slice(1)}\`` : cell;
}

const help = `
npm run states

Writes a page of docs/states for every machine from the tables in shared/domain.
`;

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (process.argv.includes('--help')) process.stdout.write(`${help.trim()}\n`);
  else {
    mkdirSync(statesFolder, { recursive: true });
    for (const [file, text] of statePages()) writeFileSync(join(statesFolder, file), text);
    process.stdout.write(`${[...statePages().keys()].map((file) => `docs/states/${file}`).join('\n')}\n`);
  }
}
