// Names, prices and measures of the sample's products. Names and prices come from the order lines; sizes and weights
// are drawn from real products of a like kind (words of the name say which), dearer goods from the bigger ones.
import { inStoreGtin } from '../../shared/domain/channel/in-store-gtin';
import { chargeKindOf } from '../../shared/domain/channel/online-retail';
import { draw, pick } from './draw';
import type { OlistMeasure, RetailSource } from './read-sources';

export type SampleProduct = {
  sku: string;
  name: string;
  category: string;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
  weightGrams: number;
  priceMinor: number;
  fragile: boolean;
  gtin: string;
};

/** First match wins. The categories are those of the measured products. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/CHRISTMAS|XMAS|SANTA|REINDEER|ADVENT|SNOW|BAUBLE|NATIVITY/, 'christmas_supplies'],
  [/PARTY|BALLOON|BUNTING|GARLAND|STREAMER|CAKE CASE|NAPKIN|CONFETTI|CARNIVAL/, 'party_supplies'],
  [
    /NECKLACE|EARRING|BRACELET|BROOCH|CHARM|JEWEL|HAIR|BANGLE|BEAD|\bRING\b|KEY ?RING|KEY FOB|WATCH/,
    'watches_gifts',
  ],
  [
    /CARD|PAPER|WRAP|STICKER|NOTEBOOK|PENCIL|\bPEN\b|\bPENS\b|STATIONERY|LETTER|TAGS?\b|TISSUE|CALENDAR|ENVELOPE|RULER|RUBBER|STAMP/,
    'stationery',
  ],
  [/BAG|PURSE|WALLET|UMBRELLA|SHOPPER|APRON|SCARF|GLOVE/, 'fashion_bags_accessories'],
  [
    /TOY|DOLL|GAME|JIGSAW|PUZZLE|SOLDIER|SKITTLES|PLAYHOUSE|DINOSAUR|SPINNING|GLIDER|MARBLES|SKIPPING|YO-?YO/,
    'toys',
  ],
  [/SOAP|BATH|LIP |COSMETIC|PLASTERS|SPONGE|MIRROR/, 'health_beauty'],
  [/INCENSE|FRAGRANCE|SCENT|POT ?POURRI/, 'perfumery'],
  [/CUSHION|QUILT|THROW|TOWEL|BLANKET|DOORMAT|RUG|HOT WATER|KNITTED|FLANNEL/, 'bed_bath_table'],
  [
    /MUG|CUP|TEA|PLATE|BOWL|JUG|GLASS|CUTLERY|SPOON|JAR|TIN|LUNCH|BOTTLE|BAKING|CAKE|TRAY|COASTER|KITCHEN|EGG|PAN\b|FORK|DISH|JELLY|RECIPE|POT\b/,
    'housewares',
  ],
  [/GARDEN|PLANT|FLOWER|HERB|WATERING|BIRD|GROW|SEED/, 'garden_tools'],
  [/BOOK/, 'books_general_interest'],
  [/CLOCK|RADIO|LIGHTS|LAMP/, 'cool_stuff'],
];
const otherKind = 'furniture_decor';

const fragileWords =
  /GLASS|CERAMIC|PORCELAIN|CHINA|MUG|TEACUP|CUP AND SAUCER|BAUBLE|MIRROR|BONE|JUG|VASE|CLOCHE/;

/** What fits the biggest sample box with room for padding, sides sorted. */
const longestSidesMm = [560, 360, 360] as const;
const heaviestGrams = 6000;
/** Gift-ware is the small end of its kind: only this share of each pool, by volume, is drawn from. */
const smallerShare = 0.4;

/** Every product that is sold at a price, by SKU. */
export function measureProducts(
  source: RetailSource,
  measures: readonly OlistMeasure[],
  seed: number,
): Map<string, SampleProduct> {
  const facts = new Map<string, { names: Map<string, number>; prices: Map<number, number> }>();
  for (const invoice of source.invoices) {
    for (const { reading } of invoice.lines) {
      if (!reading.ok || reading.row.quantity <= 0 || reading.row.unitPriceMinor <= 0) continue;
      const { sku, description, unitPriceMinor } = reading.row;
      if (chargeKindOf(sku)) continue;
      const fact = facts.get(sku) ?? { names: new Map(), prices: new Map() };
      if (description !== '') fact.names.set(description, (fact.names.get(description) ?? 0) + 1);
      fact.prices.set(unitPriceMinor, (fact.prices.get(unitPriceMinor) ?? 0) + 1);
      facts.set(sku, fact);
    }
  }
  const named = [...facts].map(([sku, fact]) => ({
    sku,
    name: mostFrequent(fact.names, (a, b) => (a < b ? -1 : 1)) ?? sku,
    priceMinor: mostFrequent(fact.prices, (a, b) => a - b) ?? 0,
  }));
  const prices = named.map((product) => product.priceMinor).sort((a, b) => a - b);
  const pools = poolsOf(measures);
  const products = new Map<string, SampleProduct>();
  const taken = new Set<string>();
  for (const { sku, name, priceMinor } of named.sort((a, b) => (a.sku < b.sku ? -1 : 1))) {
    const category = kinds.find(([words]) => words.test(name.toUpperCase()))?.[1] ?? otherKind;
    const dearness = rankOf(prices, priceMinor);
    const share = smallerShare * (0.6 * dearness + 0.4 * draw(seed, 'measure', sku));
    const measure = pick(pools.get(category) ?? [], share);
    let attempt = 0;
    while (taken.has(inStoreGtin(sku, attempt))) attempt += 1;
    const gtin = inStoreGtin(sku, attempt);
    taken.add(gtin);
    products.set(sku, {
      sku,
      name,
      category,
      lengthMm: measure.lengthMm,
      widthMm: measure.widthMm,
      heightMm: measure.heightMm,
      weightGrams: measure.weightGrams,
      priceMinor,
      fragile: fragileWords.test(name.toUpperCase()),
      gtin,
    });
  }
  return products;
}

/** Measured products of each kind that fit the biggest box and weigh what goods of that volume can weigh, by volume. */
function poolsOf(measures: readonly OlistMeasure[]): Map<string, OlistMeasure[]> {
  const pools = new Map<string, OlistMeasure[]>();
  for (const measure of measures) {
    const sides = [measure.lengthMm, measure.widthMm, measure.heightMm].sort((a, b) => b - a);
    const fits = sides.every((side, place) => side <= (longestSidesMm[place] ?? 0));
    const gramsPerLitre = measure.weightGrams / (volume(measure) / 1e6);
    if (!fits || measure.weightGrams > heaviestGrams || gramsPerLitre < 30 || gramsPerLitre > 1500) continue;
    const pool = pools.get(measure.category) ?? [];
    pool.push(measure);
    pools.set(measure.category, pool);
  }
  for (const pool of pools.values()) {
    pool.sort((a, b) => volume(a) - volume(b) || a.weightGrams - b.weightGrams || a.lengthMm - b.lengthMm);
  }
  return pools;
}

function volume(measure: Pick<OlistMeasure, 'lengthMm' | 'widthMm' | 'heightMm'>): number {
  return measure.lengthMm * measure.widthMm * measure.heightMm;
}

/** Share of the sorted values that are below this one. */
function rankOf(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
}

function mostFrequent<T>(counts: ReadonlyMap<T, number>, order: (a: T, b: T) => number): T | undefined {
  return [...counts].sort((a, b) => b[1] - a[1] || order(a[0], b[0]))[0]?.[0];
}
