// An order for a customer, taken here over the counter or on the telephone: what is scanned or chosen by name, who it is for,
// how it is paid. It works without head office too, out of this bench's quota. Keys and scanner only; ENTER takes it.
import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import { linesOf } from '../../../shared/domain/packing/bench-aside';
import { sellable } from '../../../shared/domain/stock/quota';
import { stationChannels, stationPayments } from '../../../shared/domain/stock/station-order';
import { formatMoney } from '../../app/formatters';
import { useText } from '../../app/locale';
import { useNow } from '../../app/use-now';
import type { Network } from '../../data/network';
import type { StationRights } from '../../data/station-rights';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Field } from '../../ui/field';
import { StationPage } from '../../ui/station-page';
import aside from '../aside/aside-panel.module.css';
import type { PackingSession } from '../packing/session';
import { draftFields, formOf, neededFields, type OrderDraft } from './order-draft';
import { pricesOf, type QuotaProducts } from './quota-products';
import styles from './take-order.module.css';

type Props = {
  session: Pick<PackingSession, 'store' | 'addToCounter' | 'takeOrder'>;
  products: QuotaProducts;
  rights: Pick<StationRights, 'grants'>;
  headOfficeMs: () => number | null;
  draft: OrderDraft;
  network: Pick<Network, 'store'>;
};

const longest = {
  name: 120,
  phone: 40,
  street: 120,
  postcode: 20,
  city: 80,
  country: 2,
  email: 120,
} as const;
const mostFound = 6;

export function TakeOrderPage(props: Props): ReactNode {
  const { session, products, draft, network } = props;
  const say = useText();
  const intl = useIntl();
  const formId = useId();
  const bench = useStore(session.store, (state) => state.bench);
  const known = useStore(products.store, (state) => state.products);
  const values = useStore(draft.store);
  const isAway = useStore(network.store, ({ headOffice }) => headOffice !== 'up');
  useEffect(() => products.look(), [products]);
  useEffect(
    () =>
      session.store.subscribe(({ verdict, answers }, before) => {
        if (answers !== before.answers && verdict.kind === 'answer' && verdict.code === 'order-taken')
          draft.clear();
      }),
    [session, draft],
  );
  const lines = bench.aside?.kind === 'counter' ? linesOf(bench.aside.scans) : [];
  const prices = pricesOf(known);
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const totalMinor = lines.reduce(
    (sum, { sku, quantity }) => sum + quantity * (prices.minorBySku.get(sku) ?? 0),
    0,
  );
  const take = (event: FormEvent): void => {
    event.preventDefault();
    session.takeOrder(formOf(draft.store.getState()), prices);
  };
  return (
    <StationPage title={say('takeOrder.title')} age={isAway ? <p>{say('takeOrder.offline')}</p> : undefined}>
      <div className={styles.halves}>
        <div>
          {lines.length === 0 ? (
            <EmptyState title={say('takeOrder.empty')} />
          ) : (
            <table className={aside.lines}>
              <thead>
                <tr>
                  <th scope="col">{say('aside.counter.item')}</th>
                  <th scope="col">{say('aside.counter.units')}</th>
                </tr>
              </thead>
              <tbody>
                {lines.map(({ sku, name, quantity }) => (
                  <tr key={sku}>
                    <th scope="row">{name}</th>
                    <td className={aside.units}>{quantity}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <p className={styles.total}>
            {say('takeOrder.total', {
              units,
              total: formatMoney(intl, { amountMinor: totalMinor, currency: prices.currency }),
            })}
          </p>
          <Finder {...props} />
        </div>
        <form id={formId} className={styles.form} onSubmit={take}>
          <Choice
            label={say('takeOrder.channel')}
            value={values.channelId}
            options={stationChannels.map((value) => ({ value, text: say(`channel.station.${value}`) }))}
            onChange={(channelId) => draft.store.setState({ channelId })}
          />
          {draftFields.map((field) => (
            <Field
              key={field}
              label={say(`takeOrder.field.${field}`)}
              value={values[field]}
              maxLength={longest[field]}
              isRequired={neededFields.has(field)}
              {...(field === 'country' ? { pattern: '[A-Z]{2}' } : {})}
              onChange={(text) => draft.store.setState({ [field]: text })}
            />
          ))}
          <Choice
            label={say('takeOrder.payment')}
            value={values.payment}
            options={stationPayments.map((value) => ({ value, text: say(`takeOrder.payment.${value}`) }))}
            onChange={(payment) => draft.store.setState({ payment })}
          />
          <Field
            label={say('takeOrder.note')}
            value={values.note}
            maxLength={500}
            onChange={(note) => draft.store.setState({ note })}
          />
          <Button kind="main" type="submit" isDisabled={lines.length === 0} keyHint="Enter">
            {say('takeOrder.take')}
          </Button>
        </form>
      </div>
    </StationPage>
  );
}

/** Products of the quotas by a part of their name. */
function Finder({ session, products, rights, headOfficeMs }: Props): ReactNode {
  const say = useText();
  const [wanted, setWanted] = useState('');
  // A quota ends by the clock.
  useNow(5_000);
  const known = useStore(products.store, (state) => state.products);
  const bench = useStore(session.store, (state) => state.bench);
  const inOrder = new Map<string, number>(
    bench.aside?.kind === 'counter'
      ? linesOf(bench.aside.scans).map((line) => [line.sku, line.quantity])
      : [],
  );
  const small = wanted.trim().toLocaleLowerCase();
  const found = known
    .filter(({ name, sku }) => name.toLocaleLowerCase().includes(small) || sku.startsWith(wanted.trim()))
    .slice(0, mostFound);
  return (
    <section className={styles.finder}>
      <Field label={say('takeOrder.find')} value={wanted} maxLength={80} onChange={setWanted} />
      {found.length === 0 ? <p className={aside.hint}>{say('takeOrder.none')}</p> : null}
      {found.map(({ sku, name }) => {
        const left = sellable(rights.grants(), sku, headOfficeMs()) - (inOrder.get(sku) ?? 0);
        return (
          <Button key={sku} onPress={() => session.addToCounter({ sku, name })}>
            {say('takeOrder.add', { name, left: Math.max(0, left) })}
          </Button>
        );
      })}
    </section>
  );
}

function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly { value: Value; text: string }[];
  onChange: (value: Value) => void;
}): ReactNode {
  return (
    <label className={styles.choice}>
      {label}
      <select value={value} onChange={({ target }) => onChange(target.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}
