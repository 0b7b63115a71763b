// Every device of this station and how it is, as the page shows them: whoever knows one kind tells it here.
import type { DeviceStatus } from '../../shared/contract/window';

export type DeviceList = {
  /** All devices of a kind, instead of what was told of it before. */
  tell: (kind: DeviceStatus['kind'], devices: readonly DeviceStatus[]) => void;
  list: () => DeviceStatus[];
};

export function createDeviceList(onChange: (all: DeviceStatus[]) => void): DeviceList {
  const known = new Map<DeviceStatus['kind'], readonly DeviceStatus[]>();
  const list = (): DeviceStatus[] => [...known.values()].flat();
  return {
    tell: (kind, devices) => {
      known.set(kind, devices);
      onChange(list());
    },
    list,
  };
}
