// Stock by warehouse and SKU: on hand, held for orders, in quarantine, available, and what may still be promised when one
// looks ahead. Enter opens the days of a product.
import { type ReactNode, useState } from 'react';
import { FormattedNumber } from 'react-intl';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { WhoGot } from '../lots/who-got';
import { LedgerLine } from './ledger-line';
import { PromisePage } from './promise-page';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';

type Row = Extract<Awaited<ReturnType<OfficeApi['stock']>>, { ok: true }>['value']['rows'][number];

const columns: readonly Column<Row>[] = [
  { key: 'warehouse', heading: 'office.stock.warehouse', cell: (row) => row.warehouseId },
  { key: 'sku', heading: 'office.stock.sku', cell: (row) => row.sku },
  { key: 'name', width: 'minmax(0, 4fr)', heading: 'office.order.name', cell: (row) => row.name },
  ...(['onHand', 'allocated', 'quarantine', 'available', 'promisable'] as const).map((name) => ({
    key: name,
    heading: `office.stock.${name}`,
    numeric: true,
    cell: (row: Row) => <FormattedNumber value={row[name]} />,
  })),
];

export function StockPage({ api, id, open }: OfficePageProps): ReactNode {
  return id === null ? (
    <StockList
      api={api}
      onOpen={(sku) => open('stock', sku)}
      onOrder={(orderId) => open('orders', orderId)}
    />
  ) : (
    <PromisePage api={api} sku={id} onBack={() => open('stock')} />
  );
}

function StockList({
  api,
  onOpen,
  onOrder,
}: {
  api: OfficeApi;
  onOpen: (sku: string) => void;
  onOrder: (orderId: string) => void;
}): ReactNode {
  const [text, setText] = useState('');
  const list = usePagedList(api.stock, { text });
  return (
    <OfficeList
      title="office.stock.title"
      list={list}
      columns={columns}
      rowKey={(row) => `${row.warehouseId} ${row.sku}`}
      onOpen={(row) => onOpen(row.sku)}
      text={text}
      onText={setText}
      empty="office.stock.empty"
      note={
        <>
          <LedgerLine api={api} />
          <WhoGot api={api} onOrder={onOrder} />
        </>
      }
    />
  );
}
