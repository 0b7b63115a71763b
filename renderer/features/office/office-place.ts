// Where one can be in the office: its pages in the order of the rail, by what people come for. A new page is its name here,
// its screen in office-pages.ts and a folder.
import type { OfficeApi } from './office-api';

/** The name of a group has the text `office.group.NAME`, that of a page `office.NAME.title`. */
export const officeGroups = [
  {
    name: 'selling',
    pages: ['orders', 'carts', 'customers', 'special', 'holds', 'cases', 'messages', 'feedback'],
  },
  {
    name: 'shipping',
    pages: [
      'board',
      'picking',
      'floor',
      'parcels',
      'boxes',
      'codes',
      'papers',
      'shipments',
      'waybills',
      'returns',
      'workbench',
      'rules',
      'tasks',
      'stock',
      'counts',
      'demand',
      'reorder',
      'purchases',
      'transfers',
      'suppliers',
      'bins',
    ],
  },
  {
    name: 'money',
    pages: ['quotes', 'invoices', 'accounts', 'bank', 'books', 'prices', 'rates', 'providers', 'placement'],
  },
  { name: 'planning', pages: ['alerts', 'figures'] },
  {
    name: 'setting',
    pages: ['channels', 'imports', 'automation', 'fields', 'connections', 'stations', 'people'],
  },
] as const;

export type OfficePageName = (typeof officeGroups)[number]['pages'][number];

/** What is open: a page, and one thing on it (an order, a customer); null: the page's list. */
export type OfficePlace = { page: OfficePageName; id: string | null };

export type OfficePageProps = {
  api: OfficeApi;
  id: string | null;
  /** Goes to a page, or to one thing on it, or to its list with a filter. */
  open: (page: OfficePageName, id?: string | null, query?: Readonly<Record<string, string>>) => void;
};
