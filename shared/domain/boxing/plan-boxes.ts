// Plans the boxes of a parcel by what they cost in all: postage of the chargeable weight, box and padding. Volume alone may
// choose two small boxes where one larger is cheaper. Boxes are chosen among every box, then among the smaller ones only, and
// the cheapest way found is the plan: good, not proven best. It always obeys the rules of goods (choose-boxes).
import { tariffQuote } from '../shipping/tariff';
import { volumeMm3 } from '../../units/measure';
import { type BoxChoice, chooseBoxes, type PackedBox } from './choose-boxes';
import { type BoxType, volumeOf } from './goods';
import { prescribe } from './padding';
import {
  type BoxPlan,
  boxTypeOf,
  marksOf,
  mostPieces,
  piecesOf,
  type PlannedBox,
  type PlanQuestion,
  protectionOf,
  type SiteBox,
} from './plan';
import { hazardsApart } from './segregation';

/** A cost that is only taken when nothing else can be: the service does not carry such a box. */
const notCarried = 1e9;

/** Orders of so many pieces and more are planned with fewer ways of laying things in: nobody waits for the last per cent. */
const manyPieces = 30;
const fewTries = 2;

export type PlanLimits = {
  /** Asked between two ways of choosing boxes: whether it has to be enough. */
  isLate?: () => boolean;
  /** Ways of laying things in at most; left out: by the number of pieces. */
  mostTries?: number;
};

/** @returns null: there is nothing to plan, no box here, too many pieces, or not all of it fits the box that was taken */
export function planBoxes(question: PlanQuestion, limits: PlanLimits = {}): BoxPlan | null {
  const { items, taken } = question;
  const pieces = piecesOf(items);
  if (pieces.length === 0 || pieces.length > mostPieces) return null;
  const goods = pieces.map(({ piece }) => piece);
  const protection = protectionOf(items);
  const totalGrams = goods.reduce((sum, { grams }) => sum + grams, 0);
  const volume = goods.reduce((sum, piece) => sum + volumeOf(piece), 0);
  const sites = new Map(boxesFor(question).map((site) => [site.box.boxId as string, site]));
  const types = [...sites.values()].flatMap((site) => boxTypeOf(site, protection) ?? []);
  const [first] = sites.values();
  if (types.length === 0 || !first) return null;
  const siteOf = (type: BoxType): SiteBox => sites.get(type.boxId) ?? first;
  const costs = new Map(
    types.map((type) => {
      const grams = Math.min(totalGrams, Math.max(0, type.maxGrams - type.grams));
      const filled = Math.min(volume, volumeOf(type.inner));
      const { boxMinor, paddingMinor, postageMinor } = costOf(question, siteOf(type), grams, filled);
      const carried = question.postage !== null && postageMinor === null ? notCarried : 0;
      return [
        type.boxId,
        boxMinor + paddingMinor + (postageMinor ?? 0) + carried + volumeOf(type.outer) / 1e12,
      ];
    }),
  );
  const costOfType = ({ boxId }: BoxType): number => costs.get(boxId) ?? 0;
  const ways: BoxPlan[] = [];
  const mostTries = limits.mostTries ?? (pieces.length < manyPieces ? Number.POSITIVE_INFINITY : fewTries);
  for (const set of setsOf(types)) {
    if (ways.length > 0 && limits.isLate?.()) break;
    // So many of the cheapest of them are the least that all goods take: no way there can be cheaper.
    const boxes = Math.ceil(volume / Math.max(...set.map(({ inner }) => volumeOf(inner))));
    const bound = boxes * Math.min(...set.map((type) => leastCostOf(question, siteOf(type))));
    if (ways.some((way) => weighed(way) < bound - 1 && leftOut(way) === 0)) continue;
    const choice = chooseBoxes(goods, set, { costOf: costOfType, apart: hazardsApart, mostTries });
    ways.push(planOf(question, choice, siteOf));
  }
  const least = Math.min(...ways.map(leftOut));
  const [best, next] = ways
    .filter((way) => leftOut(way) === least)
    .filter((way, at, all) => all.findIndex((other) => likenessOf(other) === likenessOf(way)) === at)
    .sort((a, b) => weighed(a) - weighed(b) || a.boxes.length - b.boxes.length);
  if (!best || best.boxes.length === 0) return null;
  if (taken !== null && (best.boxes.length > 1 || least > 0)) return null;
  return { ...best, savesMinor: next ? next.costMinor - best.costMinor : null };
}

/** Of an empty box: no box of this type costs less. */
function leastCostOf(question: PlanQuestion, { box }: SiteBox): number {
  return box.costMinor + (postageOf(question, box, box.tareGrams) ?? 0);
}

