// Time passes for carts: holds end, carts that are left alone are written about once, and in the end they are gone.
import type { Cart } from '../../../shared/domain/cart/cart';
import { cartTotalMinor } from '../../../shared/domain/cart/cart';
import type { Queryable } from '../../db/pool';
import { headOfficeCause } from '../changes/change-set';
import { askForMails, type WantedMail } from '../mail/ask-for-mail';
import { linkFor } from '../mail/customer-links';
import { linkKey, readMailSettings } from '../mail/mail-settings';
import { dueRecords } from '../records/read-records';
import { cartRecord } from './cart-record';
import { type CartTools, inCartWork, tellCart } from './tell-cart';

const atOnce = 50;
/** Lines a mail names. */
const mostTold = 1000;

/** @returns whether there may be more */
export async function passCartTime(tools: CartTools): Promise<boolean> {
  const at = tools.now().toISOString();
  const due = await dueRecords(tools.pool, cartRecord, at, atOnce);
  if (due.length === 0) return false;
  await inCartWork(tools, async (tx) => {
    const left: Cart[] = [];
    for (const { recordId } of due) {
      const told = await tellCart(tools, tx, recordId, { type: 'LetTimePass', at }, headOfficeCause({ at }));
      if (told.ok && told.events.some(({ type }) => type === 'CartAbandoned')) left.push(told.state);
    }
    await remind(tx.client, left, tools);
  });
  return due.length === atOnce;
}

/** Only who agreed to be; the same cart is never written about twice. */
async function remind(db: Queryable, carts: readonly Cart[], tools: CartTools): Promise<void> {
  const willing = carts.filter(({ customer }) => customer.email !== null && customer.mayWrite);
  if (willing.length === 0) return;
  const { settings } = await readMailSettings(db);
  const key = await linkKey(db);
  await askForMails(
    db,
    willing.map(
      (cart): WantedMail => ({
        kind: 'cart-recovery',
        cause: cart.cartId,
        orderId: null,
        number: cart.cartKey.slice(0, 40),
        about: cart.cartId,
        channelId: cart.channelId,
        toName: cart.customer.name,
        address: cart.customer.email,
        countryCode: cart.customer.countryCode,
        given: {
          currency: cart.currency,
          totalMinor: cartTotalMinor(cart),
          lines: cart.lines
            .slice(0, mostTold)
            .map(({ name, quantity, unitPriceMinor }) => ({ name, quantity, unitPriceMinor })),
          link: linkFor(settings.publicOrigin, key, 'cart', cart.cartId),
        },
        order: null,
        from: tools.now().toISOString(),
      }),
    ),
    tools,
  );
}
