// Returns: the desk where they arrive, the list of all of them, and the terms they come back on.
import { type ReactNode, useState } from 'react';
import type { OfficePageProps } from '../office-place';
import { ReturnDesk } from './return-desk';
import { ReturnList } from './return-list';
import { ReturnTerms } from './return-terms';
import { Tabs } from '../list/tabs';
import styles from './returns.module.css';

const tabs = ['desk', 'list', 'terms'] as const;

/** `id` is an order whose returns are looked at. */
export function ReturnsPage({ api, id, open }: OfficePageProps): ReactNode {
  const [tab, setTab] = useState<(typeof tabs)[number]>('desk');
  const [orderId, setOrderId] = useState(id);
  return (
    <div className={styles.returns}>
      <Tabs
        names={tabs}
        chosen={tab}
        words="office.returns.tab"
        onChoose={(name) => {
          setOrderId(null);
          setTab(name);
        }}
        className={styles.tabs}
      />
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