/** Lessons are kept as long as they leave a box to pack into. */
function boxesFor({ boxes, items, taken }: PlanQuestion): SiteBox[] {
  if (taken !== null)
    return boxes
      .filter(({ box }) => box.boxId === taken)
      .map((site) => ({ ...site, fillPermille: 1000, misfits: [] }));
  const fitting = boxes.filter(({ misfits }) => !items.some(({ sku }) => misfits.includes(sku)));
  return fitting.length > 0 ? fitting : [...boxes];
}

/** All boxes, all but the largest, and so on: several smaller ones may cost less than one large one. */
function setsOf(types: readonly BoxType[]): BoxType[][] {
  const sorted = [...types].sort((a, b) => volumeOf(a.inner) - volumeOf(b.inner));
  return sorted.map((_, at) => sorted.slice(0, sorted.length - at));
}

const leftOut = ({ unboxable }: BoxPlan): number =>
  unboxable.reduce((sum, { quantity }) => sum + quantity, 0);
const likenessOf = ({ boxes }: BoxPlan): string =>
  boxes
    .map(({ boxId }) => boxId)
    .sort()
    .join();
const weighed = ({ costMinor, boxes }: BoxPlan): number =>
  costMinor + (boxes.some(({ postageMinor }) => postageMinor === null) ? notCarried : 0);

function planOf(
  question: PlanQuestion,
  { boxes, unboxable }: BoxChoice,
  siteOf: (type: BoxType) => SiteBox,
): BoxPlan {
  const pieces = piecesOf(question.items);
  const planned = boxes.map((packed) => plannedOf(question, packed, siteOf(packed.box)));
  // The fullest first: what is left then goes into the small one.
  planned.sort((a, b) => b.steps.length - a.steps.length);
  const left = new Map<number, number>();
  for (const index of unboxable) {
    const lineNo = pieces[index]?.item.lineNo ?? 0;
    left.set(lineNo, (left.get(lineNo) ?? 0) + 1);
  }
  return {
    boxes: planned,
    unboxable: [...left].map(([lineNo, quantity]) => ({ lineNo, quantity })),
    costMinor: planned.reduce(
      (sum, { boxMinor, padding, postageMinor }) =>
        sum + boxMinor + (padding?.costMinor ?? 0) + (postageMinor ?? 0),
      0,
    ),
    currency: question.boxes[0]?.box.currency ?? '',
    savesMinor: null,
  };
}

function plannedOf(question: PlanQuestion, { box: type, placements }: PackedBox, site: SiteBox): PlannedBox {
  const pieces = piecesOf(question.items);
  const { box } = site;
  const protection = protectionOf(question.items);
  let [volume, grams] = [0, 0];
  for (const { piece } of placements) {
    const unit = pieces[piece]?.piece;
    if (unit) [volume, grams] = [volume + volumeOf(unit), grams + unit.grams];
  }
  const { boxMinor, padding, postageMinor, voidLitres } = costOf(question, site, grams, volume);
  // From the floor up, and on each level from the far corner to the near one: nothing is put under what lies there.
  const sorted = [...placements].sort((a, b) => a.z - b.z || a.x + a.y - (b.x + b.y) || a.x - b.x);
  return {
    boxId: box.boxId,
    name: box.name,
    room: type.inner,
    sideMm: (box.inner.lengthMm - type.inner.length) / 2,
    steps: sorted.flatMap((placement) => {
      const item = pieces[placement.piece]?.item;
      if (!item) return [];
      const { lineNo, sku, name } = item;
      return [{ lineNo, sku, name, placement, marks: marksOf(item) }];
    }),
    protection,
    voidLitres,
    padding,
    fillPermille: Math.min(1000, Math.round((1000 * volume) / volumeMm3(box.inner))),
    grams: grams + box.tareGrams,
    boxMinor,
    postageMinor,
  };
}

function costOf(question: PlanQuestion, { box }: SiteBox, grams: number, volume: number) {
  const voidLitres = Math.max(0, volumeMm3(box.inner) - volume) / 1e6;
  const paddings = question.paddings.filter(({ currency }) => currency === box.currency);
  const padding = prescribe(voidLitres, protectionOf(question.items), paddings);
  return {
    boxMinor: box.costMinor,
    padding,
    paddingMinor: padding?.costMinor ?? 0,
    postageMinor: postageOf(question, box, grams + box.tareGrams),
    voidLitres: Math.round(voidLitres * 10) / 10,
  };
}

/** In the currency of the box; null when the service is of another one or does not take it. */
function postageOf({ postage }: PlanQuestion, box: SiteBox['box'], weightGrams: number): number | null {
  const service = postage?.carrier.services.find(({ serviceId }) => serviceId === postage.serviceId);
  if (!postage || !service || service.currency !== box.currency) return null;
  const parcel = { to: postage.to, weightGrams, size: box.outer, codMinor: null };
  return tariffQuote(postage.carrier, service, parcel)?.amountMinor ?? null;
}
