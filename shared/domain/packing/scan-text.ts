// What a scan is called in words, on screens and in the history.
import { mayBePin } from '../people/pin';
import type { BenchInput } from './session';

/** What may be shown and written down of a scan: nothing that may be a PIN given at the wrong moment. */
export function textOf(input: BenchInput): string {
  switch (input.kind) {
    case 'item':
      return input.code;
    case 'command':
      return input.command.startsWith('quantity-') ? 'quantity' : input.command;
    case 'box':
      return input.box.code;
    case 'badge':
      return input.person?.name ?? 'badge';
    case 'order-elsewhere':
      return input.number;
    case 'location':
      return input.locationId;
    case 'tote':
      return input.tote;
    case 'order-form':
      return input.form.channelId;
    case 'sale-price':
      return input.sku;
    // Never what was typed: it may be what must not be kept.
    case 'sale-payment':
      return input.payment.method;
    case 'parcels':
    case 'purchase':
    case 'transfer':
    case 'return':
      return input.text;
    default:
      return mayBePin(input.text) ? hiddenText : input.text;
  }
}

const hiddenText = '••••';
