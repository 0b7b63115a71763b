// Goods of a product that are on their way, and a form to tell of more: for which warehouse and day, how many.
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { skuSchema, warehouseIdSchema } from '../../../../shared/domain/ids';
import { dayAfter } from '../../../../shared/domain/stock/available-to-promise';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import forms from '../mail/messages.module.css';
import styles from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';

type Api = Pick<OfficeApi, 'supplies' | 'saveSupplies'>;

export function ExpectedGoods({
  api,
  sku,
  warehouseIds,
  today,
  onSaved,
}: {
  api: Api;
  sku: string;
  warehouseIds: readonly string[];
  today: string;
  onSaved: () => void;
}): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.supplies(sku), [api, sku]);
  const { last, askAgain } = useAnswer(load);
  const [values, setValues] = useState({
    warehouseId: '',
    dueOn: dayAfter(today, 7),
    units: '',
    supplyId: '',
  });
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const rows = last?.rows ?? [];
  const save = async (row: Parameters<Api['saveSupplies']>[0][number]): Promise<void> => {
    const answer = await api.saveSupplies([row]);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    askAgain();
    onSaved();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { dueOn, units, supplyId } = values;
    void save({
      warehouseId: warehouseIdSchema.parse(values.warehouseId || warehouseIds[0]),
      source: 'person',
      supplyId: supplyId.trim(),
      sku: skuSchema.parse(sku),
      dueOn,
      units: Number(units),
    }).then(() => setValues({ ...values, units: '', supplyId: '' }));
  };
  const label = (id: string): string => intl.formatMessage({ id });
  return (
    <>
      <h2>
        <FormattedMessage id="office.promise.goods" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      {rows.length === 0 ? (
        <p className={styles.empty}>
          <FormattedMessage id="office.promise.noGoods" />
        </p>
      ) : (
        <table className={styles.grid}>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.warehouseId} ${row.source} ${row.supplyId}`}>
                <th scope="row">{row.supplyId}</th>
                <td>{row.warehouseId}</td>
                <td>
                  <FormattedDate value={row.dueOn} dateStyle="medium" timeZone="UTC" />
                </td>
                <td className={styles.numeric}>
                  <FormattedNumber value={row.units} />
                </td>
                <td>
                  {row.source === 'stock-transfer' ? (
                    <FormattedMessage id="office.promise.of-transfer" />
                  ) : row.source === 'purchase-order' ? (
                    <FormattedMessage id="office.promise.of-purchase" />
                  ) : (
                    <button type="button" onClick={() => void save({ ...row, units: 0 })}>
                      <FormattedMessage id="office.promise.gone" values={{ name: row.supplyId }} />
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <form className={forms.inline} onSubmit={submit}>
        <select
          aria-label={label('office.stock.warehouse')}
          value={values.warehouseId || (warehouseIds[0] ?? '')}
          onChange={({ target }) => setValues({ ...values, warehouseId: target.value })}
        >
          {warehouseIds.map((warehouseId) => (
            <option key={warehouseId}>{warehouseId}</option>
          ))}
        </select>
        <input
          aria-label={label('office.promise.supplyId')}
          placeholder={label('office.promise.supplyId')}
          value={values.supplyId}
          maxLength={80}
          required
          onChange={({ target }) => setValues({ ...values, supplyId: target.value })}
        />
        <input
          type="date"
          aria-label={label('office.promise.day')}
          value={values.dueOn}
          min={today}
          required
          onChange={({ target }) => setValues({ ...values, dueOn: target.value })}
        />
        <input
          type="number"
          aria-label={label('office.carts.field.quantity')}
          placeholder={label('office.carts.field.quantity')}
          value={values.units}
          min={1}
          required
          onChange={({ target }) => setValues({ ...values, units: target.value })}
        />
        <button type="submit">
          <FormattedMessage id="office.promise.tell" />
        </button>
      </form>
    </>
  );
}
