// A supplier's bill as it is typed in: from an order its lines are filled in as they came, and every number can be put right.
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { billFor } from '../../../../shared/domain/books/post-costs';
import { purchaseNumber } from '../../../../shared/domain/purchasing/purchase';
import type { BillContent } from '../../../../shared/domain/supplier-bill/supplier-bill';
import { amountText, readAmount } from '../../../../shared/money/spoken-amount';
import { useAnswer } from '../list/use-answer';
import styles from './books.module.css';
import type { BooksApi } from './books-page';

type Typed = { for: (typeof billFor)[number]; sku: string; text: string; quantity: string; net: string };
type Tax = { country: string; percent: string; net: string; tax: string };
type Head = Record<'supplier' | 'number' | 'vatNumber' | 'currency' | 'day' | 'dueOn' | 'total', string>;

const today = (): string => new Date().toISOString().slice(0, 10);
const blank: Typed = { for: 'other', sku: '', text: '', quantity: '1', net: '' };
const heads = ['supplier', 'number', 'vatNumber', 'currency', 'day', 'dueOn', 'total'] as const;
const dates: readonly string[] = ['day', 'dueOn'];

export function BillForm({
  api,
  onEnter,
}: {
  api: Pick<BooksApi, 'purchases' | 'purchase'>;
  onEnter: (content: BillContent) => void;
}): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.purchases({}), [api]);
  const purchases = useAnswer(load).last?.rows ?? [];
  const [purchaseId, setPurchaseId] = useState('');
  const [head, setHead] = useState<Head>(() => ({
    supplier: '',
    number: '',
    vatNumber: '',
    currency: 'EUR',
    day: today(),
    dueOn: today(),
    total: '',
  }));
  const [lines, setLines] = useState<Typed[]>([blank]);
  const [taxes, setTaxes] = useState<Tax[]>([]);
  const [isWrong, setWrong] = useState(false);
  const choose = async (id: string): Promise<void> => {
    setPurchaseId(id);
    if (id === '') return;
    const got = await api.purchase(id);
    if (!got.ok) return;
    const { purchase } = got.value;
    setHead((before) => ({ ...before, supplier: purchase.supplier, currency: purchase.currency }));
    setLines(
      purchase.lines
        .filter(({ received }) => received > 0)
        .map(({ sku, name, received, unitCostMinor }) => ({
          for: 'goods',
          sku,
          text: name,
          quantity: String(received),
          net: unitCostMinor === null ? '' : amountText(unitCostMinor * received, purchase.currency),
        })),
    );
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const content = readBill(head, purchaseId, lines, taxes);
    setWrong(content === null);
    if (content) onEnter(content);
  };
  return (
    <form
      className={styles.part}
      onSubmit={submit}
      aria-label={intl.formatMessage({ id: 'office.books.bill-new' })}
    >
      <label>
        <FormattedMessage id="office.books.purchase" />
        <select value={purchaseId} onChange={({ target }) => void choose(target.value)}>
          <option value="">{intl.formatMessage({ id: 'office.books.no-purchase' })}</option>
          {purchases.map((purchase) => (
            <option key={purchase.purchaseId} value={purchase.purchaseId}>
              {purchaseNumber(purchase.number)} {purchase.supplier}
            </option>
          ))}
        </select>
      </label>
      <div className={styles.row}>
        {heads.map((name) => (
          <label key={name}>
            <FormattedMessage id={`office.books.bill.${name}`} />
            <input
              type={dates.includes(name) ? 'date' : 'text'}
              value={head[name]}
              size={name === 'supplier' ? 24 : 12}
              maxLength={name === 'currency' ? 3 : 120}
              required={name !== 'vatNumber'}
              onChange={({ target }) => setHead({ ...head, [name]: target.value })}
            />
          </label>
        ))}
      </div>
      <Rows
        names={['for', 'sku', 'text', 'quantity', 'net']}
        rows={lines}
        heading="line"
        choices={{ for: billFor }}
        onRows={setLines}
        fresh={blank}
      />
      <Rows
        names={['country', 'percent', 'net', 'tax']}
        rows={taxes}
        heading="tax"
        choices={{}}
        onRows={setTaxes}
        fresh={{ country: '', percent: '', net: '', tax: '' }}
      />
      {isWrong ? (
        <p role="alert">
          <FormattedMessage id="office.books.bill-unread" />
        </p>
      ) : null}
      <button type="submit" data-main="true">
        <FormattedMessage id="office.books.bill-enter" />
      </button>
    </form>
  );
}

