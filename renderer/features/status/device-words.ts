// What is wrong with a device, in words of the reader's language. Reasons come from the device layer, which has words for each.
import type { IntlShape } from 'react-intl';
import type { DeviceStatus } from '../../../shared/contract/window';

/** Null when nothing is. */
export function deviceTrouble(intl: IntlShape, { reason }: DeviceStatus): string | null {
  const id = `device.${reason}`;
  return reason !== null && intl.messages[id] !== undefined ? intl.formatMessage({ id }) : null;
}
