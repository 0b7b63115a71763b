// What came once without an order: how much of what, when it was over, and the order it was of. Every act has one that takes it
// back.
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { ReceivingPage } from '../../../../shared/contract/receivings';
import { receivingNumber } from '../../../../shared/domain/purchasing/match-receipt';
import { purchaseNumber, readPurchaseNumber } from '../../../../shared/domain/purchasing/purchase';
import { useTold } from '../list/use-told';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficePageProps } from '../office-place';
import styles from '../workbench/workbench.module.css';
import own from './purchases.module.css';
import type { PurchasesApi } from './purchases-page';
import { ReceiptRows } from './receipt-rows';
import { receivingsId } from './receivings-list';

const askEveryMs = 5_000;

type Api = Pick<PurchasesApi, 'receiving' | 'tellReceiving' | 'matchReceiving' | 'purchases'>;

export function ReceivingView({
  api,
  receivingId,
  open,
}: Pick<OfficePageProps, 'open'> & { api: Api; receivingId: string }): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.receiving(receivingId), [api, receivingId]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const { failure, told } = useTold(askAgain);
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  const { receiving, totals, receipts, candidates } = last;
  const { state, closedAt, closedBy, purchaseId, purchaseNumber: number } = receiving;
  const match = (to: string): void => told(api.matchReceiving(receivingId, to));
  return (
    <div className={`${styles.bench} ${own.page}`}>
      <header className={styles.head}>
        <h1>
          {receivingNumber(receiving.number)} · {receiving.station}
        </h1>
        <span>
          <FormattedMessage id={`receiving.state.${state}`} />
        </span>
        <span>
          {state === 'open' ? (
            <button
              type="button"
              data-main="true"
              onClick={() => told(api.tellReceiving(receivingId, 'close'))}
            >
              <FormattedMessage id="office.receivings.close" />
            </button>
          ) : null}
          {state === 'closed' ? (
            <button type="button" onClick={() => told(api.tellReceiving(receivingId, 'reopen'))}>
              <FormattedMessage id="office.receivings.reopen" />
            </button>
          ) : null}
          {state === 'matched' ? (
            <button type="button" onClick={() => told(api.tellReceiving(receivingId, 'unmatch'))}>
              <FormattedMessage id="office.receivings.unmatch" />
            </button>
          ) : null}{' '}
          <button type="button" onClick={() => open('purchases', receivingsId)}>
            <FormattedMessage id="office.receivings.back" />
          </button>
        </span>
      </header>
      <div>
        {failure ? <Failure failure={failure} /> : null}
        {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      </div>
      <div className={styles.parts}>
        <section className={styles.part} data-wide="true" aria-labelledby="receiving-totals">
          <p className={own.facts}>
            <span>{receiving.warehouseId}</span>
            <span>
              <FormattedMessage id="office.receivings.begun" />{' '}
              <FormattedDate value={receiving.begunAt} dateStyle="medium" timeStyle="short" />
            </span>
            {closedAt === null ? null : (
              <span>
                {closedBy === null
                  ? intl.formatMessage({ id: 'office.receivings.closed-here' }, { at: Date.parse(closedAt) })
                  : intl.formatMessage(
                      { id: 'office.receivings.closed-by' },
                      { at: Date.parse(closedAt), name: closedBy },
                    )}
              </span>
            )}
            {purchaseId !== null && number !== null ? (
              <button type="button" onClick={() => open('purchases', purchaseId)}>
                {purchaseNumber(number)} · {receiving.supplier}
              </button>
            ) : null}
          </p>
          <h2 id="receiving-totals">
            <FormattedMessage id="office.receivings.totals" />
          </h2>
          <Totals receiving={receiving} totals={totals} />
        </section>
        {state === 'matched' && receiving.unmatched > 0 && purchaseId !== null ? (
          <section className={styles.part} data-wide="true">
            <p>
              <FormattedMessage id="office.receivings.rest" values={{ units: receiving.unmatched }} />{' '}
              <button type="button" data-main="true" onClick={() => match(purchaseId)}>
                <FormattedMessage id="office.receivings.match-rest" />
              </button>
            </p>
          </section>
        ) : null}
        {state === 'closed' ? <Matching api={api} candidates={candidates} onMatch={match} /> : null}
        <ReceiptRows receipts={receipts} />
      </div>
    </div>
  );
}

