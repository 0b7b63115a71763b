// Returns: the desk where they arrive, the list of all of them, and the terms they come back on.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { OfficePageProps } from '../office-place';
import { ReturnDesk } from './return-desk';
import { ReturnList } from './return-list';
import { ReturnTerms } from './return-terms';
import styles from './returns.module.css';

const tabs = ['desk', 'list', 'terms'] as const;

/** `id` is an order whose returns are looked at. */
export function ReturnsPage({ api, id, open }: OfficePageProps): ReactNode {
  const [tab, setTab] = useState<(typeof tabs)[number]>('desk');
  const [orderId, setOrderId] = useState(id);
  return (
    <div className={styles.returns}>
      <nav className={styles.tabs}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            aria-current={tab === name ? 'page' : undefined}
            onClick={() => {
              setOrderId(null);
              setTab(name);
            }}
          >
            <FormattedMessage id={`office.returns.tab.${name}`} />
          </button>
        ))}
      </nav>
      {tab === 'desk' ? <ReturnDesk key={orderId} api={api} orderId={orderId} open={open} /> : null}
      {tab === 'list' ? (
        <ReturnList
          api={api}
          onOpen={(row) => {
            setOrderId(row.orderId);
            setTab('desk');
          }}
        />
      ) : null}
      {tab === 'terms' ? <ReturnTerms api={api} /> : null}
    </div>
  );
}
