// A kind of special order: its sign, its colour and its name, always all of them.
import type { ReactNode } from 'react';
import { type IntlShape, useIntl } from 'react-intl';
import type { SpecialKind } from '../../shared/domain/special/special-kind';
import styles from './special-chip.module.css';

export type ShownKind = Pick<SpecialKind, 'kindId' | 'names' | 'sign' | 'colour'>;

/** What is written in both languages, in the reader's. */
export function inLanguage({ locale }: Pick<IntlShape, 'locale'>, words: { en: string; tr: string }): string {
  return locale.startsWith('tr') ? words.tr : words.en;
}

const signs: Record<SpecialKind['sign'], string> = {
  star: 'M12 2l3 7 7 .6-5.300 4.600 1.600 7.100L12 17.500 5.700 21.300l1.600-7.100L2 9.600 9 9z',
  gift: 'M3 8h18v4H3zM5 13h6v8H5zM13 13h6v8h-6zM7 8c-4-5 3-6 5-1 2-5 9-4 5 1z',
  heart: 'M12 21C3 14 1 8 5 5c3-2 6 0 7 3 1-3 4-5 7-3 4 3 2 9-7 16z',
  exchange: 'M7 3L2 8l5 5v-3h12V6H7zM17 11v3H5v4h12v3l5-5z',
  warning: 'M12 2l11 20H1zM11 9v6h2V9zM11 17v2h2v-2z',
  megaphone: 'M3 9v6h4l9 5V4L7 9zM18 8v8c3-1 3-7 0-8z',
  flag: 'M4 2h2v20H4zM7 3h13l-3 5 3 5H7z',
};

export function SpecialChip({ kind }: { kind: ShownKind }): ReactNode {
  const intl = useIntl();
  return (
    <span className={styles.chip} data-colour={kind.colour} data-kind={kind.kindId}>
      <svg viewBox="0 0 24 24" className={styles.sign} aria-hidden="true" focusable="false">
        <path d={signs[kind.sign]} fill="currentColor" fillRule="evenodd" />
      </svg>
      {inLanguage(intl, kind.names)}
    </span>
  );
}

export function SpecialChips({ kinds }: { kinds: readonly ShownKind[] }): ReactNode {
  return kinds.length === 0 ? null : (
    <span className={styles.chips}>
      {kinds.map((kind) => (
        <SpecialChip key={kind.kindId} kind={kind} />
      ))}
    </span>
  );
}
