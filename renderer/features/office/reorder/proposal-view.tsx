// One proposed order: which lines go along and how many of each, and why so many. What is chosen becomes a draft order.
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { purchaseIdSchema, skuSchema } from '../../../../shared/domain/ids';
import type { ProposedLine } from '../../../../shared/contract/reorder';
import demand from '../demand/demand.module.css';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeFailure } from '../office-api';
import { Amount } from '../orders/orders-page';
import type { ReorderApi } from './reorder-page';
import { WhySteps } from './why-steps';

type Chosen = Readonly<Record<string, { isIn: boolean; units: string }>>;

export function ProposalView({
  api,
  supplierId,
  warehouseId,
  onLeave,
}: {
  api: Pick<ReorderApi, 'proposal' | 'takeProposal'>;
  supplierId: string;
  warehouseId: string;
  onLeave: () => void;
}): ReactNode {
  const load = useCallback(() => api.proposal(supplierId, warehouseId), [api, supplierId, warehouseId]);
  const { answer, last, askAgain } = useAnswer(load);
  const [purchaseId] = useState(() => purchaseIdSchema.parse(crypto.randomUUID()));
  const [chosen, setChosen] = useState<Chosen>({});
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const leave = (
    <button type="button" onClick={onLeave}>
      <FormattedMessage id="office.reorder.back" />
    </button>
  );
  if (!last)
    return answer && !answer.ok ? (
      <div className={demand.page}>
        <Failure failure={answer.failure} onRetry={askAgain} />
        {leave}
      </div>
    ) : null;
  const { order, rows, held, counts } = last;
  const choiceOf = ({ sku, units }: ProposedLine): Chosen[string] =>
    chosen[sku] ?? { isIn: units > 0, units: String(units) };
  const lines = rows.flatMap((row) => {
    const { isIn, units } = choiceOf(row);
    return isIn && Number(units) > 0 ? [{ row, units: Number(units) }] : [];
  });
  const goodsMinor = lines.reduce((sum, { row, units }) => sum + units * row.unitCostMinor, 0);
  const { freeFreightMinor, budgetMinor, currency } = order;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const got = await api.takeProposal(supplierId, warehouseId, {
      purchaseId,
      lines: lines.map(({ row, units }) => ({ sku: skuSchema.parse(row.sku), units })),
    });
    setFailure(got.ok ? null : got.failure);
    if (got.ok) onLeave();
  };
  return (
    <form className={demand.page} onSubmit={(event) => void submit(event)}>
      <header className={demand.row}>
        <h1>
          {order.supplier} · {order.warehouseId}
        </h1>
        <button type="submit" data-main disabled={lines.length === 0}>
          <FormattedMessage id="office.reorder.take" values={{ lines: lines.length }} />
        </button>
        {leave}
      </header>
      {failure ? <Failure failure={failure} /> : null}
      <p className={demand.row}>
        <span>
          <FormattedMessage id="office.reorder.column.goods" />{' '}
          <Amount minor={goodsMinor} currency={currency} />
        </span>
        {freeFreightMinor !== null && goodsMinor < freeFreightMinor ? (
          <span>
            <FormattedMessage id="office.reorder.to-free" />{' '}
            <Amount minor={freeFreightMinor - goodsMinor} currency={currency} />
          </span>
        ) : null}
        <span>
          <FormattedMessage id={`office.reorder.held.${held ?? 'none'}`} />
        </span>
        {counts !== null && counts.day !== null ? (
          <span>
            <FormattedMessage
              id="office.reorder.counts"
              values={{
                amount: <Amount minor={counts.amountMinor} currency={counts.currency} />,
                day: <FormattedDate value={`${counts.day}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />,
                sources: counts.sources.join(', '),
              }}
            />
          </span>
        ) : null}
        {budgetMinor !== null && goodsMinor > budgetMinor ? (
          <strong>
            <FormattedMessage id="office.reorder.over-budget" />{' '}
            <Amount minor={goodsMinor - budgetMinor} currency={currency} />
          </strong>
        ) : null}
      </p>
      <section className={demand.wide}>
        <table className={demand.table}>
          <caption>
            <FormattedMessage id="office.reorder.to-buy" />
          </caption>
          <thead>
            <tr>
              {['take', 'sku', 'position', 'point', 'weekly', 'units', 'cost', 'expected', 'why'].map(
                (name) => (
                  <th key={name} scope="col">
                    <FormattedMessage id={`office.reorder.column.${name}`} />
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line
                key={row.sku}
                row={row}
                currency={currency}
                choice={choiceOf(row)}
                onChoice={(choice) => setChosen({ ...chosen, [row.sku]: choice })}
              />
            ))}
          </tbody>
        </table>
      </section>
    </form>
  );
}

function Line({
  row,
  currency,
  choice,
  onChoice,
}: {
  row: ProposedLine;
  currency: string;
  choice: Chosen[string];
  onChoice: (choice: Chosen[string]) => void;
}): ReactNode {
  const intl = useIntl();
  const units = intl.formatMessage({ id: 'office.reorder.column.units' });
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={`${intl.formatMessage({ id: 'office.reorder.column.take' })} ${row.sku}`}
          checked={choice.isIn}
          onChange={({ target }) => onChoice({ ...choice, isIn: target.checked })}
        />
      </td>
      <th scope="row">
        {row.sku} <span className={demand.quiet}>{row.name}</span>
      </th>
      <td>
        <FormattedNumber value={row.position} />
      </td>
      <td>
        <FormattedNumber value={row.point} />
      </td>
      <td>
        <FormattedNumber value={row.demand} maximumFractionDigits={1} />
      </td>
      <td>
        <input
          type="number"
          min={0}
          max={1_000_000}
          step={1}
          aria-label={`${units} ${row.sku}`}
          value={choice.units}
          onChange={({ target }) => onChoice({ isIn: Number(target.value) > 0, units: target.value })}
        />
      </td>
      <td>
        <Amount minor={row.unitCostMinor} currency={currency} />
      </td>
      <td>
        <FormattedDate value={row.expectedOn} dateStyle="medium" timeZone="UTC" />
      </td>
      <td>
        <details>
          <summary>
            <FormattedMessage id="office.reorder.why-units" values={{ units: row.units }} />
          </summary>
          <WhySteps steps={row.why} />
        </details>
      </td>
    </tr>
  );
}
