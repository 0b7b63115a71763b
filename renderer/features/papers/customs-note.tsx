// Said while a box that leaves the customs union is packed: products of which nobody has told what customs will ask. The box is
// packed and sealed all the same; its papers leave it open.
import type { ReactNode } from 'react';
import { customsMissing } from '../../../shared/domain/document/customs-forms';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { ProductCustoms } from '../../../shared/domain/shipping/customs';
import { useText } from '../../app/locale';
import styles from './customs-note.module.css';

export type CustomsOf = (sku: string) => ProductCustoms | null;

export function CustomsNote({ open, customsOf }: { open: Parcel; customsOf: CustomsOf }): ReactNode {
  const say = useText();
  const missing = customsMissing(open.lines, customsOf);
  if (missing.length === 0) return null;
  return (
    <p className={styles.note} role="note">
      <span aria-hidden="true">!</span> {say('customs.missing', { what: missing.join(', ') })}
    </p>
  );
}
