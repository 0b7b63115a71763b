// What is wrong with a device, in words of the reader's language. Reasons come from the device layer, which has words for each.
import type { IntlShape } from 'react-intl';
import type { DeviceStatus } from '../../../shared/contract/window';
import type { Diversion } from '../../../shared/label/fail-over';

/** Null when nothing is. */
export function deviceTrouble(intl: IntlShape, { reason }: DeviceStatus): string | null {
  const id = `device.${reason}`;
  return reason !== null && intl.messages[id] !== undefined ? intl.formatMessage({ id }) : null;
}

/** Where labels come out while a printer is unwell, and what it has. */
export function diversionWords(intl: IntlShape, { fromName, toName, why }: Diversion): string {
  const printer = intl.formatMessage({ id: 'devices.kind.printer' });
  const trouble = intl.formatMessage({ id: `label.wait.${why}` });
  return intl.formatMessage(
    { id: 'fail-over.now' },
    { from: fromName || printer, to: toName || printer, trouble },
  );
}
