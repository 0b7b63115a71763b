// The scales of this station: serial ones as it is told of them, HID ones as they are found. A weight that has not changed is
// told again only now and then, so that whoever listens knows that it still holds.
import type { ScaleActOutcome, WeightSaid } from '../../../shared/domain/weighing/reading';
import { type DriverOf } from '../hid-devices';
import { listenToHidScales } from './hid-scales';
import type { LineReading, ScaleOrder, ScaleState, SerialScale } from './scale-line';
import { defaultScaleTimings, listenToSerialScale, type SerialScaleLine } from './serial-scale';

export type ScaleLines = {
  /** From now on these; one that is the same as before is left as it is. */
  listenTo: (scales: readonly SerialScale[]) => void;
  act: (order: ScaleOrder) => Promise<ScaleActOutcome>;
  close: () => Promise<void>;
};

const sameAgainMs = 400;

export function createScaleLines(
  say: { reading: (reading: LineReading) => void; state: (state: ScaleState) => void },
  timings = defaultScaleTimings,
  driverOf?: DriverOf,
): ScaleLines {
  const open = new Map<string, { as: string; line: SerialScaleLine }>();
  const told = new Map<string, { as: string; atMs: number }>();

  const weight = (scaleId: string, said: WeightSaid): void => {
    const atMs = performance.now();
    const as = JSON.stringify(said);
    const last = told.get(scaleId);
    if (last?.as === as && atMs - last.atMs < sameAgainMs) return;
    told.set(scaleId, { as, atMs });
    say.reading({ scaleId, reading: { ...said, atMs } });
  };

  const found = listenToHidScales({ weight, state: say.state }, driverOf);
  return {
    listenTo: (scales) => {
      const wanted = new Map(scales.map((scale) => [scale.scaleId, scale]));
      for (const [scaleId, { as, line }] of open) {
        const scale = wanted.get(scaleId);
        if (scale && JSON.stringify(scale) === as) continue;
        open.delete(scaleId);
        void line.close();
      }
      for (const [scaleId, scale] of wanted) {
        if (open.has(scaleId)) continue;
        const line = listenToSerialScale(
          scale,
          {
            onWeight: (said) => weight(scaleId, said),
            onTrouble: (trouble) => say.state({ scaleId, trouble }),
          },
          timings,
        );
        open.set(scaleId, { as: JSON.stringify(scale), line });
      }
    },
    act: async (order) => {
      const serial = open.get(order.scaleId)?.line.act(order.act);
      return (await (serial ?? found.act(order))) ?? 'unanswered';
    },
    close: async () => {
      const lines = [...open.values()].map(({ line }) => line);
      open.clear();
      await Promise.all([found, ...lines].map(({ close }) => close()));
    },
  };
}
