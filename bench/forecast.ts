// `bench forecast m3 | intermittent`: forecasts against published anchors.
import type { Bench } from './bench';
import { intermittentBench } from './forecast/intermittent';
import { m3Bench } from './forecast/m3';

export const bench: Bench = {
  ...m3Bench,
  name: 'forecast',
  parts: { m3: m3Bench, intermittent: intermittentBench },
};
