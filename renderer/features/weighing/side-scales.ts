// The scales of a station by the sides of its bench: each side hears its own, and lets it weigh what is packed there.
import type { WaybillBridge } from '../../../shared/contract/window';
import { type BenchSide, benchSides } from '../../../shared/domain/packing/bench-sides';
import type { LearnedWeights } from '../../../shared/domain/packing/weighing-facts';
import type { BenchSides } from '../sides/bench-sides';
import type { Devices } from '../status/devices';
import { type BenchScale, openBenchScale } from './bench-scale';
import { type ScalePointing, watchMeantScale } from './meant-scale';
import { openScales, type Scales } from './scales';

export type SideScale = { heard: Scales; bench: BenchScale };
export type SideScales = Record<BenchSide, SideScale> & Pick<ScalePointing, 'meant'> & { close: () => void };

export function openSideScales(
  bridge: Pick<WaybillBridge, 'request' | 'on'>,
  devices: Pick<Devices, 'store'>,
  sides: Pick<BenchSides, 'store' | 'scaleSideOf'>,
  learned: LearnedWeights,
  /** Whether every scan is to be seen on the scale. */
  watches: boolean,
): SideScales {
  const at = (side: BenchSide): SideScale => {
    const heard = openScales(bridge, devices, {
      isHere: (scaleId) => sides.scaleSideOf(scaleId) === side,
      onMoved: (listener) => sides.store.subscribe(listener),
    });
    return { heard, bench: openBenchScale(heard, learned, watches) };
  };
  const both = { left: at('left'), right: at('right') };
  const pointing = watchMeantScale(bridge, devices);
  return {
    ...both,
    meant: pointing.meant,
    close: () => {
      pointing.close();
      for (const side of benchSides) {
        both[side].bench.close();
        both[side].heard.close();
      }
    },
  };
}
