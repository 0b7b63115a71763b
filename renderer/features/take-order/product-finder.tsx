// Products of the quotas by a part of their name, each with what this bench may still promise of it.
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import { sellable } from '../../../shared/domain/stock/quota';
import { formatMoney } from '../../app/formatters';
import { useText } from '../../app/locale';
import { useNow } from '../../app/use-now';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import type { StationRights } from '../../data/station-rights';
import type { PackingSession } from '../packing/session';
import aside from '../aside/aside-panel.module.css';
import type { OrderTaking } from './order-taking';
import styles from './take-order.module.css';

type Props = {
  session: Pick<PackingSession, 'store' | 'addToCounter'>;
  taking: OrderTaking;
  rights: Pick<StationRights, 'grants'>;
  headOfficeMs: () => number | null;
};

const mostFound = 6;
const mostUnits = 9999;

export function ProductFinder({ session, taking, rights, headOfficeMs }: Props): ReactNode {
  const say = useText();
  const intl = useIntl();
  const [wanted, setWanted] = useState('');
  const [units, setUnits] = useState('1');
  useNow(5_000);
  useStore(session.store, (state) => state.bench);
  useStore(taking.draft.store, ({ channelId }) => channelId);
  const known = useStore(taking.products.store, (state) => state.products);
  const inOrder = new Map<string, number>(taking.lines().map((line) => [line.sku, line.quantity]));
  const prices = taking.prices();
  const small = wanted.trim().toLocaleLowerCase(intl.locale);
  const found = known
    .filter(
      ({ name, sku }) => name.toLocaleLowerCase(intl.locale).includes(small) || sku.startsWith(wanted.trim()),
    )
    .slice(0, mostFound);
  const quantity = /^\d{1,4}$/.test(units) ? Math.min(Number(units), mostUnits) : 0;
  const add = ({ sku, name, price }: (typeof known)[number]): void => {
    if (quantity === 0) return;
    session.addToCounter({ sku, name, units: quantity, listed: price });
    setWanted('');
    setUnits('1');
  };
  const press = (event: KeyboardEvent): void => {
    const [first] = found;
    if (event.key !== 'Enter' || !first || small === '') return;
    event.preventDefault();
    add(first);
  };
  return (
    <section className={styles.finder}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Enter in a field takes the first that is found */}
      <div className={styles.search} onKeyDown={press}>
        <Field label={say('takeOrder.find')} value={wanted} maxLength={80} onChange={setWanted} />
        <Field
          label={say('takeOrder.units')}
          value={units}
          maxLength={4}
          inputMode="numeric"
          onChange={setUnits}
        />
      </div>
      {found.length === 0 ? <p className={aside.hint}>{say('takeOrder.none')}</p> : null}
      {found.map((product) => {
        const { sku, name } = product;
        const left = sellable(rights.grants(), sku, headOfficeMs()) - (inOrder.get(sku) ?? 0);
        const amountMinor = prices.minorBySku.get(sku);
        const price =
          amountMinor === undefined ? '–' : formatMoney(intl, { amountMinor, currency: prices.currency });
        return (
          <Button key={sku} onPress={() => add(product)}>
            {say('takeOrder.add', { name, price, left: Math.max(0, left) })}
          </Button>
        );
      })}
    </section>
  );
}
