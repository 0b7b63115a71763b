// A product in a row: its picture, its name and its number.
import type { ReactNode } from 'react';
import { ItemPicture } from '../../packing/item-picture';
import styles from './codes.module.css';

export function ProductCell({ sku, name }: { sku: string; name: string }): ReactNode {
  return (
    <span className={styles.product}>
      <span className={styles.picture}>
        <ItemPicture name={name} />
      </span>
      <span className={styles.wrapped}>
        {name} <small>{sku}</small>
      </span>
    </span>
  );
}
