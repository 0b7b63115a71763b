// Where what an alert asks for is done.
import type { AlertRow } from '../../../../shared/contract/alerts';
import { readTransferNumber } from '../../../../shared/domain/transfer/transfer';
import type { OfficePageName } from '../office-place';

export type AlertPlace = {
  page: OfficePageName;
  id: string | null;
  query: Readonly<Record<string, string>>;
};

export function placeOf({ kind, values }: Pick<AlertRow, 'kind' | 'values'>): AlertPlace {
  const text = (name: string): string => String(values[name] ?? '');
  const page = (name: OfficePageName, id: string | null = null, search = ''): AlertPlace => ({
    page: name,
    id,
    query: search === '' ? {} : { text: search },
  });
  switch (kind) {
    case 'low-stock':
    case 'stock-out':
      return page('purchases', null, text('sku'));
    case 'overstock':
    case 'clearance':
      return page('prices');
    case 'late-supplier':
      // Goods of another site are late as those of a supplier are.
      return page(
        readTransferNumber(text('number')) === null ? 'purchases' : 'transfers',
        text('purchaseId'),
      );
    case 'order-at-risk':
      return page('orders', text('orderId'));
    case 'carrier-delay':
      return page('shipments', null, text('tracking') === '' ? text('number') : text('tracking'));
    case 'negative-level':
      return page('counts');
    case 'unusual-returns':
      return page('returns');
    case 'station-silent':
      return page('stations');
  }
}
