// A tag as it is shown everywhere: its name, on its colour. Never its colour alone.
import type { ReactNode } from 'react';
import type { TagDefinition } from '../../../../shared/domain/tag/tag';
import styles from './tag-chip.module.css';

export function TagChip({
  tag,
  tags,
  children,
}: {
  /** Its key. */
  tag: string;
  tags: readonly TagDefinition[];
  /** What can be done with it. */
  children?: ReactNode;
}): ReactNode {
  const known = tags.find(({ key }) => key === tag);
  return (
    <span className={styles.chip} data-colour={known?.colour ?? 'grey'}>
      {known?.name ?? tag}
      {children}
    </span>
  );
}
