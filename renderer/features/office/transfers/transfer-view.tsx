// One transfer between sites: how far it is, product by product, what can be done with it, and what happened so far. Printed, it
// is the sheet that goes with the goods, with the code that stations of both sites scan.
import { type ReactNode, useCallback } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { ownCode } from '../../../../shared/barcode/own-code';
import type { TransferPage } from '../../../../shared/contract/transfers';
import { hasGoods, unitsInTransit } from '../../../../shared/domain/transfer/questions';
import { transferNumber } from '../../../../shared/domain/transfer/transfer';
import { BarcodePicture } from '../../../input/barcode-picture';
import { useTold } from '../list/use-told';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import own from '../purchases/purchases.module.css';
import styles from '../workbench/workbench.module.css';
import type { TransferAct } from './transfers-api';
import type { TransfersApi } from './transfers-page';

const askEveryMs = 5_000;
const actsIn: Record<TransferPage['transfer']['state'], readonly TransferAct[]> = {
  draft: ['release', 'cancel'],
  released: ['close', 'cancel'],
  'in-transit': ['close'],
  closed: ['reopen'],
  cancelled: ['reopen'],
};
const columns = ['product', 'asked', 'sent', 'received', 'on-the-way', 'damaged'] as const;

export function TransferView({
  api,
  transferId,
  onEdit,
  onLeave,
}: {
  api: Pick<TransfersApi, 'transfer' | 'tellTransfer' | 'expectTransfer'>;
  transferId: string;
  onEdit: (page: TransferPage) => void;
  onLeave: () => void;
}): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.transfer(transferId), [api, transferId]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const { failure, told } = useTold(askAgain);
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  const { transfer, status, isLate } = last;
  const { state, fromName, toName, lines } = transfer;
  const number = transferNumber(transfer.number);
  const steps = last.steps.map((step, no) => ({ ...step, no })).toReversed();
  const isTouched = hasGoods(transfer);
  // What was touched is closed, and what was not is cancelled.
  const acts = actsIn[state].filter((act) => (act === 'cancel' ? !isTouched : act !== 'close' || isTouched));
  return (
    <div className={`${styles.bench} ${own.page}`}>
      <header className={styles.head}>
        <h1>
          {number} · {fromName} → {toName}
        </h1>
        <span>
          <FormattedMessage id={`transfer.status.${status}`} />{' '}
          {isLate ? (
            <strong>
              <FormattedMessage id="office.transfers.is-late" />
            </strong>
          ) : null}
        </span>
        <span className={own.onScreen}>
          {state === 'draft' && !isTouched ? (
            <button type="button" onClick={() => onEdit(last)}>
              <FormattedMessage id="office.transfers.edit" />
            </button>
          ) : null}{' '}
          {acts.map((act) => (
            <button
              key={act}
              type="button"
              data-main={act === 'release'}
              onClick={() => told(api.tellTransfer(transferId, act))}
            >
              <FormattedMessage id={`office.transfers.act.${act}`} />
            </button>
          ))}{' '}
          <button type="button" onClick={() => window.print()}>
            <FormattedMessage id="office.transfers.print" />
          </button>{' '}
          <button type="button" onClick={onLeave}>
            <FormattedMessage id="office.transfers.back" />
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
            <BarcodePicture text={ownCode('transfer', number)} className={own.code} />
            {state === 'closed' || state === 'cancelled' ? (
              <FormattedDate value={transfer.dueOn} dateStyle="medium" timeZone="UTC" />
            ) : (
              <label>
                <FormattedMessage id="office.transfers.due" />{' '}
                <input
                  type="date"
                  value={transfer.dueOn}
                  onChange={({ target }) => {
                    if (target.value !== '') told(api.expectTransfer(transferId, target.value));
                  }}
                />
              </label>
            )}
            {transfer.isShort ? (
              <strong>
                <FormattedMessage id="office.transfers.closed-short" />
              </strong>
            ) : null}
            <span>{transfer.note}</span>
          </p>
          <table className={styles.figures}>
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    <FormattedMessage id={`office.transfers.${name}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.lineNo}>
                  <th scope="row">
                    {line.sku} {line.name}
                  </th>
                  {[line.asked, line.sent, line.received, unitsInTransit(transfer, line), line.damaged].map(
                    (units, at) => (
                      <td key={columns[at + 1]}>
                        <FormattedNumber value={units} />
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section className={`${styles.part} ${own.onScreen}`} data-wide="true">
          <table className={styles.figures}>
            <caption>
              <FormattedMessage id="office.transfers.steps" />
            </caption>
            <thead>
              <tr>
                {(['at', 'what', 'units', 'by'] as const).map((name) => (
                  <th key={name} scope="col">
                    <FormattedMessage id={`office.transfers.step.${name}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {steps.map((step) => (
                <tr key={step.no}>
                  <td>
                    <FormattedDate value={step.at} dateStyle="medium" timeStyle="short" />
                  </td>
                  <th scope="row">{intl.formatMessage({ id: `event.${step.type}` })}</th>
                  <td>{step.units === null ? '' : `${intl.formatNumber(step.units)} × ${step.sku ?? ''}`}</td>
                  <td>{[step.person, step.station].filter((each) => each !== '').join(' · ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </div>
  );
}
