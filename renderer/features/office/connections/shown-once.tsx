// A secret that head office tells once: to be taken along now. It is gone with the click that says it was.
import { type ReactNode, useEffect, useRef } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import styles from '../people/people.module.css';

export type Shown = { name: string; secret: string };

export function ShownOnce({ shown, onDone }: { shown: Shown; onDone: () => void }): ReactNode {
  const intl = useIntl();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), [shown.secret]);
  return (
    <section className={styles.form} role="alert">
      <h2>
        <FormattedMessage id="office.connections.secret" values={{ name: shown.name }} />
      </h2>
      <p>
        <FormattedMessage id="office.connections.secret-once" />
      </p>
      <label className={styles.field}>
        <FormattedMessage id="office.connections.secret-text" />
        <input ref={field} readOnly value={shown.secret} size={shown.secret.length} />
      </label>
      <p className={styles.acts}>
        <button type="button" onClick={() => void navigator.clipboard?.writeText(shown.secret)}>
          <FormattedMessage id="office.connections.copy" />
        </button>
        <button
          type="button"
          onClick={onDone}
          aria-label={intl.formatMessage({ id: 'office.connections.kept' })}
        >
          <FormattedMessage id="office.connections.kept" />
        </button>
      </p>
    </section>
  );
}
