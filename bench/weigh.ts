// `bench weigh`: parcels packed on a scale by people who now and then scan a unit twice or do not put it in. What share of their
// mistakes the bench sees, and how often it stops somebody who did everything right.
import { atLeast, atMost, type Bench, seededRandom } from './bench';
import { drawArticles, readWeights, taughtBy, unitShare } from './weigh/goods';
import { emptyTally, packParcel, ways } from './weigh/pack';
import { drawsOf, noise } from './weigh/pan';

const articleCount = 400;
const mostUnits = 8;
const habits = { twice: 0.01, forgotten: 0.01 };

export const bench: Bench = {
  name: 'weigh',
  about:
    'Parcels of 1 to 8 units weighed as they are scanned, with 1 % of scans made twice and 1 % of units not put in: share of mistakes seen (at the next scan, or by the whole weight before the seal), and stops of people who did nothing wrong, by scan and by parcel. --n parcels.',
  defaultData: '../shared/data/products-olist',
  defaultN: 1_000,
  run: async ({ options, note }) => {
    const weights = readWeights(options.data);
    const draw = drawsOf(seededRandom(options.seed));
    const articles = drawArticles(weights, articleCount, draw);
    note(
      `scale: ${noise.divisionGrams} g divisions, readings stray by ${noise.readingGrams} g (standard deviation) and drift by ${noise.driftGrams} g a second, not at rest for ${noise.movingMs.join(' to ')} ms after a change`,
    );
    note(
      `goods: ${articleCount} products with weights of ${weights.length} real ones; units stray by ${unitShare.map((share) => share * 100).join(' to ')} % (assumed), learned from ${taughtBy} boxes each`,
    );
    note(
      `people: ${habits.twice * 100} % of units scanned twice, ${habits.forgotten * 100} % not put in, ${ways.putInFirst * 100} % put in before the scan, next scan after ${ways.nextScanMs.join(' to ')} ms; padding of ${ways.paddingGrams.join(' to ')} g in ${ways.paddedParcels * 100} % of parcels, ${ways.paddingAfterMs / 1000} s after the unit before it`,
    );
    const tally = emptyTally();
    const startMs = performance.now();
    for (let parcel = 0; parcel < options.n; parcel += 1) {
      const units = 1 + Math.floor(draw.even() * mostUnits);
      const kinds = Array.from(
        { length: 1 + Math.floor(draw.even() * 4) },
        () => articles[Math.floor(draw.even() * articles.length)],
      );
      const goods = Array.from({ length: units }, (_each, at) => kinds[at % kinds.length]);
      packParcel(
        goods.filter((article) => article !== undefined),
        habits,
        draw,
        tally,
      );
    }
    const { scans, watched, errors, atScan, atSeal, falseStops, falseQuestions } = tally;
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
        watched: watched / scans,
        scans,
        errors,
        seconds: (performance.now() - startMs) / 1000,
      },
      bars: { detected: atLeast(detected, 0.98), falseStops: atMost(falseStops / scans, 0.01) },
    };
  },
};
