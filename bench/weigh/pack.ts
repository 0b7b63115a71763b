// One parcel for `bench weigh`, packed by somebody who now and then scans a unit twice or forgets to put it in, and does what the
// bench says when it stops.
import { expectedWeight, isAsExpected, usualWeightRules } from '../../shared/domain/weighing/expected-weight';
import {
  isWatchable,
  rebased,
  scanned,
  undone,
  unmatched,
  type WatchedScan,
} from '../../shared/domain/weighing/scan-watch';
import type { PackedBox } from '../../shared/domain/weighing/learn-packing';
import { type PackingWeight, packingShare } from '../../shared/domain/weighing/packing-weight';
import { boxFor, type PackedIn } from './box';
import { type Article, unitOf } from './goods';
import { createPan, type Draw, type Pan } from './pan';

export type Habits = {
  /** Shares of scans. */
  twice: number;
  forgotten: number;
};

export type Tally = {
  scans: number;
  watched: number;
  errors: number;
  atScan: number;
  atSeal: number;
  falseStops: number;
  falseQuestions: number;
  /** The same boxes, had nobody learned what they weigh beside their goods. */
  unlearned: { atSeal: number; falseQuestions: number };
};

export const emptyTally = (): Tally => ({
  scans: 0,
  watched: 0,
  errors: 0,
  atScan: 0,
  atSeal: 0,
  falseStops: 0,
  falseQuestions: 0,
  unlearned: { atSeal: 0, falseQuestions: 0 },
});

/** How people here pack; stated in the output. Milliseconds, shares, grams. */
export const ways = {
  toTheBoxMs: [500, 1_800],
  nextScanMs: [200, 2_200],
  putInFirst: 0.1,
  /** Of padded boxes; the others are filled up when everything is in. */
  paddedBetween: 0.3,
  paddingAfterMs: 1_000,
} as const;

type Mistake = { kind: 'twice' | 'forgotten'; grams: number };

export type Site = {
  /** What boxes really weigh. */
  really: ReadonlyMap<string, number>;
  /** What was learned of what is in them beside the goods. */
  learned: PackingWeight | null;
};

/** @returns the box as head office hears of it; null where it was questioned or came to no rest */
export function packParcel(
  goods: readonly Article[],
  habits: Habits,
  site: Site,
  draw: Draw,
  tally: Tally,
): PackedBox | null {
  const box = boxFor(goods, site.really, draw);
  const pan = createPan(draw);
  const inside = new Map<Article, number>();
  const mistakes: Mistake[] = [];
  pan.change(box.emptyGrams);
  pan.pass(1_500);
  const isBetween = draw.even() < ways.paddedBetween;
  const paddedAt = box.paddingGrams > 0 && isBetween ? Math.floor(draw.even() * goods.length) : -1;

  /** What a person does about a stop: put in what is missing, take back what was scanned twice, or go on with what lies there. */
  const heed = (next: WatchedScan | null): void => {
    for (let tries = 0; tries < 4 && unmatched(pan.watch(), next); tries += 1) {
      const mistake = mistakes.shift();
      if (!mistake) {
        tally.falseStops += 1;
        pan.setWatch(rebased(pan.watch()));
        return;
      }
      tally.atScan += 1;
      if (mistake.kind === 'twice') {
        takeBack(inside, mistake, pan);
      } else {
        pan.change(mistake.grams);
        pan.pass(1_800);
      }
    }
  };
  const scan = (article: Article): void => {
    const each = { sku: article.sku, units: 1, learned: article.learned };
    heed(each);
    tally.scans += 1;
    if (isWatchable(each)) tally.watched += 1;
    pan.setWatch(scanned(pan.watch(), each));
    inside.set(article, (inside.get(article) ?? 0) + 1);
  };

  for (const [index, article] of goods.entries()) {
    if (index === paddedAt) {
      pan.pass(ways.paddingAfterMs);
      pan.change(box.paddingGrams);
      pan.pass(1_500);
    }
    const grams = unitOf(article, draw);
    const luck = draw.even();
    if (luck < habits.forgotten) {
      scan(article);
      mistakes.push({ kind: 'forgotten', grams });
      tally.errors += 1;
    } else {
      const isFirst = draw.even() < ways.putInFirst;
      if (!isFirst) scan(article);
      pan.pass(draw.between(ways.toTheBoxMs[0], ways.toTheBoxMs[1]));
      pan.change(grams);
      if (isFirst) {
        pan.pass(draw.between(ways.nextScanMs[0], ways.nextScanMs[1]));
        scan(article);
      }
      if (luck < habits.forgotten + habits.twice) {
        pan.pass(draw.between(ways.nextScanMs[0], ways.nextScanMs[1]));
        scan(article);
        mistakes.push({ kind: 'twice', grams });
        tally.errors += 1;
      }
    }
    pan.pass(draw.between(ways.nextScanMs[0], ways.nextScanMs[1]));
  }
  if (box.paddingGrams > 0 && !isBetween) {
    pan.pass(ways.paddingAfterMs);
    pan.change(box.paddingGrams);
  }
  pan.pass(2_000);
  heed(null);
  return checkTotal(pan, inside, mistakes, box, site, tally);
}

/** UNDO takes back the newest scan, which is the one that was made twice. */
function takeBack(inside: Map<Article, number>, { grams }: Mistake, pan: Pan): void {
  pan.setWatch(undone(pan.watch()));
  const newest = [...inside.keys()].sort((a, b) => Math.abs(a.grams - grams) - Math.abs(b.grams - grams))[0];
  if (newest) inside.set(newest, (inside.get(newest) ?? 1) - 1);
}

/** What the seal asks about the whole box finds the rest, where it is heavy enough to be seen among so much. */
function checkTotal(
  pan: Pan,
  inside: ReadonlyMap<Article, number>,
  mistakes: readonly Mistake[],
  box: PackedIn,
  site: Site,
  tally: Tally,
): PackedBox | null {
  const weight = pan.weight();
  if (weight === null) return null;
  const units = [...inside].map(([{ grams, learned }, count]) => ({
    units: count,
    unitGrams: grams,
    learned,
  }));
  const grams = Math.round(weight);
  const asks = (learned: PackingWeight | null): boolean =>
    !isAsExpected(
      grams,
      expectedWeight(
        box.tareGrams,
        units,
        usualWeightRules,
        packingShare(learned, box.boxId, box.prescribed),
      ),
    );
  note(asks(site.learned), mistakes, tally);
  note(asks(null), mistakes, tally.unlearned);
  const goods = expectedWeight(0, units);
  return {
    boxId: box.boxId,
    units: goods.units,
    padding: box.prescribed,
    overGrams: grams - box.tareGrams - goods.grams,
    goodsSpreadGrams: goods.spreadGrams,
  };
}

function note(
  isAsked: boolean,
  mistakes: readonly Mistake[],
  tally: Pick<Tally, 'atSeal' | 'falseQuestions'>,
): void {
  if (!isAsked) return;
  if (mistakes.length === 0) tally.falseQuestions += 1;
  tally.atSeal += mistakes.length;
}
