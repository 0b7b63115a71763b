// The returns desk: scan or type what is on the box, count what is in it, say what becomes of each unit, and settle it.
// Everything is reached with a scanner and the keyboard.
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { GoodsReturn } from '../../../../shared/domain/returns/goods-return';
import { shownReturnNumber } from '../../../../shared/domain/returns/return-number';
import { Failure } from '../list/failure';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { usePageScans } from '../page-scans';
import { AskReturn } from './ask-return';
import { ReturnPhotos } from './return-photos';
import { ReturnUnits } from './return-units';
import { SettlePanel } from './settle-panel';
import { TakeIn } from './take-in';
import styles from './returns.module.css';
import { type ReturnDeskState, useReturnDesk } from './use-return-desk';

export function ReturnDesk({
  api,
  orderId,
  open,
}: {
  api: OfficeApi;
  orderId: string | null;
  open: OfficePageProps['open'];
}): ReactNode {
  const desk = useReturnDesk(api, orderId);
  const { page, current } = desk;
  usePageScans((text) => void desk.onCode(text.trim()));
  return (
    <section className={styles.desk}>
      <h1>
        <FormattedMessage id="office.returns.desk" />
      </h1>
      <CodeField desk={desk} />
      {desk.failure ? <Failure failure={desk.failure} /> : null}
      {desk.note ? (
        <output className={styles.note}>
          <FormattedMessage id={desk.note.id} values={desk.note.values} />
        </output>
      ) : null}
      {page && page.choices.length > 0 ? (
        <ul className={styles.panel}>
          {page.choices.map((order) => (
            <li key={order.orderId}>
              <button type="button" onClick={() => void desk.find({ orderId: order.orderId })}>
                {order.number} · {order.channelId} · {order.customer} ·{' '}
                <FormattedDate value={order.placedAt} dateStyle="medium" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {page?.order ? (
        <>
          <div className={styles.row}>
            <h2>
              <FormattedMessage id="office.returns.of-order" values={{ number: page.order.number }} />
            </h2>
            <span>{page.order.customer}</span>
            <button type="button" onClick={() => open('orders', page.order?.orderId ?? null)}>
              <FormattedMessage id="office.returns.to-order" />
            </button>
          </div>
          <Chosen desk={desk} />
          <TakeIn desk={desk} page={page} />
          {current ? <ReturnUnits desk={desk} found={current} /> : null}
          {current ? <ReturnPhotos api={api} found={current} /> : null}
          {current ? (
            <SettlePanel key={stageOf(current)} api={api} desk={desk} found={current} open={open} />
          ) : null}
          <AskReturn api={api} desk={desk} page={page} />
        </>
      ) : null}
    </section>
  );
}

/** The field that codes are typed into; with nothing in it, Enter takes in what was counted, or confirms the bin that was scanned. */
function CodeField({ desk }: { desk: ReturnDeskState }): ReactNode {
  const intl = useIntl();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const text = code.trim();
    setCode('');
    if (text !== '') void desk.onCode(text);
    else if (desk.tally.length > 0) void desk.takeIn();
    else if (desk.bin !== '') document.querySelector<HTMLFormElement>('form[data-first]')?.requestSubmit();
  };
  return (
    <form className={styles.row} onSubmit={submit}>
      <input
        ref={field}
        className={styles.code}
        aria-label={intl.formatMessage({ id: 'office.returns.code' })}
        placeholder={intl.formatMessage({ id: 'office.returns.code' })}
        value={code}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setCode(target.value)}
      />
      <button type="submit">
        <FormattedMessage id="office.returns.take-code" />
      </button>
      <label className={styles.row}>
        <FormattedMessage id="office.answering.badge" />
        <input
          value={desk.badge}
          maxLength={20}
          autoComplete="off"
          onChange={({ target }) => desk.setBadge(target.value)}
        />
      </label>
    </form>
  );
}

/** The returns of the order; one is at the desk. */
function Chosen({ desk: { page, current, choose, end, busy } }: { desk: ReturnDeskState }): ReactNode {
  const intl = useIntl();
  if (!page || page.returns.length === 0)
    return (
      <p className={styles.quiet}>
        <FormattedMessage id="office.returns.none" />
      </p>
    );
  const acts = current === null ? [] : endsIn[current.state];
  return (
    <div className={styles.row}>
      <select
        aria-label={intl.formatMessage({ id: 'office.returns.one' })}
        value={current?.returnId ?? ''}
        onChange={({ target }) => choose(target.value === '' ? null : target.value)}
      >
        {page.returns.map(({ returnId, number }) => (
          <option key={returnId} value={returnId}>
            {shownReturnNumber(number)}
          </option>
        ))}
        <option value="">{intl.formatMessage({ id: 'office.returns.new' })}</option>
      </select>
      {current ? (
        <>
          <strong className={styles.state}>
            <FormattedMessage id={`return.state.${current.state}`} />
          </strong>
          <FormattedMessage id={`return.wish.${current.wish}`} />
          {current.label?.trackingNumber ? (
            <span>
              {current.label.carrierName} {current.label.trackingNumber}
            </span>
          ) : null}
          {acts.map((how) => (
            <button key={how} type="button" disabled={busy} onClick={() => void end(how)}>
              <FormattedMessage id={`office.returns.end.${how}`} />
            </button>
          ))}
        </>
      ) : null}
    </div>
  );
}

const endsIn = {
  advised: ['sent', 'refuse', 'cancel'],
  'in-transit': [],
  received: ['close'],
  disposed: [],
  refused: [],
  cancelled: [],
  expired: [],
} as const;

/** What changes what there is to settle. */
function stageOf({ returnId, acts, refunds, exchanges }: GoodsReturn): string {
  return [returnId, acts.length, refunds.length, exchanges.length].join(' ');
}
