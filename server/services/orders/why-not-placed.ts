// Why an order could not be placed, in words for the person who has to put it right.
import { wordsOf } from '../imports/words';
import type { PlacedOrder } from './place-orders';

export function whyNotPlaced(placed: PlacedOrder | undefined): string {
  switch (placed?.kind) {
    case 'unknown-sku':
      return wordsOf('error.sku-unknown', { lineNo: placed.lineNo, sku: placed.sku });
    case 'refused':
      return wordsOf(`refusal.${placed.refusal.code}.title`, placed.refusal.values);
    case 'different':
      return wordsOf('error.order-different', { externalId: placed.number, number: placed.number });
    default:
      return '';
  }
}
