// One supplier: its terms, what is bought of it at what price and in which quantities, and how long its orders really took.
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import type { SuppliedRow, SupplierPage } from '../../../../shared/contract/reorder';
import { purchaseNumber } from '../../../../shared/domain/purchasing/purchase';
import { policies, suppliedItemSchema } from '../../../../shared/domain/reorder/supply-terms';
import demand from '../demand/demand.module.css';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { Answer, OfficeFailure } from '../office-api';
import { Amount } from '../orders/orders-page';
import { DraftFields, WrongField } from './draft-fields';
import styles from './reorder.module.css';
import { type Draft, draftOf, itemFields, newItem, readItem } from './supplier-draft';
import type { SuppliersApi } from './suppliers-page';
import { TermsForm } from './terms-form';

type Api = Pick<SuppliersApi, 'supplier' | 'saveSupplier' | 'saveSupplied' | 'removeSupplied'>;

export function SupplierView({
  api,
  supplierId,
  onLeave,
}: {
  api: Api;
  supplierId: string;
  onLeave: () => void;
}): ReactNode {
  const load = useCallback(() => api.supplier(supplierId), [api, supplierId]);
  const { answer, last, askAgain } = useAnswer(load);
  const [changed, setChanged] = useState<SupplierPage | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [draft, setDraft] = useState<Draft>(newItem);
  const [wrong, setWrong] = useState<string | null>(null);
  const [removed, setRemoved] = useState<SuppliedRow | null>(null);
  const page = changed ?? last;
  const settle = async (asked: Promise<Answer<SupplierPage>>): Promise<boolean> => {
    const got = await asked;
    setFailure(got.ok ? null : got.failure);
    if (got.ok) setChanged(got.value);
    return got.ok;
  };
  if (!page) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  const { terms, items, total, leads } = page;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const read = readItem(draft, terms.currency);
    setWrong(read.ok ? null : read.field);
    if (read.ok && (await settle(api.saveSupplied(supplierId, [read.value])))) setDraft(newItem);
  };
  const remove = async (row: SuppliedRow): Promise<void> => {
    if (await settle(api.removeSupplied(supplierId, row.sku))) setRemoved(row);
  };
  const putBack = async ({ name: _name, ...item }: SuppliedRow): Promise<void> => {
    if (await settle(api.saveSupplied(supplierId, [suppliedItemSchema.parse(item)]))) setRemoved(null);
  };
  return (
    <div className={demand.page}>
      <header className={demand.row}>
        <h1>{terms.name}</h1>
        <button type="button" onClick={onLeave}>
          <FormattedMessage id="office.suppliers.back" />
        </button>
      </header>
      {failure ? <Failure failure={failure} /> : null}
      <TermsForm api={api} page={page} onSaved={setChanged} onLeave={onLeave} />
      <section className={demand.part} aria-labelledby="supplied-items">
        <h2 id="supplied-items">
          <FormattedMessage id="office.suppliers.items" values={{ total }} />
        </h2>
        {removed ? (
          <p className={demand.row}>
            <output>
              <FormattedMessage id="office.suppliers.removed" values={{ sku: removed.sku }} />
            </output>
            <button type="button" onClick={() => void putBack(removed)}>
              <FormattedMessage id="office.suppliers.put-back" />
            </button>
          </p>
        ) : null}
        {items.length > 0 ? (
          <Items
            items={items}
            currency={terms.currency}
            onEdit={({ name: _name, ...item }) => setDraft(draftOf(item, terms.currency))}
            onRemove={(row) => void remove(row)}
          />
        ) : null}
        <form
          aria-labelledby="supplied-item"
          onSubmit={(event) => void submit(event)}
          className={demand.part}
        >
          <h3 id="supplied-item">
            <FormattedMessage id="office.suppliers.item" />
          </h3>
          <WrongField field={wrong} />
          <div className={styles.fields}>
            <DraftFields fields={itemFields} draft={draft} onChange={setDraft} />
            <label className={demand.field}>
              <FormattedMessage id="office.suppliers.field.policy" />
              <select
                value={draft['policy'] ?? 'up-to'}
                onChange={({ target }) => setDraft({ ...draft, policy: target.value })}
              >
                {policies.map((policy) => (
                  <option key={policy} value={policy}>
                    <FormattedMessage id={`office.suppliers.policy.${policy}`} />
                  </option>
                ))}
              </select>
            </label>
          </div>
          <p className={demand.row}>
            <button type="submit" data-main>
              <FormattedMessage id="office.suppliers.save-item" />
            </button>
          </p>
        </form>
      </section>
      <Leads leads={leads} />
    </div>
  );
}

const itemColumns = ['sku', 'cost', 'pack', 'least', 'pallet', 'shelf-life', 'change', 'remove'];

function Items({
  items,
  currency,
  onEdit,
  onRemove,
}: {
  items: readonly SuppliedRow[];
  currency: string;
  onEdit: (row: SuppliedRow) => void;
  onRemove: (row: SuppliedRow) => void;
}): ReactNode {
  return (
    <section className={demand.wide}>
      <table className={demand.table}>
        <caption>
          <FormattedMessage id="office.suppliers.bought" />
        </caption>
        <thead>
          <tr>
            {itemColumns.map((name) => (
              <th key={name} scope="col">
                <FormattedMessage id={`office.suppliers.column.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr key={row.sku}>
              <th scope="row">
                {row.sku} <span className={demand.quiet}>{row.name}</span>
              </th>
              <td>
                <Amount minor={row.unitCostMinor} currency={currency} />
              </td>
              <td>
                <FormattedNumber value={row.packUnits} />
              </td>
              <td>
                <FormattedNumber value={row.leastOrder} />
              </td>
              <td>{row.palletUnits === null ? '–' : <FormattedNumber value={row.palletUnits} />}</td>
              <td>{row.shelfLifeWeeks === null ? '–' : <FormattedNumber value={row.shelfLifeWeeks} />}</td>
              <td>
                <button type="button" onClick={() => onEdit(row)}>
                  <FormattedMessage id="office.suppliers.change-item" values={{ sku: row.sku }} />
                </button>
              </td>
              <td>
                <button type="button" onClick={() => onRemove(row)}>
                  <FormattedMessage id="office.suppliers.remove-item" values={{ sku: row.sku }} />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Leads({ leads }: { leads: SupplierPage['leads'] }): ReactNode {
  return (
    <section className={demand.part} aria-labelledby="supplier-leads">
      <h2 id="supplier-leads">
        <FormattedMessage id="office.suppliers.leads" />
      </h2>
      {leads.length === 0 ? (
        <p>
          <FormattedMessage id="office.suppliers.no-leads" />
        </p>
      ) : (
        <table className={demand.table}>
          <caption>
            <FormattedMessage id="office.suppliers.leads-caption" />
          </caption>
          <thead>
            <tr>
              {['order', 'sku', 'days'].map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.suppliers.column.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {leads.toReversed().map(({ number, sku, days }) => (
              <tr key={`${number} ${sku}`}>
                <th scope="row">{purchaseNumber(number)}</th>
                <td>{sku}</td>
                <td>
                  <FormattedNumber value={days} maximumFractionDigits={1} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
