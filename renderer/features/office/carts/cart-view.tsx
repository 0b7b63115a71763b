// One cart: what is in it and what of it is held, how to reach the customer, and what can be done: hold it again, remove it,
// or take the order on the telephone.
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { CartRow } from '../../../../shared/contract/carts';
import { heldUnits } from '../../../../shared/domain/cart/cart';
import { type Sku, skuSchema } from '../../../../shared/domain/ids';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Failure } from '../list/failure';
import { Price } from '../list/price';
import styles from '../mail/messages.module.css';
import office from '../office.module.css';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';

type Api = Pick<OfficeApi, 'putCart' | 'holdCart' | 'removeCart' | 'orderCart'>;

export function CartView({
  api,
  row,
  onChanged,
  onOrder,
  onClose,
}: {
  api: Api;
  row: CartRow;
  onChanged: (row: CartRow) => void;
  onOrder: (orderId: string) => void;
  onClose: () => void;
}): ReactNode {
  const intl = useIntl();
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [isOrdering, setOrdering] = useState(false);
  const formId = useId();
  const isThere = row.state === 'open' || row.state === 'abandoned';
  const told = <T,>(answer: Answer<T>, then: (value: T) => void): void => {
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) then(answer.value);
  };
  const { orderId } = row;
  return (
    <Dialog
      title={intl.formatMessage({ id: 'office.carts.one' }, { cart: row.cartKey })}
      isOpen
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{intl.formatMessage({ id: 'ui.close' })}</Button>
          {isThere && !isOrdering ? (
            <>
              <Button onPress={() => void api.removeCart(row.cartId).then((got) => told(got, onChanged))}>
                {intl.formatMessage({ id: 'office.carts.remove' })}
              </Button>
              <Button onPress={() => void api.holdCart(row.cartId).then((got) => told(got, onChanged))}>
                {intl.formatMessage({ id: 'office.carts.hold' })}
              </Button>
              <Button onPress={() => setOrdering(true)}>
                {intl.formatMessage({ id: 'office.carts.take' })}
              </Button>
            </>
          ) : null}
          {isThere && isOrdering ? (
            <Button type="submit" form={formId}>
              {intl.formatMessage({ id: 'office.carts.order' })}
            </Button>
          ) : null}
          {orderId !== null ? (
            <Button onPress={() => onOrder(orderId)}>
              {intl.formatMessage({ id: 'office.carts.openOrder' }, { number: row.orderNumber ?? '' })}
            </Button>
          ) : null}
        </>
      }
    >
      {failure ? <Failure failure={failure} /> : null}
      <dl className={office.facts}>
        <dt>
          <FormattedMessage id="office.carts.state" />
        </dt>
        <dd>
          <FormattedMessage id={`cart.state.${row.state}`} />
        </dd>
        <dt>
          <FormattedMessage id="office.orders.customer" />
        </dt>
        <dd>
          {[row.customer.name, row.customer.phone, row.customer.email].filter(Boolean).join(' · ') || '–'}
        </dd>
      </dl>
      <table className={office.grid}>
        <thead>
          <tr>
            {['office.order.name', 'office.carts.quantity', 'office.carts.held', 'office.order.price'].map(
              (id) => (
                <th key={id} scope="col">
                  <FormattedMessage id={id} />
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {row.lines.map(({ sku, name, quantity, unitPriceMinor }, index) => (
            <tr key={`${sku} ${String(index)}`}>
              <td className={office.wrapped}>{name}</td>
              <td className={office.numeric}>
                <FormattedNumber value={quantity} />
              </td>
              <td className={office.numeric}>
                <FormattedNumber value={Math.min(quantity, heldUnits(row.holds, sku))} />
              </td>
              <td className={office.numeric}>
                <Price amountMinor={quantity * unitPriceMinor} currency={row.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isThere && !isOrdering ? (
        <AddLine
          onAdd={(line) =>
            api
              .putCart(row.cartId, {
                channelId: row.channelId,
                customer: row.customer,
                lines: [...row.lines, line],
              })
              .then((got) => {
                told(got, onChanged);
                return got.ok;
              })
          }
        />
      ) : null}
      {isOrdering && isThere ? (
        <OrderForm
          id={formId}
          row={row}
          onOrder={(order) =>
            void api.orderCart(row.cartId, order).then((got) => told(got, (value) => onOrder(value.orderId)))
          }
        />
      ) : null}
    </Dialog>
  );
}

function AddLine({
  onAdd,
}: {
  onAdd: (line: { sku: Sku; quantity: number }) => Promise<boolean>;
}): ReactNode {
  const intl = useIntl();
  const [sku, setSku] = useState('');
  const [quantity, setQuantity] = useState('1');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const read = skuSchema.safeParse(sku.trim());
    if (read.success && (await onAdd({ sku: read.data, quantity: Number(quantity) }))) setSku('');
  };
  return (
    <form className={styles.inline} onSubmit={(event) => void submit(event)}>
      <input
        aria-label={intl.formatMessage({ id: 'office.carts.field.sku' })}
        placeholder={intl.formatMessage({ id: 'office.carts.field.sku' })}
        value={sku}
        maxLength={64}
        required
        onChange={({ target }) => setSku(target.value)}
      />
      <input
        type="number"
        min={1}
        aria-label={intl.formatMessage({ id: 'office.carts.field.quantity' })}
        value={quantity}
        required
        onChange={({ target }) => setQuantity(target.value)}
      />
      <button type="submit">
        <FormattedMessage id="office.carts.add" />
      </button>
    </form>
  );
}

const fields = ['name', 'street', 'postcode', 'city', 'country', 'phone', 'email'] as const;
type Fields = Record<(typeof fields)[number], string>;
/** Characters of each. */
const longest: Readonly<Record<(typeof fields)[number], number>> = {
  name: 120,
  street: 120,
  postcode: 20,
  city: 80,
  country: 2,
  phone: 40,
  email: 120,
};

function OrderForm({
  id,
  row,
  onOrder,
}: {
  id: string;
  row: CartRow;
  onOrder: (order: Parameters<OfficeApi['orderCart']>[1]) => void;
}): ReactNode {
  const [values, setValues] = useState<Fields>({
    name: row.customer.name,
    street: '',
    postcode: '',
    city: '',
    country: row.customer.countryCode,
    phone: row.customer.phone ?? '',
    email: row.customer.email ?? '',
  });
  const orNone = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const name = values.name.trim();
    onOrder({
      customerName: name,
      shipTo: {
        name,
        company: null,
        lines: [values.street.trim()],
        postcode: orNone(values.postcode),
        city: values.city.trim(),
        region: null,
        countryCode: values.country.trim(),
        phone: orNone(values.phone),
        email: orNone(values.email),
      },
    });
  };
  return (
    <form id={id} className={styles.split} onSubmit={submit}>
      {fields.map((field) => (
        <label key={field} className={styles.field}>
          <FormattedMessage id={`office.carts.field.${field}`} />
          <input
            value={values[field]}
            maxLength={longest[field]}
            required={field === 'name' || field === 'street' || field === 'city' || field === 'country'}
            {...(field === 'country' ? { pattern: '[A-Z]{2}' } : {})}
            onChange={({ target }) => setValues({ ...values, [field]: target.value })}
          />
        </label>
      ))}
    </form>
  );
}
