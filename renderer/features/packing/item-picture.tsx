// What stands where a photograph of the item will stand.
import type { ReactNode } from 'react';
import { glyphOf, initialsOf } from './item-glyph';
import styles from './item-picture.module.css';

export function ItemPicture({ name }: { name: string }): ReactNode {
  const path = glyphOf(name);
  return (
    <div className={styles.picture} aria-hidden="true">
      {path === null ? (
        <span className={styles.initials}>{initialsOf(name)}</span>
      ) : (
        <svg className={styles.glyph} viewBox="0 0 48 48">
          <path d={path} />
        </svg>
      )}
    </div>
  );
}
