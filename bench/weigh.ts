// `bench weigh`: parcels packed on a scale by people who now and then scan a unit twice or do not put it in. What share of their
// mistakes the bench sees, and how often it stops somebody who did everything right.
import { atLeast, atMost, type Bench, seededRandom } from './bench';
import { warehouseIdSchema } from '../shared/domain/ids';
import { learnPacking, type PackedBox } from '../shared/domain/weighing/learn-packing';
import type { PackingWeight } from '../shared/domain/weighing/packing-weight';
import { besides, boxesOf } from './weigh/box';
import { type Article, drawArticles, protectedShare, readProducts, taughtBy, unitShare } from './weigh/goods';
import { emptyTally, packParcel, ways } from './weigh/pack';
import { type Draw, drawsOf, noise } from './weigh/pan';

const articleCount = 400;
const mostUnits = 8;
/** Boxes that taught what is in them beside their goods. */
const teachingParcels = 300;
const habits = { twice: 0.01, forgotten: 0.01 };

export const bench: Bench = {
  name: 'weigh',
  about:
    'Parcels of 1 to 8 units weighed as they are scanned, with 1 % of scans made twice and 1 % of units not put in: share of mistakes seen (at the next scan, or by the whole weight before the seal), and stops of people who did nothing wrong, by scan and by parcel. --n parcels.',
  defaultData: '../shared/data/products-olist',
  defaultN: 1_000,
  run: async ({ options, note }) => {
    const products = readProducts(options.data);
    const draw = drawsOf(seededRandom(options.seed));
    const articles = drawArticles(products, articleCount, draw);
    note(
      `scale: ${noise.divisionGrams} g divisions, readings stray by ${noise.readingGrams} g (standard deviation) and drift by ${noise.driftGrams} g a second, not at rest for ${noise.movingMs.join(' to ')} ms after a change`,
    );
    note(
      `goods: ${articleCount} products with weights and sizes of ${products.length} real ones; units stray by ${unitShare.map((share) => share * 100).join(' to ')} % (assumed), learned from ${taughtBy} boxes each`,
    );
    note(
      `people: ${habits.twice * 100} % of units scanned twice, ${habits.forgotten * 100} % not put in, ${ways.putInFirst * 100} % put in before the scan, next scan after ${ways.nextScanMs.join(' to ')} ms; padding ${ways.paddingAfterMs / 1000} s after the unit before it, in ${ways.paddedBetween * 100} % of padded boxes between units, else when all are in`,
    );
    note(
      `boxes: padding as the product prescribes it (${protectedShare.light * 100} % of products light, ${protectedShare.fragile * 100} % fragile), put in with ${besides.paddingShare * 100} % standard deviation and forgotten in ${besides.paddingForgotten * 100} %; boxes off their maker's weight by ${besides.makerShare * 100} % all alike and ${besides.boardShare * 100} % each, tape ${besides.tapeGrams} g, 1 to ${besides.mostSheets} sheets of ${besides.sheetGrams} g; learned from ${teachingParcels} boxes`,
    );
    const really = boxesOf(draw);
    const learned = learnFrom(articles, really, draw);
    const tally = emptyTally();
    const startMs = performance.now();
    for (let parcel = 0; parcel < options.n; parcel += 1) {
      packParcel(drawGoods(articles, draw), habits, { really, learned }, draw, tally);
    }
    const { scans, watched, errors, atScan, atSeal, falseStops, falseQuestions, unlearned } = tally;
    const detected = (atScan + atSeal) / errors;
    return {
      data: `weights of ${options.data.split('/').at(-1) ?? ''}; parcels, people and scale simulated`,
      n: options.n,
      figures: {
        detected,
        falseStops: falseStops / scans,
        detectedAtScan: atScan / errors,
        detectedAtSeal: atSeal / errors,
        falseStopsPerParcel: falseStops / options.n,
        falseQuestionsPerParcel: falseQuestions / options.n,
        goodsMissedPerParcel: (errors - atScan - atSeal) / options.n,
        watched: watched / scans,
        scans,
        errors,
        seconds: (performance.now() - startMs) / 1000,
      },
      peers: {
        'nothing learned of padding, box and papers': {
          detected: (atScan + unlearned.atSeal) / errors,
          falseQuestionsPerParcel: unlearned.falseQuestions / options.n,
        },
      },
      bars: {
        detected: atLeast(detected, 0.98),
        falseStops: atMost(falseStops / scans, 0.01),
        falseQuestionsPerParcel: atMost(falseQuestions / options.n, 0.02),
      },
    };
  },
};

function drawGoods(articles: readonly Article[], draw: Draw): Article[] {
  const units = 1 + Math.floor(draw.even() * mostUnits);
  const kinds = Array.from(
    { length: 1 + Math.floor(draw.even() * 4) },
    () => articles[Math.floor(draw.even() * articles.length)],
  );
  return Array.from({ length: units }, (_each, at) => kinds[at % kinds.length]).filter(
    (article) => article !== undefined,
  );
}

/** Boxes of before, packed with the same mistakes by people of whom nobody expected any padding. */
function learnFrom(
  articles: readonly Article[],
  really: ReadonlyMap<string, number>,
  draw: Draw,
): PackingWeight | null {
  const boxes = Array.from({ length: teachingParcels }, () =>
    packParcel(drawGoods(articles, draw), habits, { really, learned: null }, draw, emptyTally()),
  ).filter((box): box is PackedBox => box !== null);
  const learned = learnPacking(boxes);
  return learned && { warehouseId: warehouseIdSchema.parse('W1'), ...learned };
}
