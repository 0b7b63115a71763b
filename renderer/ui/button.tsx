// A button large enough for gloves where a station is used. The key that does the same stands on it.
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';
import { classNames } from './class-names';

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'children' | 'style'> & {
  /** `main` is the one act a screen is about; `stop` cannot be undone. */
  kind?: 'plain' | 'main' | 'stop' | 'quiet';
  /** Shown on the button: `F4`. */
  keyHint?: string | undefined;
  children: ReactNode;
};

export function Button({ kind = 'plain', keyHint, children, ...rest }: ButtonProps): ReactNode {
  return (
    <AriaButton {...rest} className={classNames(styles.button, styles[kind])}>
      <span className={styles.words}>{children}</span>
      {keyHint ? <kbd className={styles.key}>{keyHint}</kbd> : null}
    </AriaButton>
  );
}
