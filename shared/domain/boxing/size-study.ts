// What other standard boxes would save: the best few sizes for real orders, each order planned again with today's boxes and
// with those proposed, by the same planner and the same prices as at the bench. Goes on getting better and can be stopped.
import type { BoxId } from '../ids';
import type { Box, Padding } from '../packing/box';
import type { Carrier } from '../shipping/carrier';
import { type Destination, tariffQuote } from '../shipping/tariff';
import { type Size as SizeMm, volumeMm3 } from '../../units/measure';
import type { Size } from './goods';
import { sideMm } from './padding';
import { piecesOf, type PlanItem, type PlanQuestion, protectionOf, type SiteBox } from './plan';
import { planBoxes } from './plan-boxes';
import { chooseSizes, measureOrders } from './propose-sizes';

export type StudyOrder = {
  items: readonly PlanItem[];
  carrierId: string;
  serviceId: string;
  to: Destination;
};

export type StudyQuestion = {
  orders: readonly StudyOrder[];
  boxes: readonly Box[];
  paddings: readonly Padding[];
  carriers: readonly Carrier[];
  /** How many sizes a proposal has, each wish one proposal. */
  counts: readonly number[];
};

/** All orders of the study in one set of boxes. */
export type StudyOutcome = {
  cartons: number;
  outerLitres: number;
  costMinor: number;
  /** Orders of which something fits no box of the set: they are counted as today. */
  left: number;
};

export type SizeOffer = { count: number; boxes: Box[]; then: StudyOutcome };
export type Study = { orders: number; currency: string; today: StudyOutcome; offers: SizeOffer[] };
/** `study` is null until there is an offer. */
export type StudyStep = { share: number; study: Study | null };

/** Lengths of proposed boxes are whole multiples of this, millimetres. */
const step = 10;
/** A price that is only taken when the carrier has none. */
const notCarried = 1e7;
/** Ways of laying an order into a box: sets of boxes are compared, not the last per cent of each. */
const mostTries = 2;
/** Orders planned between two steps. */
const atOnce = 20;

/** @throws when there is no box today: nothing says what board costs, or how large a box may be */
export function* studySizes(question: StudyQuestion): Generator<StudyStep, Study> {
  const { counts } = question;
  const model = modelOf(question);
  // Orders of which something fits no box today are no question of sizes.
  const parts = 2 + counts.length * 2;
  const today = yield* packAll(question, question.boxes, null, (share) => share / parts);
  const orders = question.orders.filter((_, at) => today.each[at] !== null);
  const each = today.each.filter((one) => one !== null);
  const before = sumOf(each);
  const study: Study = { orders: orders.length, currency: model.currency, today: before, offers: [] };
  if (orders.length === 0) return study;
  const postage = commonest(question, orders);
  const measured = yield* mapped(
    measureOrders({
      orders: orders.map(({ items }) => piecesOf(items).map(({ piece }) => piece)),
      sideMm: orders.map(({ items }) => sideMm[protectionOf(items)]),
      costOf: (inner, grams) => model.costOf(inner, grams, postage),
      maxGrams: model.maxGrams,
      largest: model.largest,
      given: [model.strongest],
      step,
    }),
    ({ done, of }): StudyStep => ({ share: (1 + done / of) / parts, study: null }),
  );
  for (const [at, count] of counts.entries()) {
    // Orders that need several boxes are told apart by no set of sizes: they want the largest there is, so it is tried too.
    let best: SizeOffer | null = null;
    for (const [way, fixed] of [[], [measured.candidates.length - 1]].entries()) {
      const shareOf = (share: number): number => (2 + at * 2 + way + share) / parts;
      const found = yield* mapped(
        chooseSizes(measured, count, fixed),
        (): StudyStep => ({ share: shareOf(0), study: null }),
      );
      const boxes = found.sizes.map((size, place) => model.boxOf(size, place));
      const then = yield* packAll({ ...question, orders }, boxes, each, shareOf);
      const offer = { count, boxes, then: { ...sumOf(then.each), left: then.left } };
      if (best === null || offer.then.costMinor < best.then.costMinor) best = offer;
    }
    // What costs more than today is no proposal.
    if (best && best.then.costMinor < before.costMinor) study.offers = [...study.offers, best];
    yield {
      share: (4 + at * 2) / parts,
      study: study.offers.length > 0 ? { ...study } : null,
    };
  }
  return study;
}

function* mapped<T, U, R>(steps: Generator<T, R>, as: (step: T) => U): Generator<U, R> {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
    yield as(next.value);
  }
}

type One = Omit<StudyOutcome, 'left'>;

/** @param instead what an order counts for that these boxes do not take; null: it is null */
function* packAll(
  question: Omit<StudyQuestion, 'counts'>,
  boxes: readonly Box[],
  instead: readonly One[] | null,
  share: (share: number) => number,
): Generator<StudyStep, { each: (One | null)[]; left: number }> {
  const sites: SiteBox[] = boxes.map((box) => ({ box, fillPermille: 1000, misfits: [] }));
  const outer = new Map(boxes.map((box) => [box.boxId as string, volumeMm3(box.outer) / 1e6]));
  const each: (One | null)[] = [];
  let left = 0;
  for (const [at, order] of question.orders.entries()) {
    const asked: PlanQuestion = {
      items: order.items,
      boxes: sites,
      paddings: question.paddings,
      postage: postageOf(question, order),
      taken: null,
    };
    const plan = planBoxes(asked, { mostTries });
    if (plan && plan.unboxable.length === 0)
      each.push({
        cartons: plan.boxes.length,
        outerLitres: plan.boxes.reduce((sum, { boxId }) => sum + (outer.get(boxId) ?? 0), 0),
        costMinor: plan.costMinor,
      });
    else {
      left += 1;
      each.push(instead?.[at] ?? null);
    }
    if (at % atOnce === atOnce - 1) yield { share: share(at / question.orders.length), study: null };
  }
  return { each, left };
}

