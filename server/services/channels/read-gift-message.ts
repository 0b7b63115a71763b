// The gift message of an order, out of the fields that shops and their plug-ins add to it: Shopify calls them note
// attributes (name, value), WooCommerce meta data (key, value). Neither has one of its own.
import { fieldsOf, listOf, textOf } from './read-fields';

const isGiftMessage = /gift[\s_-]*(message|note|card[\s_-]*(message|text))/i;
const longest = 500;

/** Nothing to add to a told order where there is none. */
export function giftMessageIn(fields: unknown): { giftMessage?: string } {
  for (const each of listOf(fields)) {
    const field = fieldsOf(each);
    const value = textOf(field['value']).trim();
    const name = textOf(field['name']) || textOf(field['key']);
    if (value !== '' && isGiftMessage.test(name)) return { giftMessage: value.slice(0, longest) };
  }
  return {};
}
