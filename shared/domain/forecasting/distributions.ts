// Quantiles of demand by its mean and variance: negative binomial for counts that vary more than their mean, Poisson for
// those that do not, gamma where counts are so large that steps of one no longer matter.
// Sources: Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions; Abramowitz and Stegun 1964, 6.5, 26.2, 26.4.

const countsBecomeContinuousAt = 400;

/** Chance that a standard normal value is at most `z`; error below 1.2e-7 (Numerical Recipes, erfc by Chebyshev). */
export function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ];
  const polynomial = terms.reduceRight((sum, term) => sum * t + term, 0);
  const tail = (t * Math.exp(-x * x + polynomial)) / 2;
  return z > 0 ? 1 - tail : tail;
}

/** Inverse of `normalCdf` by Acklam's rational approximation and one step of Halley; `level` strictly in 0..1. */
export function normalQuantile(level: number): number {
  if (!(level > 0 && level < 1)) return level <= 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (level > 0.5) return -normalQuantile(1 - level);
  const polynomial = (terms: readonly number[], x: number): number =>
    terms.reduce((sum, term) => sum * x + term, 0);
  let z: number;
  if (level < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(level));
    z =
      polynomial(
        [
          -7.784894002430293e-3, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
          4.374664141464968, 2.938163982698783,
        ],
        q,
      ) / polynomial([7.784695709041462e-3, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1], q);
  } else {
    const q = level - 0.5;
    const r = q * q;
    z =
      (polynomial(
        [
          -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
          2.506628277459239,
        ],
        r,
      ) *
        q) /
      polynomial(
        [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1],
        r,
      );
  }
  const error = (normalCdf(z) - level) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
  return z - error / (1 + (z * error) / 2);
}

/** Natural logarithm of the gamma function for x > 0 (Lanczos). */
export function logGamma(x: number): number {
  const terms = [
    76.18009172947146, -86.5053203294168, 24.0140982408309, -1.231739572450155, 1.208650973866179e-3,
    -5.395239384953e-6,
  ];
  const base = x + 5.5;
  const sum = terms.reduce((total, term, at) => total + term / (x + at + 1), 1.000000000190015);
  return (x + 0.5) * Math.log(base) - base + Math.log((2.506628274631 * sum) / x);
}

/** Chance that a gamma value of this shape and scale 1 is at most `x`: series below shape + 1, else continued fraction. */
export function gammaCdf(shape: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let [term, sum] = [1 / shape, 1 / shape];
    for (let step = 1; step < 1000; step += 1) {
      term *= x / (shape + step);
      sum += term;
      if (term < sum * 1e-12) break;
    }
    return Math.min(1, sum * front);
  }
  const tiny = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let step = 1; step < 1000; step += 1) {
    const a = -step * (step - shape);
    b += 2;
    d = 1 / (Math.abs(a * d + b) < tiny ? tiny : a * d + b);
    c = Math.abs(b + a / c) < tiny ? tiny : b + a / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-12) break;
  }
  return Math.max(0, 1 - front * fraction);
}

/** Quantile of a gamma distribution by mean and variance: the start of Wilson and Hilferty, then halving. */
export function gammaQuantile(mean: number, variance: number, level: number): number {
  if (mean <= 0 || level <= 0) return 0;
  if (variance <= 0) return mean;
  const shape = (mean * mean) / variance;
  const scale = variance / mean;
  const cube = 1 - 1 / (9 * shape) + normalQuantile(level) / (3 * Math.sqrt(shape));
  let high = Math.max(shape, shape * cube ** 3, 1e-8);
  while (gammaCdf(shape, high) < level && high < 1e12) high *= 2;
  // Halved in logarithms: the quantile of a shape near 0 may be smaller than any share of the mean.
  let [low, top] = [-690, Math.log(high)];
  for (let step = 0; step < 80 && top - low > 1e-10; step += 1) {
    const middle = (low + top) / 2;
    if (gammaCdf(shape, Math.exp(middle)) < level) low = middle;
    else top = middle;
  }
  return Math.exp(top) * scale;
}

/**
 * Quantiles of counted demand at rising `levels` (each in 0..1): whole units below a mean of 400, the gamma of the same
 * mean and variance from there. A mean of 0 gives zeros.
 */
export function countQuantiles(mean: number, variance: number, levels: readonly number[]): number[] {
  if (!(mean > 0)) return levels.map(() => 0);
  if (mean > countsBecomeContinuousAt)
    return levels.map((level) => gammaQuantile(mean, Math.max(variance, mean), level));
  const negative = variance > mean * 1.0001;
  const size = negative ? (mean * mean) / (variance - mean) : 0;
  const odds = negative ? mean / (size + mean) : 0;
  // In logarithms until the chances are large enough to add: the first one may be smaller than a number can be.
  let logChance = negative ? size * Math.log(size / (size + mean)) : -mean;
  let sum = 0;
  let count = 0;
  const most = Math.ceil(mean + 60 * Math.sqrt(Math.max(variance, mean)) + 60);
  return levels.map((level) => {
    for (;;) {
      const here = Math.exp(logChance);
      if (sum + here >= level || count >= most) return count;
      sum += here;
      logChance += negative ? Math.log(((size + count) * odds) / (count + 1)) : Math.log(mean / (count + 1));
      count += 1;
    }
  });
}
