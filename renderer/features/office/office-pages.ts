// The screen of every page of the office.
import type { ReactNode } from 'react';
import { AlertsPage } from './alerts/alerts-page';
import { AutomationPage } from './automation/automation-page';
import { BoardPage } from './board/board-page';
import { BooksPage } from './books/books-page';
import { BoxesPage } from './boxes/boxes-page';
import { BinsPage } from './bins/bins-page';
import { CartsPage } from './carts/carts-page';
import { CasesPage } from './cases/cases-page';
import { ChannelsPage } from './channels/channels-page';
import { DemandPage } from './demand/demand-page';
import { FeedbackPage } from './feedback/feedback-page';
import { CountsPage } from './counts/counts-page';
import { FiguresPage } from './figures/figures-page';
import { CustomersPage } from './customers/customers-page';
import { CodesPage } from './codes/codes-page';
import { ConnectionsPage } from './connections/connections-page';
import { FloorPage } from './floor/floor-page';
import { FieldsPage } from './fields/fields-page';
import { ImportsPage } from './imports/imports-page';
import { AccountsPage } from './money/accounts-page';
import { BankPage } from './money/bank-page';
import { InvoicesPage } from './money/invoices-page';
import { PlacementPage } from './money/placement-page';
import { PricesPage } from './money/prices-page';
import { ProvidersPage } from './money/providers-page';
import { QuotesPage } from './money/quotes-page';
import { RatesPage } from './money/rates-page';
import { MessagesPage } from './mail/messages-page';
import type { OfficePageName, OfficePageProps } from './office-place';
import { HoldsPage } from './orders/holds-page';
import { OrderOrOrders } from './orders/order-or-orders';
import { ParcelsPage } from './orders/parcels-page';
import { PapersPage } from './papers/papers-page';
import { PeoplePage } from './people/people-page';
import { PurchasesPage } from './purchases/purchases-page';
import { PickingPage } from './picking/picking-page';
import { RulesPage } from './rules/rules-page';
import { ReorderPage } from './reorder/reorder-page';
import { SuppliersPage } from './reorder/suppliers-page';
import { ReturnsPage } from './returns/returns-page';
import { SpecialPage } from './special/special-page';
import { ShipmentsPage } from './shipments/shipments-page';
import { StationsPage } from './stations/stations-page';
import { StockPage } from './stock/stock-page';
import { TasksPage } from './tasks/tasks-page';
import { TransfersPage } from './transfers/transfers-page';
import { WaybillsPage } from './waybills/waybills-page';
import { WorkbenchPage } from './workbench/workbench-page';

export const officePages: Record<OfficePageName, (props: OfficePageProps) => ReactNode> = {
  orders: OrderOrOrders,
  customers: CustomersPage,
  special: SpecialPage,
  carts: CartsPage,
  holds: HoldsPage,
  cases: CasesPage,
  messages: MessagesPage,
  feedback: FeedbackPage,
  board: BoardPage,
  picking: PickingPage,
  floor: FloorPage,
  parcels: ParcelsPage,
  boxes: BoxesPage,
  codes: CodesPage,
  papers: PapersPage,
  shipments: ShipmentsPage,
  waybills: WaybillsPage,
  workbench: WorkbenchPage,
  rules: RulesPage,
  quotes: QuotesPage,
  invoices: InvoicesPage,
  accounts: AccountsPage,
  bank: BankPage,
  books: BooksPage,
  prices: PricesPage,
  rates: RatesPage,
  providers: ProvidersPage,
  placement: PlacementPage,
  returns: ReturnsPage,
  tasks: TasksPage,
  stock: StockPage,
  counts: CountsPage,
  demand: DemandPage,
  alerts: AlertsPage,
  figures: FiguresPage,
  reorder: ReorderPage,
  purchases: PurchasesPage,
  transfers: TransfersPage,
  suppliers: SuppliersPage,
  bins: BinsPage,
  channels: ChannelsPage,
  imports: ImportsPage,
  automation: AutomationPage,
  fields: FieldsPage,
  connections: ConnectionsPage,
  stations: StationsPage,
  people: PeoplePage,
};
