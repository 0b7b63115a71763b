// One order: who, where to, each line's way through the house, and everything that happened to it, newest last.
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import { openQuantity, orderStatus, orderTotalMinor } from '../../../../shared/domain/order/status';
import { Age } from '../list/age';
import { CancelRows } from './cancel-rows';
import { Failure } from '../list/failure';
import { MarksPanel } from '../fields/marks-panel';
import styles from '../office.module.css';
import type { Answer, OfficeApi } from '../office-api';
import { OrderCustomer } from '../customers/order-customer';
import type { OfficePageProps } from '../office-place';
import { OrderReturns } from '../returns/order-returns';
import { OrderHolds } from './order-holds';
import { OrderParcels } from './order-parcels';
import { OrderPapers } from './order-papers';
import { OrderPhotos } from './order-photos';
import { OrderTimeline } from './order-timeline';
import { LinkCopy } from '../place/link-copy';
import { rememberPlace } from '../palette/recent';
import { Amount } from './orders-page';
import { RoutePanel } from '../routing/route-panel';
import { PaymentPanel } from '../payments/payment-panel';
import { OrderSpecial } from '../special/order-special';
import { useAnswer } from '../list/use-answer';

type Page = Extract<Awaited<ReturnType<OfficeApi['order']>>, { ok: true }>['value'];

/** Benches answer while somebody looks. */
const askEveryMs = 5_000;

export function OrderPage({
  api,
  orderId,
  onBack,
  open,
}: {
  api: OfficeApi;
  orderId: string;
  onBack: () => void;
  open: OfficePageProps['open'];
}): ReactNode {
  const load = useCallback(() => api.order(orderId), [api, orderId]);
  const { answer, last, asOfMs, askAgain } = useAnswer(load, askEveryMs);
  return (
    <section className={styles.page}>
      <button type="button" onClick={onBack}>
        <FormattedMessage id="office.order.back" />
      </button>
      {answer === null ? (
        <p>
          <FormattedMessage id="office.list.loading" />
        </p>
      ) : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <Age asOfMs={asOfMs} isStill={answer?.ok === false} onRefresh={askAgain} />
          <OrderCustomer api={api} orderId={orderId} open={open} />
          <OrderBody page={last} api={api} onChanged={askAgain} open={open} />
        </>
      ) : null}
    </section>
  );
}

function OrderBody({
  page,
  api,
  onChanged,
  open,
}: {
  page: Page;
  api: OfficeApi;
  onChanged: () => void;
  open: OfficePageProps['open'];
}): ReactNode {
  const { order, parcels, timeline, cancels } = page;
  const { orderId, number } = order;
  useEffect(() => rememberPlace(number, { page: 'orders', id: orderId, query: {} }), [number, orderId]);
  /** Open units that nobody is asked to leave out yet. */
  const cancellable = (line: (typeof order.lines)[number]): number =>
    openQuantity(line) -
    cancels
      .filter(({ state }) => state === 'asked' || state === 'too-late')
      .flatMap(({ lines }) => lines)
      .reduce((sum, asked) => (asked.lineNo === line.lineNo ? sum + asked.quantity : sum), 0);
  const [failure, setFailure] = useState<Extract<Answer<unknown>, { ok: false }>['failure'] | null>(null);
  const cancel = async (lineNo: number, quantity: number): Promise<void> => {
    const answer = await api.cancelLines(order.orderId, 'office', [{ lineNo, quantity }]);
    setFailure(answer.ok ? null : answer.failure);
    onChanged();
  };
  return (
    <>
      <h1>
        <bdi>{order.number}</bdi>{' '}
        <span className={styles.status}>
          <FormattedMessage id={`order.status.${orderStatus(order)}`} />
        </span>{' '}
        <LinkCopy />
      </h1>
      {failure ? <Failure failure={failure} /> : null}
      <div className={styles.twoColumns}>
        <address>
          <strong>
            <bdi>{order.shipTo.name}</bdi>
          </strong>
          <br />
          {order.shipTo.lines.map((line) => (
            <span key={line}>
              <bdi>{line}</bdi>
              <br />
            </span>
          ))}
          {[order.shipTo.postcode, order.shipTo.city].filter(Boolean).join(' ')}
          <br />
          {order.shipTo.countryCode}
        </address>
        <dl className={styles.facts}>
          <dt>
            <FormattedMessage id="office.orders.channel" />
          </dt>
          <dd>{order.channelId}</dd>
          <dt>
            <FormattedMessage id="office.orders.placed" />
          </dt>
          <dd>
            <FormattedDate value={order.placedAt} dateStyle="long" timeStyle="short" />
          </dd>
          <dt>
            <FormattedMessage id="office.orders.total" />
          </dt>
          <dd>
            <Amount minor={orderTotalMinor(order)} currency={order.currency} />
          </dd>
        </dl>
      </div>
      <div className={styles.scroll}>
        <table className={styles.grid}>
          <thead>
            <tr>
              <th scope="col">
                <FormattedMessage id="office.stock.sku" />
              </th>
              <th scope="col">
                <FormattedMessage id="office.order.name" />
              </th>
              {(['ordered', 'allocated', 'packed', 'shipped', 'cancelled'] as const).map((name) => (
                <th key={name} scope="col" className={styles.numeric}>
                  <FormattedMessage id={`office.order.${name}`} />
                </th>
              ))}
              <th scope="col" className={styles.numeric}>
                <FormattedMessage id="office.order.price" />
              </th>
              <th scope="col">
                <FormattedMessage id="office.order.action" />
              </th>
            </tr>
          </thead>
          <tbody>
            {order.lines.map((line) => (
              <tr key={line.lineNo}>
                <td>{line.sku}</td>
                <td>
                  <bdi>{line.name}</bdi>
                </td>
                {[line.ordered, line.allocated, line.packed, line.shipped, line.cancelled].map(
                  (units, index) => (
                    <td key={`${line.lineNo}-${String(index)}`} className={styles.numeric}>
                      <FormattedNumber value={units} />
                    </td>
                  ),
                )}
                <td className={styles.numeric}>
                  <Amount minor={line.unitPriceMinor} currency={order.currency} />
                </td>
                <td>
                  {cancellable(line) > 0 ? (
                    <button type="button" onClick={() => void cancel(line.lineNo, cancellable(line))}>
                      <FormattedMessage id="office.order.cancelLine" />
                    </button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <CancelRows api={api} rows={cancels} onChanged={onChanged} />
      {order.charges.length > 0 ? (
        <ul className={styles.charges}>
          {order.charges.map((charge, index) => (
            <li key={`${charge.code}-${String(index)}`}>
              {charge.name} <Amount minor={charge.amountMinor} currency={order.currency} />
            </li>
          ))}
        </ul>
      ) : null}
      <RoutePanel api={api} orderId={order.orderId} onChanged={onChanged} />
      <MarksPanel api={api} order={order} onChanged={onChanged} />
      <OrderHolds api={api} order={order} onChanged={onChanged} />
      <OrderSpecial api={api} orderId={order.orderId} />
      <PaymentPanel api={api} orderId={order.orderId} />
      <OrderReturns api={api} order={order} open={open} />
      {parcels.length > 0 ? <OrderParcels parcels={parcels} /> : null}
      <OrderPapers api={api} orderId={orderId} boxes={parcels} />
      {parcels.length > 0 ? <OrderPhotos api={api} orderId={orderId} boxes={parcels} /> : null}
      <OrderTimeline api={api} orderId={order.orderId} timeline={timeline} onChanged={onChanged} />
    </>
  );
}
