// One quote with its lines and sums, and what can be done with it in its state.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { Failure } from '../list/failure';
import type { OfficeFailure } from '../office-api';
import { Amount } from '../orders/orders-page';
import styles from '../workbench/workbench.module.css';
import type { QuoteRow, QuotesApi } from './quotes-page';

type Props = {
  api: Pick<QuotesApi, 'sendQuote' | 'declineQuote' | 'acceptQuote'>;
  row: QuoteRow;
  onChanged: (row: QuoteRow) => void;
  onEdit: () => void;
  onClose: () => void;
  onOpenOrder: (orderId: string) => void;
  onOpenInvoice: (number: string) => void;
};

export function QuoteView({
  api,
  row,
  onChanged,
  onEdit,
  onClose,
  onOpenOrder,
  onOpenInvoice,
}: Props): ReactNode {
  const intl = useIntl();
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [reason, setReason] = useState('');
  const { quote, totalMinor, taxMinor, invoiceNumber: invoice, link } = row;
  const { quoteId, currency, orderId } = quote;
  const money = (minor: number): ReactNode => <Amount minor={minor} currency={currency} />;
  const act = async (run: Promise<Awaited<ReturnType<typeof api.sendQuote>>>): Promise<void> => {
    const answer = await run;
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) onChanged(answer.value);
  };
  const accept = async (): Promise<void> => {
    const answer = await api.acceptQuote(quoteId);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    const { quote: accepted, invoice: issued } = answer.value;
    onChanged({ ...row, quote: accepted, invoiceNumber: issued.number, link: null });
  };
  return (
    <section className={styles.opened} aria-label={quote.number}>
      <p className={styles.row}>
        <strong>{quote.number}</strong>
        <span>
          <FormattedMessage id={`quote.state.${quote.state}`} />
          {quote.answeredBy ? (
            <>
              {', '}
              <FormattedMessage id={`office.quotes.answered.${quote.answeredBy}`} />
            </>
          ) : null}
        </span>
        <span>
          <FormattedMessage
            id="office.quotes.valid"
            values={{
              at: <FormattedDate value={quote.validUntil} dateStyle="medium" />,
              days: quote.termsDays,
            }}
          />
        </span>
        {quote.state === 'draft' ? (
          <>
            <button type="button" onClick={onEdit}>
              <FormattedMessage id="office.quotes.edit" />
            </button>
            <button type="button" data-main="true" onClick={() => void act(api.sendQuote(quoteId))}>
              <FormattedMessage id="office.quotes.send" />
            </button>
          </>
        ) : null}
        {quote.state === 'sent' || quote.state === 'accepted' ? (
          <button type="button" data-main="true" onClick={() => void accept()}>
            <FormattedMessage id="office.quotes.accept" />
          </button>
        ) : null}
        {orderId ? (
          <button type="button" onClick={() => onOpenOrder(orderId)}>
            <FormattedMessage id="office.workbench.open-order" />
          </button>
        ) : null}
        {invoice ? (
          <button type="button" onClick={() => onOpenInvoice(invoice)}>
            <FormattedMessage id="office.quotes.open-invoice" values={{ number: invoice }} />
          </button>
        ) : null}
        <button type="button" onClick={onClose}>
          <FormattedMessage id="office.workbench.close" />
        </button>
      </p>
      {failure ? <Failure failure={failure} /> : null}
      {quote.state === 'draft' || quote.state === 'sent' ? <Reached quote={quote} link={link} /> : null}
      {quote.state === 'sent' ? (
        <form
          className={styles.row}
          onSubmit={(event) => {
            event.preventDefault();
            void act(api.declineQuote(quoteId, reason.trim()));
          }}
        >
          <input
            aria-label={intl.formatMessage({ id: 'office.quotes.why-not' })}
            placeholder={intl.formatMessage({ id: 'office.quotes.why-not' })}
            value={reason}
            maxLength={300}
            required
            onChange={({ target }) => setReason(target.value)}
          />
          <button type="submit">
            <FormattedMessage id="office.quotes.decline" />
          </button>
        </form>
      ) : null}
      <table className={styles.figures}>
        <caption>
          {quote.customerName}
          {quote.reason === null ? '' : ` – ${quote.reason}`}
        </caption>
        <thead>
          <tr>
            {['sku', 'quantity', 'price', 'discount', 'tax', 'total'].map((name) => (
              <th key={name} scope="col">
                <FormattedMessage id={`office.quotes.column.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {quote.lines.map((line, at) => (
            <tr key={`${at} ${line.sku}`}>
              <th scope="row">{`${line.sku} · ${line.name}`}</th>
              <td>
                <FormattedNumber value={line.quantity} />
              </td>
              <td>{money(line.unitPriceMinor)}</td>
              <td>{money(line.discountMinor)}</td>
              <td>
                <FormattedNumber value={line.taxPpm / 1_000_000} style="percent" maximumFractionDigits={2} />
              </td>
              <td>{money(line.quantity * line.unitPriceMinor - line.discountMinor)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {(
            [
              ['discount', quote.discountMinor],
              ['shipping', quote.shippingMinor],
              ['tax', taxMinor],
              ['total', totalMinor],
            ] as const
          ).map(([name, minor]) => (
            <tr key={name}>
              <th scope="row" colSpan={5}>
                <FormattedMessage id={`office.quotes.sum.${name}`} />
              </th>
              <td>{money(minor)}</td>
            </tr>
          ))}
        </tfoot>
      </table>
    </section>
  );
}

/** How the customer hears of it, and where they answer. */
function Reached({ quote, link }: { quote: QuoteRow['quote']; link: string | null }): ReactNode {
  const mail = quote.shipTo.email?.trim() ?? '';
  return (
    <p className={styles.row}>
      {mail === '' ? (
        <FormattedMessage id="office.quotes.no-mail" />
      ) : (
        <FormattedMessage id="office.quotes.mailed" values={{ mail }} />
      )}
      {link === null ? null : (
        <label className={styles.steady}>
          <FormattedMessage id="office.quotes.link" />
          <input className={styles.steady} readOnly value={link} onFocus={({ target }) => target.select()} />
        </label>
      )}
    </p>
  );
}
