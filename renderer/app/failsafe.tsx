// A screen that threw: said in words, logged, and loaded again. Everything an operator did is on the disk.
import { Component, type ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import styles from './app.module.css';

const againMs = 4_000;

type Props = { report: (cause: unknown) => void; children: ReactNode };

export class Failsafe extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(cause: unknown): void {
    this.props.report(cause);
    setTimeout(() => window.location.reload(), againMs);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className={styles.message} role="alert">
        <h1>
          <FormattedMessage id="start.broken" />
        </h1>
        <p>
          <FormattedMessage id="start.broken-hint" />
        </p>
      </main>
    );
  }
}
