// The screen of every page of the office.
import type { ReactNode } from 'react';
import { CartsPage } from './carts/carts-page';
import { CasesPage } from './cases/cases-page';
import { ChannelsPage } from './channels/channels-page';
import { ImportsPage } from './imports/imports-page';
import { MessagesPage } from './mail/messages-page';
import type { OfficePageName, OfficePageProps } from './office-place';
import { HoldsPage } from './orders/holds-page';
import { OrderOrOrders } from './orders/order-or-orders';
import { ParcelsPage } from './orders/parcels-page';
import { PeoplePage } from './people/people-page';
import { ShipmentsPage } from './shipments/shipments-page';
import { StationsPage } from './stations/stations-page';
import { StockPage } from './stock/stock-page';
import { TasksPage } from './tasks/tasks-page';

export const officePages: Record<OfficePageName, (props: OfficePageProps) => ReactNode> = {
  orders: OrderOrOrders,
  carts: CartsPage,
  holds: HoldsPage,
  cases: CasesPage,
  messages: MessagesPage,
  parcels: ParcelsPage,
  shipments: ShipmentsPage,
  tasks: TasksPage,
  stock: StockPage,
  channels: ChannelsPage,
  imports: ImportsPage,
  stations: StationsPage,
  people: PeoplePage,
};
