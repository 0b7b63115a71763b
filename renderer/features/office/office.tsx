// The office view: a rail of pages over head office's lists. It needs head office; without it every page says so.
import { type ReactNode, useMemo, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { CasesPage } from './cases-page';
import { ChannelsPage } from './channels-page';
import { HoldsPage } from './holds-page';
import { ImportsPage } from './imports-page';
import { LookChoice } from './look-choice';
import { MessagesPage } from './messages-page';
import styles from './office.module.css';
import { officeApi } from './office-api';
import { OrderPage } from './order-page';
import { OrdersPage } from './orders-page';
import { ParcelsPage } from './parcels-page';
import { PeoplePage } from './people-page';
import { ShipmentsPage } from './shipments-page';
import { StationsPage } from './stations-page';
import { StockPage } from './stock-page';
import { TasksPage } from './tasks-page';

const pages = [
  'orders',
  'holds',
  'parcels',
  'shipments',
  'tasks',
  'stock',
  'channels',
  'imports',
  'messages',
  'cases',
  'stations',
  'people',
] as const;
type PageName = (typeof pages)[number];

/** @param origin head office's origin */
export function Office({ origin, onLeave }: { origin: string; onLeave: (() => void) | null }): ReactNode {
  const api = useMemo(() => officeApi(origin), [origin]);
  const [page, setPage] = useState<PageName>('orders');
  const [orderId, setOrderId] = useState<string | null>(null);
  return (
    <div className={styles.office}>
      <nav className={styles.rail}>
        {pages.map((name) => (
          <button
            key={name}
            type="button"
            aria-current={page === name ? 'page' : undefined}
            onClick={() => {
              setPage(name);
              setOrderId(null);
            }}
          >
            <FormattedMessage id={`office.${name}.title`} />
          </button>
        ))}
        <LookChoice />
        {onLeave ? (
          <button type="button" onClick={onLeave}>
            <FormattedMessage id="office.toBench" />
          </button>
        ) : null}
      </nav>
      <main className={styles.main}>
        {page === 'orders' && orderId === null ? <OrdersPage api={api} onOpen={setOrderId} /> : null}
        {page === 'orders' && orderId !== null ? (
          <OrderPage api={api} orderId={orderId} onBack={() => setOrderId(null)} />
        ) : null}
        {page === 'holds' ? (
          <HoldsPage
            api={api}
            onOpen={(id) => {
              setPage('orders');
              setOrderId(id);
            }}
          />
        ) : null}
        {page === 'parcels' ? <ParcelsPage api={api} /> : null}
        {page === 'shipments' ? <ShipmentsPage api={api} /> : null}
        {page === 'tasks' ? <TasksPage api={api} /> : null}
        {page === 'stock' ? <StockPage api={api} /> : null}
        {page === 'channels' ? <ChannelsPage api={api} /> : null}
        {page === 'imports' ? <ImportsPage api={api} /> : null}
        {page === 'messages' ? <MessagesPage api={api} /> : null}
        {page === 'cases' ? <CasesPage api={api} /> : null}
        {page === 'stations' ? <StationsPage api={api} /> : null}
        {page === 'people' ? <PeoplePage api={api} /> : null}
      </main>
    </div>
  );
}