function Totals({ receiving, totals }: Pick<ReceivingPage, 'receiving' | 'totals'>): ReactNode {
  return (
    <table className={styles.figures}>
      <thead>
        <tr>
          {['product', 'units', 'damaged'].map((name) => (
            <th key={name} scope="col">
              <FormattedMessage id={`office.receivings.${name}`} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {totals.map(({ sku, name, units, damaged }) => (
          <tr key={sku}>
            <th scope="row">
              {sku} {name}
            </th>
            <td>
              <FormattedNumber value={units} />
            </td>
            <td>
              <FormattedNumber value={damaged} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            <FormattedMessage id="office.receivings.total" />
          </th>
          <td>
            <FormattedNumber value={receiving.units} />
          </td>
          <td>
            <FormattedNumber value={receiving.damaged} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** The orders that wait for some of it, and any other by its number. */
function Matching({
  api,
  candidates,
  onMatch,
}: {
  api: Pick<Api, 'purchases'>;
  candidates: ReceivingPage['candidates'];
  onMatch: (purchaseId: string) => void;
}): ReactNode {
  const [text, setText] = useState('');
  /** A number that no order has. */
  const [unknown, setUnknown] = useState<string | null>(null);
  const find = (event: FormEvent): void => {
    event.preventDefault();
    const number = readPurchaseNumber(text) ?? readPurchaseNumber(`PO-${text.trim()}`);
    if (number === null) return setUnknown(text);
    void api.purchases({ text: purchaseNumber(number) }).then((got) => {
      const found = got.ok ? got.value.rows.find((row) => row.number === number) : undefined;
      setUnknown(found ? null : text);
      if (found) onMatch(found.purchaseId);
    });
  };
  return (
    <section className={styles.part} data-wide="true" aria-labelledby="receiving-matching">
      <h2 id="receiving-matching">
        <FormattedMessage id="office.receivings.may-be-of" />
      </h2>
      {candidates.length === 0 ? (
        <p>
          <FormattedMessage id="office.receivings.no-candidates" />
        </p>
      ) : (
        <table className={styles.figures}>
          <thead>
            <tr>
              {['office.receivings.order', 'office.purchases.expected', 'office.receivings.fits'].map(
                (name) => (
                  <th key={name} scope="col">
                    <FormattedMessage id={name} />
                  </th>
                ),
              )}
              <th scope="col">
                <FormattedMessage id="office.receivings.choose" />
              </th>
            </tr>
          </thead>
          <tbody>
            {candidates.map(({ purchaseId, number, supplier, expectedOn, fits }) => (
              <tr key={purchaseId}>
                <th scope="row">
                  {purchaseNumber(number)} · {supplier}
                </th>
                <td>
                  <FormattedDate value={expectedOn} dateStyle="medium" timeZone="UTC" />
                </td>
                <td>
                  <FormattedNumber value={fits} />
                </td>
                <td>
                  <button type="button" onClick={() => onMatch(purchaseId)}>
                    <FormattedMessage
                      id="office.receivings.match"
                      values={{ number: purchaseNumber(number) }}
                    />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <form className={styles.row} onSubmit={find}>
        <label>
          <FormattedMessage id="office.receivings.match-other" />{' '}
          <input value={text} maxLength={20} onChange={({ target }) => setText(target.value)} />
        </label>{' '}
        <button type="submit" disabled={text.trim() === ''}>
          <FormattedMessage id="office.receivings.match" values={{ number: text.trim() || '…' }} />
        </button>
        {unknown === null ? null : (
          <p role="alert">
            <FormattedMessage id="office.receivings.no-such-order" values={{ number: unknown }} />
          </p>
        )}
      </form>
    </section>
  );
}
