// The columns a list of orders may have, and which of them a person has chosen on this computer.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import {
  type OrderColumn,
  orderColumns,
  type OrderLook,
  orderLookSchema,
  type OrderRow,
  type OrderSort,
} from '../../../../shared/contract/order-grid';
import { formatMoney } from '../../../app/formatters';
import { FieldValues, TagNames } from '../fields/known-marks';
import type { Column } from '../list/office-list';

export function Amount({ minor, currency }: { minor: number; currency: string }): ReactNode {
  return formatMoney(useIntl(), { amountMinor: minor, currency });
}

const words = (prefix: string, values: readonly string[]): ReactNode =>
  values.map((value, index) => (
    <span key={`${value} ${String(index)}`}>
      {index > 0 ? ', ' : null}
      <FormattedMessage id={`${prefix}.${value}`} />
    </span>
  ));

const known: Record<OrderColumn, Omit<Column<OrderRow>, 'key' | 'heading'> & { sort?: OrderSort }> = {
  number: { field: 'number', sort: 'number', cell: (row) => <bdi>{row.number}</bdi> },
  status: {
    width: 'minmax(0, 1.2fr)',
    field: 'status',
    sort: 'status',
    cell: (row) => <FormattedMessage id={`order.status.${row.status}`} />,
  },
  customer: {
    width: 'minmax(0, 2fr)',
    field: 'customerName',
    sort: 'customer',
    cell: (row) => <bdi>{row.customerName}</bdi>,
  },
  country: { field: 'countryCode', sort: 'country', cell: (row) => row.countryCode },
  channel: { field: 'channelId', sort: 'channel', cell: (row) => row.channelId },
  placed: {
    width: 'minmax(0, 1.6fr)',
    field: 'placedAt',
    sort: 'placed',
    cell: (row) => <FormattedDate value={row.placedAt} dateStyle="medium" timeStyle="short" />,
  },
  units: { field: 'units', numeric: true, cell: (row) => <FormattedNumber value={row.units} /> },
  open: { field: 'openUnits', numeric: true, cell: (row) => <FormattedNumber value={row.openUnits} /> },
  total: {
    field: 'totalMinor',
    sort: 'total',
    numeric: true,
    cell: (row) => <Amount minor={row.totalMinor} currency={row.currency} />,
  },
  promised: {
    field: 'promisedFor',
    cell: (row) =>
      row.promisedFor === null ? (
        '–'
      ) : (
        <FormattedDate value={row.promisedFor} dateStyle="medium" timeZone="UTC" />
      ),
  },
  priority: { field: 'priority', cell: (row) => <FormattedMessage id={`order.priority.${row.priority}`} /> },
  warehouses: { field: 'warehouseIds', cell: (row) => row.warehouseIds.join(', ') },
  holds: { field: 'holds', cell: (row) => words('hold.reason', row.holds) },
  payments: { field: 'payments', cell: (row) => words('order.payment', row.payments) },
  tags: { field: 'tags', cell: (row) => <TagNames tags={row.tags} /> },
  fields: { field: 'fields', cell: (row) => <FieldValues fields={row.fields} /> },
  external: { field: 'externalId', cell: (row) => <bdi>{row.externalId}</bdi> },
};

export function columnOf(name: OrderColumn): Column<OrderRow> {
  const { sort, ...column } = known[name];
  return { ...column, key: name, heading: `office.orders.${name}`, sortable: sort !== undefined };
}

export function sortOf(name: string): OrderSort | null {
  return Object.hasOwn(known, name) ? (known[name as OrderColumn].sort ?? null) : null;
}

/** The way a heading points: newest, dearest first, but A before Z. */
export function isDescendingFirst(sort: OrderSort): boolean {
  return sort === 'placed' || sort === 'total';
}

export const firstLook: OrderLook = {
  columns: orderColumns.slice(0, 9),
  sort: 'placed',
  turned: false,
};

const storageKey = 'waybill.office.orders.look';

export function keptLook(storage: Pick<Storage, 'getItem'> = window.localStorage): OrderLook {
  try {
    return orderLookSchema.parse(JSON.parse(storage.getItem(storageKey) ?? ''));
  } catch {
    return firstLook;
  }
}

export function keepLook(look: OrderLook, storage: Pick<Storage, 'setItem'> = window.localStorage): void {
  try {
    storage.setItem(storageKey, JSON.stringify(look));
  } catch {
    // A full or forbidden store costs a convenience, nothing else.
  }
}
