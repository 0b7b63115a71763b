// What an administrator needs to put a device right, to the letter; nothing where words say all.
import type { ReactNode } from 'react';
import { udevLineOf } from '../../../shared/barcode/scanner/udev-line';
import type { DeviceStatus } from '../../../shared/contract/window';
import { useText } from '../../app/locale';
import styles from './devices-page.module.css';
import { OwnLine } from './own-line';

export function WayOut({ device: { id, reason } }: { device: DeviceStatus }): ReactNode {
  const say = useText();
  if (reason === 'scanner-other-mode') return <OwnLine />;
  const line = reason === 'hid-no-rights' || reason === 'scale-hid-no-rights' ? udevLineOf(id) : null;
  if (line === null) return null;
  return (
    <p className={styles.detail} data-udev>
      {say('devices.udev')} <code>{line}</code>
    </p>
  );
}
