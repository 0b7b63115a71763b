// HID scales: which of the HID devices they are, and their reports as weights. They send by themselves; one that sends only when
// something changes is not silent.
import type { ScaleActOutcome, WeightSaid } from '../../../shared/domain/weighing/reading';
import { type DriverOf, type HidDevice, listenToHidDevices, type HidTrouble } from '../hid-devices';
import { readHidReport, scaleUsagePage, zeroReport } from './hid-report';
import type { ScaleOrder, ScaleState } from './scale-line';

export type HidScales = {
  /** Null: it is none of these. */
  act: (order: ScaleOrder) => Promise<ScaleActOutcome> | null;
  close: () => Promise<void>;
};

const troubles: Record<HidTrouble, NonNullable<ScaleState['trouble']>> = {
  'not-there': 'scale-not-there',
  'no-rights': 'scale-hid-no-rights',
  taken: 'scale-taken',
};
/** Many take the order to zero and do nothing: only the weight that follows shows it. */
const zeroedWithinMs = 1_500;

export function listenToHidScales(
  say: { weight: (scaleId: string, weight: WeightSaid) => void; state: (state: ScaleState) => void },
  driverOf?: DriverOf,
): HidScales {
  const open = new Map<string, HidDevice>();
  const heard = new Set<(scaleId: string, weight: WeightSaid) => void>();
  const found = listenToHidDevices(
    {
      isMeant: ({ usagePage }) => usagePage === scaleUsagePage,
      onOpen: ({ id }, device) => {
        open.set(id, device);
        return {
          take: (report) => {
            const said = readHidReport(report);
            if (said?.kind !== 'weight') return;
            say.weight(id, said.weight);
            for (const listener of heard) listener(id, said.weight);
          },
          gone: () => open.delete(id),
        };
      },
      onTrouble: ({ id, name }, trouble) =>
        say.state({ scaleId: id, name, trouble: trouble && troubles[trouble] }),
    },
    driverOf,
  );

  const zero = (device: HidDevice, scaleId: string): Promise<ScaleActOutcome> =>
    new Promise((resolve) => {
      const end = (outcome: ScaleActOutcome): void => {
        clearTimeout(timer);
        heard.delete(listener);
        resolve(outcome);
      };
      const listener = (from: string, { milligrams, isStable }: WeightSaid): void => {
        if (from === scaleId && isStable && milligrams === 0) end('done');
      };
      const timer = setTimeout(() => end('unanswered'), zeroedWithinMs);
      heard.add(listener);
      device.write([...zeroReport]).catch(() => end('unable'));
    });

  return {
    act: ({ scaleId, act }) => {
      const device = open.get(scaleId);
      if (!device) return null;
      return act === 'zero' ? zero(device, scaleId) : Promise.resolve('unable');
    },
    close: found.close,
  };
}
