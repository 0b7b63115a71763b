// The kinds of carriers head office knows. One more is one file and one line here.
import type { CarrierPlugin } from './carrier-strategy';
import { easypostCarrier } from './easypost/easypost-carrier';
import { manualCarrier } from './manual/manual-carrier';
import { tariffCarrier } from './tariff/tariff-carrier';

export const carrierPlugins: readonly CarrierPlugin<never, never>[] = [
  tariffCarrier,
  manualCarrier,
  easypostCarrier,
] as unknown as readonly CarrierPlugin<never, never>[];
