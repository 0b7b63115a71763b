// A customer on the telephone wants to send something back: lines, reasons, and whether for money or other goods.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { ReturnDeskPage } from '../../../../shared/contract/returns';
import {
  type GoodsReturn,
  type ReturnReason,
  returnReasons,
} from '../../../../shared/domain/returns/goods-return';
import { shownReturnNumber } from '../../../../shared/domain/returns/return-number';
import type { OfficeApi } from '../office-api';
import styles from './returns.module.css';
import type { ReturnDeskState } from './use-return-desk';

export function AskReturn({
  api,
  desk,
  page,
}: {
  api: OfficeApi;
  desk: ReturnDeskState;
  page: ReturnDeskPage;
}): ReactNode {
  const intl = useIntl();
  const [isOpen, setOpen] = useState(false);
  const [units, setUnits] = useState<Record<number, number>>({});
  const [reasons, setReasons] = useState<Record<number, ReturnReason | ''>>({});
  const [wish, setWish] = useState<GoodsReturn['wish']>('refund');
  const [goodwill, setGoodwill] = useState(false);
  const left = page.lines.filter((line) => line.left > 0);
  if (left.length === 0 || !page.order) return null;
  const { orderId } = page.order;
  if (!isOpen)
    return (
      <div className={styles.row}>
        <button type="button" onClick={() => setOpen(true)}>
          <FormattedMessage id="office.returns.ask" />
        </button>
      </div>
    );
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const lines = left.flatMap(({ lineNo }) => {
      const quantity = units[lineNo] ?? 0;
      return quantity > 0 ? [{ lineNo, quantity, reason: reasons[lineNo] || null }] : [];
    });
    const returnId = crypto.randomUUID() as GoodsReturn['returnId'];
    const got = await api.adviseReturn({
      returnId,
      orderId,
      origin: 'office',
      wish,
      lines,
      goodwill,
      badge: desk.badge,
    });
    desk.setFailure(got.ok ? null : got.failure);
    if (!got.ok) return;
    setOpen(false);
    setUnits({});
    await desk.look(got.value.returnId);
    desk.setNote({
      id: 'office.returns.advised-as',
      values: { number: shownReturnNumber(got.value.number) },
    });
  };
  return (
    <form className={styles.panel} onSubmit={(event) => void submit(event)}>
      <h2>
        <FormattedMessage id="office.returns.ask" />
      </h2>
      {left.map((line) => (
        <div key={line.lineNo} className={styles.row}>
          <input
            type="number"
            className={styles.units}
            min={0}
            max={line.left}
            aria-label={intl.formatMessage({ id: 'office.returns.ask-units-of' }, { name: line.name })}
            value={units[line.lineNo] ?? 0}
            onChange={({ target }) =>
              setUnits({ ...units, [line.lineNo]: Math.max(0, Math.trunc(Number(target.value))) })
            }
          />
          <span>× {line.name}</span>
          <select
            aria-label={intl.formatMessage({ id: 'office.returns.reason-of' }, { name: line.name })}
            value={reasons[line.lineNo] ?? ''}
            onChange={({ target }) => setReasons({ ...reasons, [line.lineNo]: target.value as ReturnReason })}
          >
            <option value="">{intl.formatMessage({ id: 'office.returns.no-reason' })}</option>
            {returnReasons.map((reason) => (
              <option key={reason} value={reason}>
                {intl.formatMessage({ id: `return.reason.${reason}` })}
              </option>
            ))}
          </select>
        </div>
      ))}
      <div className={styles.row}>
        <select
          aria-label={intl.formatMessage({ id: 'office.returns.wish' })}
          value={wish}
          onChange={({ target }) => setWish(target.value as GoodsReturn['wish'])}
        >
          {(['refund', 'exchange'] as const).map((each) => (
            <option key={each} value={each}>
              {intl.formatMessage({ id: `return.wish.${each}` })}
            </option>
          ))}
        </select>
        <label>
          <input type="checkbox" checked={goodwill} onChange={({ target }) => setGoodwill(target.checked)} />{' '}
          <FormattedMessage id="office.returns.goodwill" />
        </label>
        <button type="submit">
          <FormattedMessage id="office.returns.ask-now" />
        </button>
        <button type="button" onClick={() => setOpen(false)}>
          <FormattedMessage id="office.answering.leave" />
        </button>
      </div>
    </form>
  );
}
