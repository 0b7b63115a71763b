// Suppliers: who they are and how long they take, and how much service the company wants of its stock.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import demand from '../demand/demand.module.css';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { LimitsForm } from './limits-form';
import { RulesForm } from './rules-form';
import { SupplierView } from './supplier-view';
import { TermsForm } from './terms-form';

export type SuppliersApi = Pick<
  OfficeApi,
  | 'suppliers'
  | 'supplier'
  | 'saveSupplier'
  | 'saveSupplied'
  | 'removeSupplied'
  | 'reorderRules'
  | 'saveReorderRules'
  | 'buyingLimits'
  | 'saveBuyingLimits'
>;
type Props = Pick<OfficePageProps, 'id' | 'open'> & { api: SuppliersApi };

export function SuppliersPage({ api, id, open }: Props): ReactNode {
  return id === null ? (
    <SupplierList api={api} open={open} />
  ) : (
    <SupplierView key={id} api={api} supplierId={id} onLeave={() => open('suppliers')} />
  );
}

const columns = ['supplier', 'items', 'stated', 'took', 'came', 'open'];

function SupplierList({ api, open }: Omit<Props, 'id'>): ReactNode {
  const [text, setText] = useState('');
  const [isNew, setNew] = useState(false);
  const load = useCallback(() => api.suppliers({ text }), [api, text]);
  const { answer, last, askAgain } = useAnswer(load);
  const rows = last?.rows ?? [];
  return (
    <div className={demand.page}>
      <header className={demand.row}>
        <h1>
          <FormattedMessage id="office.suppliers.title" />
        </h1>
        <label className={demand.check}>
          <FormattedMessage id="office.suppliers.find" />
          <input
            type="search"
            maxLength={100}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        <button type="button" data-main onClick={() => setNew(true)}>
          <FormattedMessage id="office.suppliers.new" />
        </button>
      </header>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {isNew ? (
        <TermsForm
          api={api}
          page={null}
          onSaved={({ supplierId }) => open('suppliers', supplierId)}
          onLeave={() => setNew(false)}
        />
      ) : null}
      {last && rows.length === 0 ? (
        <p>
          <FormattedMessage id="office.suppliers.none" />
        </p>
      ) : null}
      {rows.length > 0 ? (
        <section className={demand.wide}>
          <table className={demand.table}>
            <caption>
              <FormattedMessage id="office.suppliers.list" />
            </caption>
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    <FormattedMessage id={`office.suppliers.column.${name}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ supplierId, terms, items, leadDays, orders }) => (
                <tr key={supplierId}>
                  <th scope="row">{terms.name}</th>
                  <td>
                    <FormattedNumber value={items} />
                  </td>
                  <td>
                    <FormattedNumber value={terms.leadDays} />
                  </td>
                  <td>
                    {leadDays === null ? '–' : <FormattedNumber value={leadDays} maximumFractionDigits={1} />}
                  </td>
                  <td>
                    <FormattedNumber value={orders} />
                  </td>
                  <td>
                    <button type="button" onClick={() => open('suppliers', supplierId)}>
                      <FormattedMessage id="office.suppliers.look" values={{ name: terms.name }} />
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      <RulesForm api={api} />
      <LimitsForm api={api} />
    </div>
  );
}
