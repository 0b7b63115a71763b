// The money of an order: what it is to bring, what was promised, taken and given back, and what can be done about it.
// Whoever moves money names themselves with badge and PIN; a key is made once for one press, so a second changes nothing.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { PaymentRow } from '../../../../shared/contract/payments';
import { isOver } from '../../../../shared/domain/payment/questions';
import { minorDigitsOf, parseDecimal } from '../../../../shared/money/money';
import type { Refund } from '../../../../shared/domain/refund/refund';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import styles from '../office.module.css';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';
import type { OrderMoney } from './money-api';
import { Amount } from '../orders/orders-page';
import { useAnswer } from '../list/use-answer';
import { CopyThisLink } from '../place/link-copy';
import { StartPayment, uncoveredMinor } from './start-payment';

type Api = Pick<
  OfficeApi,
  | 'orderPayments'
  | 'startPayment'
  | 'capturePayment'
  | 'receivePayment'
  | 'voidPayment'
  | 'requestRefund'
  | 'answerRefund'
>;

const askEveryMs = 5_000;
const sums = ['total', 'authorised', 'captured', 'refunded'] as const;

export function PaymentPanel({ api, orderId }: { api: Api; orderId: string }): ReactNode {
  const load = useCallback(() => api.orderPayments(orderId), [api, orderId]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const ask = (
    label: string,
    act: (by: Parameters<Wanted['act']>[0], note: string) => Promise<Answer<unknown>>,
    needsNote = false,
  ): void => {
    setFailure(null);
    setWanted({
      label,
      needsNote,
      act: async (by, note) => {
        const got = await act(by, note);
        setFailure(got.ok ? null : got.failure);
        askAgain();
        return got.ok;
      },
    });
  };
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  const canStart = last.providers.length > 0 && uncoveredMinor(last) > 0;
  if (last.payments.length === 0 && last.refunds.length === 0 && !canStart) return null;
  const { currency } = last;
  return (
    <section aria-labelledby="payments">
      <h2 id="payments">
        <FormattedMessage id="office.payments.title" />
      </h2>
      <dl className={styles.facts}>
        {sums.map((name) => (
          <div key={name}>
            <dt>
              <FormattedMessage id={`office.payments.${name}`} />
            </dt>
            <dd>
              <Amount minor={last[`${name}Minor`]} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
      {failure ? <Failure failure={failure} /> : null}
      {wanted ? <AnsweringForm key={wanted.label} wanted={wanted} onEnd={() => setWanted(null)} /> : null}
      <Payments rows={last.payments} api={api} ask={ask} />
      {canStart ? (
        <StartPayment
          money={last}
          onStart={(wish) => ask('office.payments.start', (by) => api.startPayment(orderId, { ...wish, by }))}
        />
      ) : null}
      <Refunds money={last} api={api} orderId={orderId} ask={ask} />
    </section>
  );
}

type Ask = (
  label: string,
  act: (by: Parameters<Wanted['act']>[0], note: string) => Promise<Answer<unknown>>,
  needsNote?: boolean,
) => void;

function Payments({ rows, api, ask }: { rows: readonly PaymentRow[]; api: Api; ask: Ask }): ReactNode {
  return (
    <ul className={styles.cancels}>
      {rows.map((row) => {
        const isOpen = row.state === 'pending' || row.authorisedMinor > row.capturedMinor;
        const comesByItself = row.method === 'bank-transfer' || row.method === 'cash-on-delivery';
        const toCome = Math.max(0, row.amountMinor - row.capturedMinor);
        const refused = row.asks.findLast((each) => each.state === 'failed');
        return (
          <li key={row.paymentId}>
            <strong>
              <FormattedMessage id={`payment.method.${row.method}`} defaultMessage={row.method} />
            </strong>{' '}
            <span className={styles.status}>
              <FormattedMessage id={`payment.word.${row.word}`} />
            </span>{' '}
            <Amount minor={row.amountMinor} currency={row.currency} />
            {row.reference === null ? null : ` · ${row.reference}`}
            {refused ? (
              <>
                {' · '}
                <FormattedMessage id="office.payments.refused" values={{ reason: refused.reason ?? '' }} />
              </>
            ) : null}
            {row.asks.some((each) => each.state === 'asked') ? (
              <>
                {' · '}
                <FormattedMessage id="office.payments.asked" />
              </>
            ) : null}
            <span className={styles.acts}>
              {row.link && isOpen && !isOver(row) ? (
                <CopyThisLink url={row.link.url} label="office.payments.link" />
              ) : null}
              {row.capturableMinor > 0 && !comesByItself ? (
                <button
                  type="button"
                  onClick={() => {
                    const key = crypto.randomUUID();
                    ask('office.payments.capture', (by) =>
                      api.capturePayment(row.paymentId, key, row.capturableMinor, by),
                    );
                  }}
                >
                  <FormattedMessage id="office.payments.capture" />
                </button>
              ) : null}
              {comesByItself && toCome > 0 && row.state !== 'voided' ? (
                <button
                  type="button"
                  onClick={() => {
                    const key = crypto.randomUUID();
                    ask('office.payments.received', (by) =>
                      api.receivePayment(row.paymentId, key, toCome, by),
                    );
                  }}
                >
                  <FormattedMessage id="office.payments.received" />
                </button>
              ) : null}
              {isOpen && !isOver(row) ? (
                <button
                  type="button"
                  onClick={() => ask('office.payments.void', (by) => api.voidPayment(row.paymentId, by))}
                >
                  <FormattedMessage id="office.payments.void" />
                </button>
              ) : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Refunds({
  money,
  api,
  orderId,
  ask,
}: {
  money: OrderMoney;
  api: Api;
  orderId: string;
  ask: Ask;
}): ReactNode {
  const intl = useIntl();
  const { currency, refundableMinor, refunds } = money;
  const digits = minorDigitsOf(currency);
  const [amount, setAmount] = useState('');
  const amountMinor = amount === '' ? refundableMinor : parseDecimal(amount.replace(',', '.'), currency);
  const answer = (refund: Refund, what: 'approve' | 'decline'): void =>
    ask(`office.refunds.${what}`, (by) => api.answerRefund(refund.refundId, what, by));
  return (
    <>
      {refunds.length > 0 ? (
        <ul className={styles.cancels}>
          {refunds.map((refund) => (
            <li key={refund.refundId}>
              <strong>
                <FormattedMessage id="office.refunds.one" />
              </strong>{' '}
              <span className={styles.status}>
                <FormattedMessage id={`refund.state.${refund.state}`} />
              </span>{' '}
              <Amount minor={refund.amountMinor} currency={refund.currency} />
              {' · '}
              {intl.messages[`refund.reason.${refund.reason}`] === undefined
                ? refund.reason
                : intl.formatMessage({ id: `refund.reason.${refund.reason}` })}
              {refund.state === 'requested' || refund.state === 'failed' ? (
                <span className={styles.acts}>
                  <button type="button" onClick={() => answer(refund, 'approve')}>
                    <FormattedMessage id="office.refunds.approve" />
                  </button>
                  <button type="button" onClick={() => answer(refund, 'decline')}>
                    <FormattedMessage id="office.refunds.decline" />
                  </button>
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {refundableMinor > 0 ? (
        <form
          className={styles.filters}
          onSubmit={(event) => {
            event.preventDefault();
            if (amountMinor === null || amountMinor <= 0) return;
            const refundId = crypto.randomUUID();
            ask(
              'office.refunds.request',
              (by, note) => api.requestRefund(orderId, refundId, amountMinor, note, by),
              true,
            );
          }}
        >
          <input
            aria-label={intl.formatMessage({ id: 'office.refunds.amount' })}
            placeholder={(refundableMinor / 10 ** digits).toFixed(digits)}
            inputMode="decimal"
            value={amount}
            maxLength={16}
            aria-invalid={amountMinor === null}
            onChange={(event) => setAmount(event.target.value)}
          />
          <button type="submit">
            <FormattedMessage id="office.refunds.request" />
          </button>
        </form>
      ) : null}
    </>
  );
}
