// Where something that was found is looked at.
import type { SearchHit } from '../../../../shared/contract/office-search';
import type { OpenPlace } from '../place/use-place';

export function openHit({ kind, id }: SearchHit, open: OpenPlace): void {
  switch (kind) {
    case 'order':
    case 'parcel':
    case 'tracking':
      return open('orders', id);
    case 'customer':
      return open('customers', id);
    case 'addressee':
      return open('orders', null, { customer: id });
    case 'product':
      return open('stock', null, { text: id });
    default: {
      const never: never = kind;
      throw new Error(`unexpected ${String(never)}`);
    }
  }
}