function sumOf(each: readonly (One | null)[]): StudyOutcome {
  const sum = { cartons: 0, outerLitres: 0, costMinor: 0, left: 0 };
  for (const one of each) {
    sum.cartons += one?.cartons ?? 0;
    sum.outerLitres += one?.outerLitres ?? 0;
    sum.costMinor += one?.costMinor ?? 0;
  }
  return { ...sum, outerLitres: Math.round(sum.outerLitres) };
}

function postageOf(
  { carriers }: Pick<StudyQuestion, 'carriers'>,
  { carrierId, serviceId, to }: StudyOrder,
): PlanQuestion['postage'] {
  const carrier = carriers.find((each) => each.carrierId === carrierId);
  return carrier ? { carrier, serviceId, to } : null;
}

/** The way most of them go: sizes are compared by it, orders are planned by their own. */
function commonest(question: StudyQuestion, orders: readonly StudyOrder[]): PlanQuestion['postage'] {
  const counts = new Map<string, { order: StudyOrder; times: number }>();
  for (const order of orders) {
    const key = `${order.carrierId} ${order.serviceId} ${order.to.countryCode}`;
    const known = counts.get(key);
    if (known) known.times += 1;
    else counts.set(key, { order, times: 1 });
  }
  const [most] = [...counts.values()].sort((a, b) => b.times - a.times);
  return most ? postageOf(question, most.order) : null;
}

type Model = {
  currency: string;
  largest: Size;
  /** Inside of today's largest box. */
  strongest: Size;
  maxGrams: number;
  costOf: (inner: Size, orderGrams: number, postage: PlanQuestion['postage']) => number;
  boxOf: (inner: Size, place: number) => Box;
};

/** What boxes of other sizes would be like: board, walls, price and strength as today's have them. */
function modelOf({ boxes }: StudyQuestion): Model {
  const [first] = boxes;
  if (!first) throw new Error('there are no boxes to compare with');
  const most = (of: (box: Box) => number): number => Math.max(...boxes.map(of));
  const middle = (of: (box: Box) => number): number =>
    boxes.map(of).sort((a, b) => a - b)[Math.floor(boxes.length / 2)] ?? 0;
  const perM2 = middle((box) => box.costMinor / boardM2(box.outer));
  const gramsPerM2 = middle((box) => box.tareGrams / boardM2(box.outer));
  const wall = {
    lengthMm: middle(({ inner, outer }) => outer.lengthMm - inner.lengthMm),
    widthMm: middle(({ inner, outer }) => outer.widthMm - inner.widthMm),
    heightMm: middle(({ inner, outer }) => outer.heightMm - inner.heightMm),
  };
  const outerOf = ({ length, width, height }: Size): SizeMm => ({
    lengthMm: length + wall.lengthMm,
    widthMm: width + wall.widthMm,
    heightMm: height + wall.heightMm,
  });
  const boxOf = (size: Size, place: number): Box => {
    const inner = { lengthMm: size.length, widthMm: size.width, heightMm: size.height };
    const outer = outerOf(size);
    const asLarge = boxes
      .filter((box) => volumeMm3(box.inner) >= volumeMm3(inner))
      .sort((a, b) => volumeMm3(a.inner) - volumeMm3(b.inner))[0];
    const tareGrams = Math.round(gramsPerM2 * boardM2(outer));
    return {
      boxId: `P${place + 1}` as BoxId,
      name: [size.length, size.width, size.height].map((mm) => mm / 10).join(' × '),
      code: `P${place + 1}`,
      inner,
      outer,
      tareGrams,
      maxGrams: asLarge?.maxGrams ?? most(({ maxGrams }) => maxGrams),
      costMinor: Math.max(1, Math.round(perM2 * boardM2(outer))),
      currency: first.currency,
    };
  };
  return {
    currency: first.currency,
    largest: {
      length: most(({ inner }) => inner.lengthMm),
      width: most(({ inner }) => inner.widthMm),
      height: most(({ inner }) => inner.heightMm),
    },
    strongest: insideOf([...boxes].sort((a, b) => volumeMm3(b.inner) - volumeMm3(a.inner))[0] ?? first),
    maxGrams: most(({ maxGrams, tareGrams }) => maxGrams - tareGrams),
    costOf: (inner, orderGrams, postage) => {
      const box = boxOf(inner, 0);
      const service = postage?.carrier.services.find(({ serviceId }) => serviceId === postage.serviceId);
      if (!postage || !service || service.currency !== box.currency) return box.costMinor;
      const parcel = {
        to: postage.to,
        weightGrams: orderGrams + box.tareGrams,
        size: box.outer,
        codMinor: null,
      };
      return (tariffQuote(postage.carrier, service, parcel)?.amountMinor ?? notCarried) + box.costMinor;
    },
    boxOf,
  };
}

function insideOf({ inner: { lengthMm: length, widthMm: width, heightMm: height } }: Box): Size {
  return { length, width, height };
}

/** Board of a closed box without its flaps, square metres. */
function boardM2({ lengthMm: l, widthMm: w, heightMm: h }: SizeMm): number {
  return (2 * (l * w + l * h + w * h)) / 1e6;
}
