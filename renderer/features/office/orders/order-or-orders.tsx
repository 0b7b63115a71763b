// The list of orders, or the one that is open.
import type { ReactNode } from 'react';
import type { OfficePageProps } from '../office-place';
import { OrderPage } from './order-page';
import { OrdersPage } from './orders-page';

export function OrderOrOrders({ api, id, open }: OfficePageProps): ReactNode {
  return id === null ? (
    <OrdersPage api={api} onOpen={(orderId) => open('orders', orderId)} />
  ) : (
    <OrderPage api={api} orderId={id} onBack={() => open('orders')} open={open} />
  );
}
