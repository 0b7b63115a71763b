// The strip along the edge: network, unsent, printer, scanner, operator. Offline is calm and grey; only what stops the
// operator is red. Each state has a shape of its own.
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import styles from './status-strip.module.css';

export type StatusState = 'good' | 'offline' | 'look' | 'stop' | 'wait';

const shapes: Record<StatusState, ReactNode> = {
  good: <circle cx="12" cy="12" r="8" fill="currentColor" />,
  offline: <circle cx="12" cy="12" r="7" fill="none" stroke="currentColor" strokeWidth="3" />,
  look: <path d="M12 2L23 22H1z" fill="currentColor" />,
  stop: <path d="M7 2h10l5 5v10l-5 5H7l-5-5V7z" fill="currentColor" />,
  wait: <path d="M4 2h16l-8 10zM4 22h16l-8-10z" fill="currentColor" />,
};

export function StatusStrip({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <footer className={styles.strip} aria-label={label}>
      {children}
    </footer>
  );
}

export function StatusItem({
  name,
  state,
  children,
  title,
}: {
  /** What it is about: "Head office". */
  name: string;
  state: StatusState;
  /** How it stands, in words. */
  children: ReactNode;
  title?: string | undefined;
}): ReactNode {
  return (
    <div className={classNames(styles.item, styles[state])} data-state={state} title={title}>
      <StatusShape state={state} />
      <span className={styles.name}>{name}</span>
      <span className={styles.words}>{children}</span>
    </div>
  );
}

/** The shape of a state, told apart without its colour. */
export function StatusShape({ state }: { state: StatusState }): ReactNode {
  return (
    <svg
      viewBox="0 0 24 24"
      className={classNames(styles.shape, styles[state])}
      data-shape={state}
      aria-hidden="true"
      focusable="false"
    >
      {shapes[state]}
    </svg>
  );
}

/** Something the strip leads to; the key that does the same stands on it, and focus stays with the bench. */
export function StatusAct({
  keyHint,
  onPress,
  children,
}: {
  keyHint: string;
  onPress: () => void;
  children: ReactNode;
}): ReactNode {
  return (
    <button
      type="button"
      className={styles.act}
      tabIndex={-1}
      onClick={(event) => {
        onPress();
        event.currentTarget.blur();
      }}
    >
      {children} <kbd>{keyHint}</kbd>
    </button>
  );
}
