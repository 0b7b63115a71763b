// The scales of this station: what the settings say of them, what they weigh now, and how they are. A HID scale needs no setting.
import { z } from 'zod';
import type { DeviceStatus, WeighedNow } from '../../shared/contract/window';
import { baudRateSchema, serialPathSchema } from '../devices/serial-line';
import {
  type LineReading,
  type ScaleProtocol,
  scaleProtocols,
  type ScaleState,
  type SerialScale,
  serialScaleSchema,
} from '../devices/scale/scale-line';

type LineSettings = Pick<SerialScale, 'baudRate' | 'dataBits' | 'parity'>;

/** How scales of each language leave their factory. */
const factory: Record<ScaleProtocol, LineSettings> = {
  'toledo-8217': { baudRate: 9_600, dataBits: 7, parity: 'even' },
  'mt-sics': { baudRate: 9_600, dataBits: 8, parity: 'none' },
  nci: { baudRate: 9_600, dataBits: 7, parity: 'even' },
};

/** One scale in station.json; only name, path and protocol are needed. */
export const scaleSettingsSchema = z
  .object({
    name: z.string().min(1).max(60),
    path: serialPathSchema,
    protocol: z.enum(scaleProtocols),
    baudRate: baudRateSchema.optional(),
    dataBits: serialScaleSchema.shape.dataBits.optional(),
    parity: serialScaleSchema.shape.parity.optional(),
    unit: serialScaleSchema.shape.unit.default('kg'),
  })
  .strict();
export type ScaleSettings = z.infer<typeof scaleSettingsSchema>;

export type Scale = SerialScale & { name: string };

/** A scale is known by its name. */
export function scaleOf({ name, path, protocol, unit, baudRate, dataBits, parity }: ScaleSettings): Scale {
  const line = factory[protocol];
  return {
    scaleId: name,
    name,
    path,
    protocol,
    unit,
    baudRate: baudRate ?? line.baudRate,
    dataBits: dataBits ?? line.dataBits,
    parity: parity ?? line.parity,
  };
}

/** A scale given at start as `PROTOCOL:PATH` or `PROTOCOL:PATH@BAUD`; null when that is neither. */
export function scaleAt(place: string): Scale | null {
  const [, protocol, path, baud] = /^([a-z0-9-]+):(.+?)(?:@(\d+))?$/.exec(place) ?? [];
  const settings = scaleSettingsSchema.safeParse({
    name: 'Scale',
    path,
    protocol,
    ...(baud === undefined ? {} : { baudRate: Number(baud) }),
  });
  return settings.success ? { ...scaleOf(settings.data), name: '' } : null;
}

export type Scales = {
  heard: (reading: LineReading) => void;
  learn: (state: ScaleState) => void;
  list: () => DeviceStatus[];
};

export function createScales(
  scales: readonly Scale[],
  options: {
    /** Monotonic milliseconds. */
    monotonicMs: () => number;
    onWeighed: (weighed: WeighedNow) => void;
    onChange: (all: DeviceStatus[]) => void;
  },
): Scales {
  const known = new Map<string, string>(scales.map(({ scaleId, name }) => [scaleId, name]));
  const troubles = new Map<string, ScaleState['trouble']>();
  const list = (): DeviceStatus[] =>
    [...known].map(([scaleId, name]) => {
      const trouble = troubles.get(scaleId);
      return { kind: 'scale', id: scaleId, name, state: stateOf(trouble), reason: trouble ?? null };
    });
  return {
    // Another process's clock starts anew with it, so the time is ours.
    heard: ({ scaleId, reading }) =>
      options.onWeighed({ scaleId, reading: { ...reading, atMs: options.monotonicMs() } }),
    learn: ({ scaleId, name, trouble }) => {
      // One that nobody named is known once it was found, also while it is away.
      if (!known.has(scaleId)) known.set(scaleId, name ?? '');
      if (troubles.get(scaleId) === trouble) return;
      troubles.set(scaleId, trouble);
      options.onChange(list());
    },
    list,
  };
}

/** Nothing has been heard of it yet: it is neither there nor away. */
function stateOf(trouble: ScaleState['trouble'] | undefined): DeviceStatus['state'] {
  if (trouble === undefined) return 'unknown';
  if (trouble === null) return 'ready';
  return ['scale-not-there', 'scale-silent', 'device-host-down'].includes(trouble) ? 'absent' : 'attention';
}
