// What a unit of a product costs the company, from which day on: margins of orders and customers follow.
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { skuSchema } from '../../../../shared/domain/ids';
import { currencySchema, parseDecimal } from '../../../../shared/money/money';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import forms from '../mail/messages.module.css';
import styles from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { Amount } from '../orders/order-columns';

export type CostApi = Pick<OfficeApi, 'productCosts' | 'saveProductCosts'>;

export function UnitCosts({ api, sku, today }: { api: CostApi; sku: string; today: string }): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.productCosts(sku), [api, sku]);
  const { last, askAgain } = useAnswer(load);
  const [values, setValues] = useState({ fromDay: today, cost: '', currency: '' });
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const rows = last?.rows ?? [];
  const code = (values.currency || (rows[0]?.currency ?? '')).toUpperCase();
  const currency = currencySchema.safeParse(code);
  const costMinor = currency.success ? parseDecimal(values.cost.replace(',', '.'), currency.data) : null;
  const isWrong = values.cost !== '' && currency.success && (costMinor === null || costMinor < 0);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!currency.success || costMinor === null || costMinor < 0) return;
    const row = { sku: skuSchema.parse(sku), fromDay: values.fromDay, costMinor, currency: currency.data };
    const answer = await api.saveProductCosts([row]);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    setValues({ ...values, cost: '' });
    askAgain();
  };
  const label = (id: string): string => intl.formatMessage({ id });
  return (
    <>
      <h2>
        <FormattedMessage id="office.costs.title" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      {last && rows.length === 0 ? (
        <p className={styles.empty}>
          <FormattedMessage id="office.costs.none" />
        </p>
      ) : (
        <table className={styles.grid}>
          <tbody>
            {rows.map((row) => (
              <tr key={row.fromDay}>
                <th scope="row">
                  <FormattedDate value={row.fromDay} dateStyle="medium" timeZone="UTC" />
                </th>
                <td className={styles.numeric}>
                  <Amount minor={row.costMinor} currency={row.currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <form
        className={forms.inline}
        aria-label={label('office.costs.title')}
        onSubmit={(event) => void submit(event)}
      >
        <input
          type="date"
          aria-label={label('office.costs.from')}
          value={values.fromDay}
          required
          onChange={({ target }) => setValues({ ...values, fromDay: target.value })}
        />
        <input
          aria-label={label('office.costs.cost')}
          placeholder={label('office.costs.cost')}
          inputMode="decimal"
          maxLength={14}
          required
          aria-invalid={isWrong}
          value={values.cost}
          onChange={({ target }) => setValues({ ...values, cost: target.value })}
        />
        <input
          aria-label={label('office.costs.currency')}
          placeholder={rows[0]?.currency ?? label('office.costs.currency')}
          size={5}
          maxLength={3}
          required={rows.length === 0}
          aria-invalid={code !== '' && !currency.success}
          value={values.currency}
          onChange={({ target }) => setValues({ ...values, currency: target.value })}
        />
        <button type="submit">
          <FormattedMessage id="office.costs.save" />
        </button>
      </form>
    </>
  );
}
