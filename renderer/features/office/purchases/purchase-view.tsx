// One order to a supplier: how far it is, line by line, what can be done with it, and what was taken in. Printed, it is the
// sheet the supplier gets, with the code a station scans when the goods come.
import { type ReactNode, useCallback } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { ownCode } from '../../../../shared/barcode/own-code';
import type { PurchasePage } from '../../../../shared/contract/purchasing';
import { purchaseNumber, type Trait, traits } from '../../../../shared/domain/purchasing/purchase';
import { overOf, toCome } from '../../../../shared/domain/purchasing/questions';
import { BarcodePicture } from '../../../input/barcode-picture';
import { useTold } from '../list/use-told';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { Amount } from '../orders/orders-page';
import styles from '../workbench/workbench.module.css';
import own from './purchases.module.css';
import type { PurchaseAct } from './purchases-api';
import type { PurchasesApi } from './purchases-page';
import { PurchaseLetters } from './purchase-letters';
import { ReceiptRows } from './receipt-rows';

const askEveryMs = 5_000;
const actsIn: Record<PurchasePage['purchase']['state'], readonly PurchaseAct[]> = {
  draft: ['send', 'cancel'],
  sent: ['close', 'cancel'],
  closed: ['reopen'],
  cancelled: ['reopen'],
};

export function PurchaseView({
  api,
  purchaseId,
  onEdit,
  onLeave,
}: {
  api: Pick<
    PurchasesApi,
    | 'purchase'
    | 'tellPurchase'
    | 'expectLine'
    | 'productAsks'
    | 'saveProductAsks'
    | 'purchaseLetters'
    | 'confirmPurchase'
  >;
  purchaseId: string;
  onEdit: (page: PurchasePage) => void;
  onLeave: () => void;
}): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.purchase(purchaseId), [api, purchaseId]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const { failure, told } = useTold(askAgain);
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  const { purchase, status, totalMinor, receipts } = last;
  const number = purchaseNumber(purchase.number);
  const { currency, state } = purchase;
  // Of what has come something is owed: such an order is closed.
  const hasCome = purchase.extras.length > 0 || purchase.lines.some(({ received }) => received > 0);
  const acts = actsIn[state].filter((act) => act !== 'cancel' || !hasCome);
  return (
    <div className={`${styles.bench} ${own.page}`}>
      <header className={styles.head}>
        <h1>
          {number} · {purchase.supplier}
        </h1>
        <span>
          <FormattedMessage id={`purchase.status.${status}`} />
        </span>
        <span className={own.onScreen}>
          {state === 'draft' ? (
            <button type="button" onClick={() => onEdit(last)}>
              <FormattedMessage id="office.purchases.edit" />
            </button>
          ) : null}{' '}
          {acts.map((act) => (
            <button
              key={act}
              type="button"
              data-main={act === 'send'}
              onClick={() => told(api.tellPurchase(purchaseId, act))}
            >
              <FormattedMessage id={`office.purchases.act.${act}`} />
            </button>
          ))}{' '}
          <button type="button" onClick={() => window.print()}>
            <FormattedMessage id="office.purchases.print" />
          </button>{' '}
          <button type="button" onClick={onLeave}>
            <FormattedMessage id="office.purchases.back" />
          </button>
        </span>
      </header>
      <div>
        {failure ? <Failure failure={failure} /> : null}
        {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      </div>
      <div className={styles.parts}>
        <section className={styles.part} data-wide="true">
          <p className={own.facts}>
            <BarcodePicture text={ownCode('purchase', number)} className={own.code} />
            <span>{purchase.supplierReference}</span>
            <span>{purchase.warehouseId}</span>
            <span>{totalMinor === null ? null : <Amount minor={totalMinor} currency={currency} />}</span>
            {purchase.isShort ? (
              <strong>
                <FormattedMessage id="office.purchases.closed-short" />
              </strong>
            ) : null}
            <span>{purchase.note}</span>
          </p>
          <table className={styles.figures}>
            <thead>
              <tr>
                {['sku', 'quantity', 'cost', 'expectedOn', 'received', 'to-come', 'damaged', 'asks'].map(
                  (name) => (
                    <th key={name} scope="col">
                      <FormattedMessage id={`office.purchases.column.${name}`} />
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {purchase.lines.map((line) => (
                <tr key={line.lineNo}>
                  <th scope="row">
                    {line.sku} {line.name}
                  </th>
                  <td>
                    <FormattedNumber value={line.ordered} />
                  </td>
                  <td>
                    {line.unitCostMinor === null ? (
                      '–'
                    ) : (
                      <Amount minor={line.unitCostMinor} currency={currency} />
                    )}
                  </td>
                  <td>
                    {state === 'draft' || state === 'sent' ? (
                      <input
                        type="date"
                        aria-label={intl.formatMessage(
                          { id: 'office.purchases.expect-line' },
                          { line: line.lineNo },
                        )}
                        value={line.expectedOn}
                        onChange={({ target }) => {
                          if (target.value !== '')
                            told(api.expectLine(purchaseId, line.lineNo, target.value));
                        }}
                      />
                    ) : (
                      <FormattedDate value={line.expectedOn} dateStyle="medium" timeZone="UTC" />
                    )}
                  </td>
                  <td>
                    <FormattedNumber value={line.received} />
                  </td>
                  <td>
                    {overOf(line) > 0 ? (
                      <FormattedMessage id="office.purchases.over" values={{ units: overOf(line) }} />
                    ) : (
                      <FormattedNumber value={toCome(line)} />
                    )}
                  </td>
                  <td>
                    <FormattedNumber value={line.damaged} />
                  </td>
                  <td className={own.onScreen}>
                    <Asks api={api} sku={line.sku} />
                  </td>
                </tr>
              ))}
              {purchase.extras.map((extra) => (
                <tr key={extra.sku}>
                  <th scope="row">
                    {extra.sku} {extra.name}
                  </th>
                  <td colSpan={3}>
                    <FormattedMessage id="office.purchases.not-ordered" />
                  </td>
                  <td>
                    <FormattedNumber value={extra.received} />
                  </td>
                  <td>–</td>
                  <td>
                    <FormattedNumber value={extra.damaged} />
                  </td>
                  <td>–</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <ReceiptRows receipts={receipts} />
        <div className={own.onScreen}>
          <PurchaseLetters api={api} purchase={purchase} onConfirmed={askAgain} />
        </div>
      </div>
    </div>
  );
}

/** What is asked of every unit of a product as it comes in. */
function Asks({
  api,
  sku,
}: {
  api: Pick<PurchasesApi, 'productAsks' | 'saveProductAsks'>;
  sku: string;
}): ReactNode {
  const load = useCallback(() => api.productAsks(sku), [api, sku]);
  const { last, askAgain } = useAnswer(load);
  const asks = last?.asks ?? [];
  const toggle = (trait: Trait): void => {
    const next = asks.includes(trait) ? asks.filter((each) => each !== trait) : [...asks, trait];
    void api.saveProductAsks(sku, next).then(askAgain);
  };
  return (
    <span className={own.asks}>
      {traits.map((trait) => (
        <label key={trait}>
          <input
            type="checkbox"
            checked={asks.includes(trait)}
            disabled={last === null}
            onChange={() => toggle(trait)}
          />{' '}
          <FormattedMessage id={`trait.${trait}`} />
        </label>
      ))}
    </span>
  );
}