function Rows<Row extends Record<string, string>>({
  names,
  rows,
  heading,
  choices,
  onRows,
  fresh,
}: {
  names: readonly (keyof Row & string)[];
  rows: readonly Row[];
  heading: 'line' | 'tax';
  choices: Record<string, readonly string[]>;
  onRows: (rows: Row[]) => void;
  fresh: Row;
}): ReactNode {
  const intl = useIntl();
  const change = (at: number, name: string, value: string): void =>
    onRows(rows.map((row, index) => (index === at ? { ...row, [name]: value } : row)));
  return (
    <>
      {rows.map((row, at) => (
        // Rows are told apart by their place alone.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={at} className={styles.row}>
          <legend>
            <FormattedMessage id={`office.books.bill-${heading}`} values={{ number: at + 1 }} />
          </legend>
          {names.map((name) => (
            <label key={name}>
              <FormattedMessage id={`office.books.bill-${heading}.${name}`} />
              {choices[name] ? (
                <select value={row[name]} onChange={({ target }) => change(at, name, target.value)}>
                  {choices[name].map((each) => (
                    <option key={each} value={each}>
                      {intl.formatMessage({ id: `office.books.for.${each}` })}
                    </option>
                  ))}
                </select>
              ) : (
                <input
                  value={row[name]}
                  size={name === 'text' ? 24 : 10}
                  maxLength={200}
                  required={name !== 'sku'}
                  onChange={({ target }) => change(at, name, target.value)}
                />
              )}
            </label>
          ))}
          <button type="button" onClick={() => onRows(rows.filter((_row, index) => index !== at))}>
            <FormattedMessage id="office.books.take-out" />
          </button>
        </fieldset>
      ))}
      <button type="button" onClick={() => onRows([...rows, fresh])}>
        <FormattedMessage id={`office.books.bill-${heading}.add`} />
      </button>
    </>
  );
}

/** Null for what cannot be read. */
function readBill(
  head: Head,
  purchaseId: string,
  typed: readonly Typed[],
  typedTaxes: readonly Tax[],
): BillContent | null {
  const currency = head.currency.trim().toUpperCase();
  const totalMinor = readAmount(head.total, currency);
  const lines = typed.flatMap((line) => {
    const netMinor = readAmount(line.net, currency);
    const quantity = Number(line.quantity);
    const sku = line.sku.trim();
    return netMinor === null || !Number.isInteger(quantity) || quantity < 1
      ? []
      : [{ for: line.for, sku: sku === '' ? null : sku, text: line.text.trim(), quantity, netMinor }];
  });
  const taxes = typedTaxes.flatMap((tax) => {
    const [netMinor, taxMinor] = [readAmount(tax.net, currency), readAmount(tax.tax, currency)];
    const ppm = Math.round(Number(tax.percent.replace(',', '.')) * 10_000);
    const country = tax.country.trim().toUpperCase();
    return netMinor === null || taxMinor === null || !Number.isFinite(ppm)
      ? []
      : [{ country, ppm, netMinor, taxMinor }];
  });
  if (totalMinor === null || lines.length !== typed.length || taxes.length !== typedTaxes.length) return null;
  const vatNumber = head.vatNumber.trim();
  return {
    supplier: head.supplier.trim(),
    number: head.number.trim(),
    vatNumber: vatNumber === '' ? null : vatNumber,
    purchaseId: (purchaseId === '' ? null : purchaseId) as BillContent['purchaseId'],
    currency,
    day: head.day,
    dueOn: head.dueOn,
    lines: lines as BillContent['lines'],
    taxes,
    totalMinor,
  };
}
