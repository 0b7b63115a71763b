// How much of something is done, as a bar and in words.
import type { ReactNode } from 'react';
import { Label, ProgressBar } from 'react-aria-components';
import { useText } from '../app/locale';
import styles from './progress.module.css';

export function Progress({
  label,
  done,
  all,
  words,
  hideLabel = false,
}: {
  label: string;
  done: number;
  /** Null while it is not known how much there is. */
  all: number | null;
  /** Instead of "3 of 9". */
  words?: string | undefined;
  hideLabel?: boolean | undefined;
}): ReactNode {
  const say = useText();
  const value = words ?? (all === null ? String(done) : say('ui.progress', { done, all }));
  const share = all === null || all === 0 ? 0 : Math.min(1, done / all);
  return (
    <ProgressBar
      className={styles.progress ?? ''}
      {...(all === null
        ? { isIndeterminate: true }
        : { value: Math.min(done, all), maxValue: Math.max(all, 1) })}
      valueLabel={value}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      {hideLabel ? null : (
        <span className={styles.head}>
          <Label>{label}</Label>
          <span>{value}</span>
        </span>
      )}
      <span className={styles.track}>
        <span
          className={all === null ? styles.moving : styles.fill}
          data-full={share === 1}
          style={all === null ? undefined : { inlineSize: `${share * 100}%` }}
        />
      </span>
    </ProgressBar>
  );
}
