// Webhooks and keys: who is told what happens, and who may ask. What is secret is shown once, when it is made.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import styles from '../office.module.css';
import type { OfficePageProps } from '../office-place';
import { ApiKeys } from './api-keys';
import { ShownOnce, type Shown } from './shown-once';
import { Webhooks } from './webhooks';

export function ConnectionsPage({ api }: OfficePageProps): ReactNode {
  const [shown, setShown] = useState<Shown | null>(null);
  return (
    <section className={styles.page}>
      <h1>
        <FormattedMessage id="office.connections.title" />
      </h1>
      {shown ? <ShownOnce shown={shown} onDone={() => setShown(null)} /> : null}
      <Webhooks api={api} onSecret={setShown} />
      <ApiKeys api={api} onSecret={setShown} />
    </section>
  );
}
