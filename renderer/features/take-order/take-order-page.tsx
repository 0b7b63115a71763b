// An order for a customer, taken here over the counter or on the telephone: what is scanned or chosen by name, who it is for,
// how it is paid. It works without head office too, out of this bench's quota. Keys and scanner only; ENTER takes it.
import { type ReactNode, useEffect } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import { ownCode } from '../../../shared/barcode/own-code';
import { sellable } from '../../../shared/domain/stock/quota';
import { DataAge } from '../../app/data-age';
import { formatMoney } from '../../app/formatters';
import { useText } from '../../app/locale';
import { useNow } from '../../app/use-now';
import type { Network } from '../../data/network';
import type { StationRights } from '../../data/station-rights';
import { BarcodePicture } from '../../input/barcode-picture';
import { EmptyState } from '../../ui/empty-state';
import { leaveField } from '../../ui/leave-field';
import { StationPage } from '../../ui/station-page';
import aside from '../aside/aside-panel.module.css';
import type { LabelDesk } from '../packing/label-desk';
import type { PackingSession } from '../packing/session';
import { CustomerForm } from './customer-form';
import { type OrderTaking, type TakenOrder, totalMinor } from './order-taking';
import { ProductFinder } from './product-finder';
import { ReceiptNote } from './receipt-note';
import styles from './take-order.module.css';

const lookEveryMs = 5_000;

type Props = {
  session: Pick<PackingSession, 'store' | 'addToCounter' | 'command'>;
  labels: Pick<LabelDesk, 'store'>;
  taking: OrderTaking;
  rights: Pick<StationRights, 'grants'>;
  headOfficeMs: () => number | null;
  network: Network;
};

export function TakeOrderPage(props: Props): ReactNode {
  const { taking, network } = props;
  const say = useText();
  const { last } = useStore(taking.taken);
  const isAway = useStore(network.store, ({ headOffice }) => headOffice !== 'up');
  // A quota comes with a greeting, whenever that is.
  const nowMs = useNow(lookEveryMs);
  useEffect(() => taking.products.look(), [taking, nowMs]);
  return (
    <StationPage
      title={say('takeOrder.title')}
      age={<DataAge network={network} />}
      keys={say('takeOrder.keys')}
      leave={say('takeOrder.leave')}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only leads the focus out of a field */}
      <div className={styles.halves} onKeyDown={leaveField}>
        <div>
          {isAway ? <p className={aside.hint}>{say('takeOrder.offline')}</p> : null}
          {last ? (
            <Taken last={last}>
              <ReceiptNote last={last} session={props.session} labels={props.labels} />
            </Taken>
          ) : (
            <Ordered {...props} />
          )}
          <ProductFinder {...props} />
        </div>
        <CustomerForm taking={taking} session={props.session} />
      </div>
    </StationPage>
  );
}

function Ordered({ session, taking, rights, headOfficeMs }: Props): ReactNode {
  const say = useText();
  const intl = useIntl();
  // A quota ends by the clock, whether or not anything is scanned.
  useNow(5_000);
  useStore(session.store, (state) => state.bench);
  useStore(taking.products.store);
  useStore(taking.draft.store, ({ channelId }) => channelId);
  const lines = taking.lines();
  if (lines.length === 0) return <EmptyState title={say('takeOrder.empty')} />;
  const prices = taking.prices();
  const money = (amountMinor: number): string =>
    formatMoney(intl, { amountMinor, currency: prices.currency });
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <>
      <table className={aside.lines}>
        <thead>
          <tr>
            <th scope="col">{say('aside.counter.item')}</th>
            <th scope="col">{say('aside.counter.units')}</th>
            <th scope="col">{say('takeOrder.each')}</th>
            <th scope="col">{say('aside.counter.left')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ sku, name, quantity }) => {
            const priceMinor = prices.minorBySku.get(sku);
            const left = sellable(rights.grants(), sku, headOfficeMs()) - quantity;
            return (
              <tr key={sku} data-out={left <= 0 ? 'yes' : undefined}>
                <th scope="row">{name}</th>
                <td className={aside.units}>{quantity}</td>
                <td>{priceMinor === undefined ? '–' : money(priceMinor)}</td>
                <td>{Math.max(0, left)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={styles.total}>
        {say('takeOrder.total', { units, total: money(totalMinor(lines, prices)) })}
      </p>
    </>
  );
}

/** Its number, to be read out or scanned from the screen. */
function Taken({ last, children }: { last: TakenOrder; children: ReactNode }): ReactNode {
  const say = useText();
  const intl = useIntl();
  return (
    <section className={styles.taken} data-order={last.number}>
      <h2 className={styles.total}>{say('takeOrder.taken', { number: last.number })}</h2>
      <p>
        {say('takeOrder.taken.for', {
          name: last.name,
          total: formatMoney(intl, last.total),
          payment: say(`takeOrder.payment.${last.payment}`),
        })}
      </p>
      <BarcodePicture className={styles.code} text={ownCode('order', last.number)} />
      {children}
    </section>
  );
}
