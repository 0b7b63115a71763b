// Other goods for what came back: found by code, SKU or name, with what the customer pays or gets besides.
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { ReturnGoods, ReturnProposal } from '../../../../shared/contract/returns';
import type { GoodsReturn } from '../../../../shared/domain/returns/goods-return';
import type { ToSettle } from '../../../../shared/domain/returns/proposal';
import { Price } from '../list/price';
import type { OfficeApi } from '../office-api';
import styles from './returns.module.css';
import type { AskFor } from './settle-panel';
import type { ReturnDeskState } from './use-return-desk';

type Chosen = ReturnGoods & { quantity: number };

export function ExchangeForm({
  api,
  desk,
  found,
  proposal,
  lines,
  askFor,
}: {
  api: OfficeApi;
  desk: ReturnDeskState;
  found: GoodsReturn;
  proposal: ReturnProposal;
  lines: ToSettle[];
  askFor: AskFor;
}): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [offered, setOffered] = useState<ReturnGoods[]>([]);
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const key = useRef(crypto.randomUUID());
  const { currency } = proposal;
  const search = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (text.trim() === '') return;
    const got = await api.returnGoods(text.trim());
    desk.setFailure(got.ok ? null : got.failure);
    // Another currency would need a rate: such goods are not offered.
    if (got.ok) setOffered(got.value.rows.filter((row) => row.currency === currency));
  };
  const take = (goods: ReturnGoods): void => {
    setChosen((before) => [...before.filter(({ sku }) => sku !== goods.sku), { ...goods, quantity: 1 }]);
    setOffered([]);
    setText('');
  };
  const set = (sku: string, quantity: number): void =>
    setChosen((before) =>
      before
        .map((each) => (each.sku === sku ? { ...each, quantity } : each))
        .filter((each) => each.quantity > 0),
    );
  const costMinor = chosen.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * quantity, 0);
  const differenceMinor = costMinor - proposal.amountMinor;
  const exchange = (): void =>
    askFor('office.returns.exchange', async (by) => {
      const goods = chosen.map(({ sku, quantity, priceMinor }) => ({
        sku,
        quantity,
        unitPriceMinor: priceMinor,
      }));
      const got = await api.exchangeReturn(found.returnId, { key: key.current, lines, goods, by });
      desk.setFailure(got.ok ? null : got.failure);
      if (!got.ok) return false;
      key.current = crypto.randomUUID();
      setChosen([]);
      await desk.look(found.returnId);
      desk.setNote({ id: 'office.returns.exchanged-for', values: { number: got.value.number } });
      return true;
    });
  return (
    <div className={styles.desk}>
      <form className={styles.row} onSubmit={(event) => void search(event)}>
        <input
          type="search"
          aria-label={intl.formatMessage({ id: 'office.returns.exchange-for' })}
          placeholder={intl.formatMessage({ id: 'office.returns.exchange-for' })}
          value={text}
          maxLength={100}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit">
          <FormattedMessage id="office.returns.search" />
        </button>
      </form>
      {offered.length > 0 ? (
        <ul className={styles.desk}>
          {offered.map((goods) => (
            <li key={goods.sku} className={styles.row}>
              <button type="button" onClick={() => take(goods)}>
                {goods.sku} · {goods.name} ·{' '}
                <Price amountMinor={goods.priceMinor} currency={goods.currency} />
              </button>
              <span className={styles.quiet}>
                <FormattedMessage id="office.stock.available" /> <FormattedNumber value={goods.available} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {chosen.map((goods) => (
        <div key={goods.sku} className={styles.row}>
          <input
            type="number"
            className={styles.units}
            min={0}
            aria-label={intl.formatMessage({ id: 'office.returns.exchange-units-of' }, { name: goods.name })}
            value={goods.quantity}
            onChange={({ target }) => set(goods.sku, Math.max(0, Math.trunc(Number(target.value))))}
          />
          <span>
            × {goods.name} · <Price amountMinor={goods.priceMinor * goods.quantity} currency={currency} />
          </span>
        </div>
      ))}
      {chosen.length > 0 ? (
        <div className={styles.row}>
          <strong>
            <FormattedMessage
              id={
                differenceMinor > 0
                  ? 'office.returns.customer-pays'
                  : differenceMinor < 0
                    ? 'office.returns.customer-gets'
                    : 'office.returns.even'
              }
            />{' '}
            {differenceMinor === 0 ? null : (
              <Price amountMinor={Math.abs(differenceMinor)} currency={currency} />
            )}
          </strong>
          <button type="button" onClick={exchange}>
            <FormattedMessage id="office.returns.exchange" />
          </button>
        </div>
      ) : null}
    </div>
  );
}
