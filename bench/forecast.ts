// `bench forecast m3 | intermittent | scale`: forecasts against published anchors, and a whole assortment in time.
import type { Bench } from './bench';
import { intermittentBench } from './forecast/intermittent';
import { m3Bench } from './forecast/m3';
import { scaleBench } from './forecast/scale';

export const bench: Bench = {
  ...m3Bench,
  name: 'forecast',
  parts: { m3: m3Bench, intermittent: intermittentBench, scale: scaleBench },
};
