// What came back is worth so much, line by line, and why: less discounts, fee and way back. It is asked for as money, or
// exchanged for other goods. Whoever does so names themselves with badge and PIN.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { ReturnProposal } from '../../../../shared/contract/returns';
import type { GoodsReturn } from '../../../../shared/domain/returns/goods-return';
import type { ToSettle } from '../../../../shared/domain/returns/proposal';
import { minorDigitsOf, parseDecimal } from '../../../../shared/money/money';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import { Price } from '../list/price';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { ExchangeForm } from './exchange-form';
import styles from './returns.module.css';
import type { ReturnDeskState } from './use-return-desk';

export type AskFor = (label: string, act: (by: Parameters<Wanted['act']>[0]) => Promise<boolean>) => void;

/** Made anew when the return changes. */
export function SettlePanel({
  api,
  desk,
  found,
  open,
}: {
  api: OfficeApi;
  desk: ReturnDeskState;
  found: GoodsReturn;
  open: OfficePageProps['open'];
}): ReactNode {
  const [wanted, setWanted] = useState<ToSettle[] | null>(null);
  const [answering, setAnswering] = useState<Wanted | null>(null);
  const load = useCallback(() => api.returnProposal(found.returnId, wanted), [api, found.returnId, wanted]);
  const { answer, askAgain } = useAnswer(load);
  const askFor: AskFor = (label, act) => setAnswering({ label, act });
  if (!answer) return null;
  if (!answer.ok) return <Failure failure={answer.failure} onRetry={askAgain} />;
  const proposal = answer.value;
  if (proposal.rows.length === 0 && found.refunds.length === 0 && found.exchanges.length === 0) return null;
  const lines = proposal.rows.map(({ lineNo, quantity }) => ({ lineNo, quantity }));
  const change = (lineNo: number, quantity: number): void => {
    const next = lines
      .map((line) => (line.lineNo === lineNo ? { lineNo, quantity } : line))
      .filter((line) => line.quantity > 0);
    if (next.length === 0) return;
    setWanted(next);
  };
  return (
    <section className={styles.panel} aria-labelledby="settle">
      <h2 id="settle">
        <FormattedMessage id="office.returns.settle" />
      </h2>
      <Settled found={found} open={open} />
      {lines.length > 0 ? (
        <>
          <Arithmetic proposal={proposal} onUnits={change} />
          {answering ? <AnsweringForm wanted={answering} onEnd={() => setAnswering(null)} /> : null}
          <RefundForm
            key={proposal.amountMinor}
            proposal={proposal}
            onAsk={(amountMinor) => {
              const refundId = crypto.randomUUID();
              askFor('office.returns.refund', async (by) => {
                const got = await api.refundReturn(found.returnId, { refundId, lines, amountMinor, by });
                desk.setFailure(got.ok ? null : got.failure);
                if (got.ok) await desk.look(found.returnId);
                return got.ok;
              });
            }}
          />
          <ExchangeForm
            api={api}
            desk={desk}
            found={found}
            proposal={proposal}
            lines={lines}
            askFor={askFor}
          />
        </>
      ) : null}
    </section>
  );
}

/** What was done before. */
function Settled({ found, open }: { found: GoodsReturn; open: OfficePageProps['open'] }): ReactNode {
  return (
    <ul>
      {found.refunds.map(({ refundId, amountMinor }) => (
        <li key={refundId}>
          <FormattedMessage id="office.returns.refund-asked" />{' '}
          <Price amountMinor={amountMinor} currency={found.currency} />
        </li>
      ))}
      {found.exchanges.map(({ orderId, number, creditMinor }) => (
        <li key={orderId}>
          <FormattedMessage id="office.returns.exchanged" />{' '}
          <button type="button" onClick={() => open('orders', orderId)}>
            {number}
          </button>{' '}
          <Price amountMinor={creditMinor} currency={found.currency} />
        </li>
      ))}
    </ul>
  );
}

const parts = ['goods', 'discount', 'postage', 'fee', 'wayBack', 'amount'] as const;
const taken: ReadonlySet<string> = new Set(['discount', 'fee', 'wayBack']);

function Arithmetic({
  proposal,
  onUnits,
}: {
  proposal: ReturnProposal;
  onUnits: (lineNo: number, quantity: number) => void;
}): ReactNode {
  const intl = useIntl();
  const { currency, rows } = proposal;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">
            <FormattedMessage id="office.order.name" />
          </th>
          <th scope="col" className={styles.numeric}>
            <FormattedMessage id="office.returns.units" />
          </th>
          {parts.map((name) => (
            <th key={name} scope="col" className={styles.numeric}>
              <FormattedMessage id={`office.returns.part.${name}`} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.lineNo}>
            <td>{row.name}</td>
            <td className={styles.numeric}>
              <input
                type="number"
                className={styles.units}
                min={0}
                aria-label={intl.formatMessage({ id: 'office.returns.settle-units-of' }, { name: row.name })}
                value={row.quantity}
                onChange={({ target }) => onUnits(row.lineNo, Math.max(0, Math.trunc(Number(target.value))))}
              />
            </td>
            {parts.map((name) => (
              <td key={name} className={styles.numeric}>
                <Price
                  amountMinor={taken.has(name) ? -row[`${name}Minor`] || 0 : row[`${name}Minor`]}
                  currency={currency}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>
            <FormattedMessage id="office.returns.sum" />
          </td>
          <td className={styles.numeric}>
            <FormattedNumber value={rows.reduce((sum, { quantity }) => sum + quantity, 0)} />
          </td>
          <td colSpan={6} className={styles.numeric}>
            <Price amountMinor={proposal.amountMinor} currency={currency} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function RefundForm({
  proposal,
  onAsk,
}: {
  proposal: ReturnProposal;
  onAsk: (amountMinor: number) => void;
}): ReactNode {
  const intl = useIntl();
  const { currency, amountMinor, refundableMinor, isMoneyElsewhere } = proposal;
  const most = Math.min(amountMinor, refundableMinor);
  const digits = minorDigitsOf(currency);
  const [text, setText] = useState((most / 10 ** digits).toFixed(digits));
  const asked = parseDecimal(text.replace(',', '.'), currency);
  const isWrong = asked === null || asked <= 0 || asked > most;
  if (isMoneyElsewhere)
    return (
      <p className={styles.note}>
        <FormattedMessage id="office.returns.money-elsewhere" />
      </p>
    );
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWrong) onAsk(asked);
      }}
    >
      <input
        aria-label={intl.formatMessage({ id: 'office.returns.amount' })}
        inputMode="decimal"
        value={text}
        maxLength={16}
        aria-invalid={isWrong}
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit" disabled={isWrong}>
        <FormattedMessage id="office.returns.refund" />
      </button>
      <span className={styles.quiet}>
        <FormattedMessage id="office.returns.refundable" />{' '}
        <Price amountMinor={refundableMinor} currency={currency} />
      </span>
    </form>
  );
}
