// An order to a supplier as it is written: from whom, for which warehouse, which goods for which day at what price.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { PurchasePage } from '../../../../shared/contract/purchasing';
import type { Purchase } from '../../../../shared/domain/purchasing/purchase';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeFailure } from '../office-api';
import styles from '../workbench/workbench.module.css';
import { contentOf, emptyLine, linesOf, purchaseTexts, type PurchaseTexts } from './purchase-draft';
import { PurchaseLines } from './purchase-lines';
import type { PurchasesApi } from './purchases-page';

type Props = {
  api: Pick<PurchasesApi, 'savePurchase' | 'floors'>;
  /** Null for a new one. */
  purchase: Purchase | null;
  onSaved: (page: PurchasePage) => void;
  onLeave: () => void;
};

const longest: PurchaseTexts = { supplier: '120', supplierReference: '80', currency: '3', note: '1000' };

export function PurchaseForm({ api, purchase, onSaved, onLeave }: Props): ReactNode {
  const intl = useIntl();
  const [purchaseId] = useState(() => purchase?.purchaseId ?? crypto.randomUUID());
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const warehouses = useAnswer(api.floors).last?.warehouses ?? [];
  const [chosen, setChosen] = useState<string>(purchase?.warehouseId ?? '');
  const [texts, setTexts] = useState<PurchaseTexts>(() => ({
    supplier: purchase?.supplier ?? '',
    supplierReference: purchase?.supplierReference ?? '',
    currency: purchase?.currency ?? '',
    note: purchase?.note ?? '',
  }));
  const [lines, setLines] = useState(() => (purchase ? linesOf(purchase) : [emptyLine(today)]));
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wrong, setWrong] = useState<{ what: string; line: number } | null>(null);
  const warehouseId = chosen || (warehouses[0]?.warehouseId ?? '');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const read = contentOf(warehouseId, texts, lines);
    setWrong(read.ok ? null : read.wrong);
    if (!read.ok) return;
    const answer = await api.savePurchase(purchaseId, read.content);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) onSaved(answer.value);
  };
  const title = intl.formatMessage({ id: purchase ? 'office.purchases.edit' : 'office.purchases.new' });
  return (
    <form className={styles.bench} aria-label={title} onSubmit={(event) => void submit(event)}>
      <header className={styles.head}>
        <h1>{title}</h1>
        <button type="submit" data-main="true" disabled={warehouseId === ''}>
          <FormattedMessage id="office.purchases.save" />
        </button>
        <button type="button" onClick={onLeave}>
          <FormattedMessage id="office.workbench.close" />
        </button>
      </header>
      <div>
        {failure ? <Failure failure={failure} /> : null}
        {wrong === null ? null : (
          <p role="alert">
            <FormattedMessage id={`office.purchases.wrong-${wrong.what}`} values={{ line: wrong.line }} />
          </p>
        )}
      </div>
      <div className={styles.parts}>
        <section className={styles.part} data-wide="true" aria-labelledby="purchase-goods">
          <h2 id="purchase-goods">
            <FormattedMessage id="office.purchases.goods" />
          </h2>
          <PurchaseLines lines={lines} today={today} onChange={setLines} />
        </section>
        <fieldset className={`${styles.fields} ${styles.pairs}`} data-wide="true">
          <label>
            <FormattedMessage id="office.stock.warehouse" />
            <select
              value={warehouseId}
              disabled={purchase !== null}
              onChange={({ target }) => setChosen(target.value)}
            >
              {warehouses.map((each) => (
                <option key={each.warehouseId} value={each.warehouseId}>
                  {each.name}
                </option>
              ))}
            </select>
          </label>
          {purchaseTexts.map((name) => (
            <label key={name}>
              <FormattedMessage id={`office.purchases.field.${name}`} />
              <input
                maxLength={Number(longest[name])}
                value={texts[name]}
                required={name === 'supplier' || name === 'currency'}
                onChange={({ target }) => setTexts({ ...texts, [name]: target.value })}
              />
            </label>
          ))}
        </fieldset>
      </div>
    </form>
  );
}
