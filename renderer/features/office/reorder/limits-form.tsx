// What goes out by itself: how much an order and a day may be worth, and of whom. A manager answers for it.
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import type { BuyingLimitsPage } from '../../../../shared/contract/buying';
import type { SupplierRow } from '../../../../shared/contract/reorder';
import { type BuyingLimits, buyingLimitsSchema } from '../../../../shared/domain/reorder/buying-limits';
import { amountText, readAmount } from '../../../../shared/money/spoken-amount';
import demand from '../demand/demand.module.css';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { Signing } from '../money/signing';
import { useSigned } from '../money/use-signed';
import { Amount } from '../orders/orders-page';
import styles from './reorder.module.css';
import type { SuppliersApi } from './suppliers-page';

type Api = Pick<SuppliersApi, 'buyingLimits' | 'saveBuyingLimits' | 'suppliers'>;

export function LimitsForm({ api }: { api: Api }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.buyingLimits);
  const all = useCallback(() => api.suppliers(), [api]);
  const suppliers = useAnswer(all).last?.rows;
  if (!last || !suppliers)
    return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  return <Fields api={api} page={last} suppliers={suppliers} />;
}

const amounts = ['mostPerOrderMinor', 'mostPerDayMinor'] as const;
type Texts = Record<(typeof amounts)[number], string>;
type OfSupplier = Texts & { isIn: boolean };

function textsOf(kept: Partial<Record<keyof Texts, number | null>> | undefined, currency: string): Texts {
  const text = (minor: number | null | undefined): string =>
    minor === null || minor === undefined ? '' : amountText(minor, currency);
  return {
    mostPerOrderMinor: text(kept?.mostPerOrderMinor),
    mostPerDayMinor: text(kept?.mostPerDayMinor),
  };
}

function Fields({
  api,
  page,
  suppliers,
}: {
  api: Api;
  page: BuyingLimitsPage;
  suppliers: readonly SupplierRow[];
}): ReactNode {
  const signed = useSigned();
  const [kept, setKept] = useState(page);
  const { limits } = kept;
  const [isOn, setOn] = useState(limits.isOn);
  const [currency, setCurrency] = useState<string>(limits.currency);
  const [texts, setTexts] = useState(() => textsOf(limits, limits.currency));
  const [tolerance, setTolerance] = useState(() => String(limits.tolerancePpm / 10_000));
  const [own, setOwn] = useState<Readonly<Record<string, OfSupplier>>>(() =>
    Object.fromEntries(
      suppliers.map(({ supplierId }) => {
        const found = limits.suppliers.find((each) => each.supplierId === supplierId);
        return [supplierId, { isIn: found !== undefined, ...textsOf(found, limits.currency) }];
      }),
    ),
  );
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = readLimits({ isOn, currency, texts, tolerance, own });
    setWrong(read === null);
    if (read) signed.ask('office.suppliers.save-limits', (by) => api.saveBuyingLimits(read, by), setKept);
  };
  return (
    <section className={demand.part} aria-labelledby="buying-limits">
      <h2 id="buying-limits">
        <FormattedMessage id="office.suppliers.limits" />
      </h2>
      <p>
        <FormattedMessage id={`office.suppliers.limits-${limits.isOn ? 'on' : 'off'}`} />{' '}
        {limits.isOn ? (
          <>
            <FormattedMessage id="office.suppliers.spent" />{' '}
            <Amount minor={kept.spentTodayMinor} currency={limits.currency} />{' '}
          </>
        ) : null}
        {kept.changedAt === null ? null : (
          <span className={demand.quiet}>
            {kept.changedBy} <FormattedDate value={kept.changedAt} dateStyle="medium" timeStyle="short" />
          </span>
        )}
      </p>
      <form aria-labelledby="buying-limits" className={demand.part} onSubmit={submit}>
        <label className={demand.check}>
          <input type="checkbox" checked={isOn} onChange={({ target }) => setOn(target.checked)} />
          <FormattedMessage id="office.suppliers.by-itself" />
        </label>
        <div className={styles.fields}>
          <label className={demand.field}>
            <FormattedMessage id="office.suppliers.limit-currency" />
            <input
              maxLength={3}
              required
              value={currency}
              onChange={({ target }) => setCurrency(target.value)}
            />
          </label>
          {amounts.map((name) => (
            <label key={name} className={demand.field}>
              <FormattedMessage id={`office.suppliers.limit.${name}`} />
              <input
                inputMode="decimal"
                maxLength={20}
                required
                value={texts[name]}
                onChange={({ target }) => setTexts({ ...texts, [name]: target.value })}
              />
            </label>
          ))}
          <label className={demand.field}>
            <FormattedMessage id="office.suppliers.tolerance" />
            <input
              inputMode="decimal"
              maxLength={6}
              required
              value={tolerance}
              onChange={({ target }) => setTolerance(target.value)}
            />
          </label>
        </div>
        {suppliers.length > 0 ? <OfSuppliers suppliers={suppliers} own={own} onChange={setOwn} /> : null}
        {isWrong ? (
          <p role="alert">
            <FormattedMessage id="office.suppliers.limits-wrong" />
          </p>
        ) : null}
        <p className={demand.row}>
          <button type="submit" data-main>
            <FormattedMessage id="office.suppliers.save-limits" />
          </button>
        </p>
      </form>
      <Signing signed={signed} />
    </section>
  );
}

function OfSuppliers({
  suppliers,
  own,
  onChange,
}: {
  suppliers: readonly SupplierRow[];
  own: Readonly<Record<string, OfSupplier>>;
  onChange: (own: Readonly<Record<string, OfSupplier>>) => void;
}): ReactNode {
  const empty: OfSupplier = { isIn: false, mostPerOrderMinor: '', mostPerDayMinor: '' };
  return (
    <fieldset className={styles.suppliers}>
      <legend>
        <FormattedMessage id="office.suppliers.of-whom" />
      </legend>
      {suppliers.map(({ supplierId, terms }) => {
        const is = own[supplierId] ?? empty;
        const change = (next: Partial<OfSupplier>): void =>
          onChange({ ...own, [supplierId]: { ...is, ...next } });
        return (
          <div key={supplierId} className={styles.fields}>
            <label className={demand.check}>
              <input
                type="checkbox"
                checked={is.isIn}
                onChange={({ target }) => change({ isIn: target.checked })}
              />
              {terms.name}
            </label>
            {amounts.map((name) => (
              <label key={name} className={demand.field}>
                <FormattedMessage id={`office.suppliers.own-limit.${name}`} values={{ name: terms.name }} />
                <input
                  inputMode="decimal"
                  maxLength={20}
                  disabled={!is.isIn}
                  value={is[name]}
                  onChange={({ target }) => change({ [name]: target.value })}
                />
              </label>
            ))}
          </div>
        );
      })}
    </fieldset>
  );
}

type Typed = {
  isOn: boolean;
  currency: string;
  texts: Texts;
  tolerance: string;
  own: Readonly<Record<string, OfSupplier>>;
};

/** Null: something cannot be read. */
function readLimits({ isOn, currency: typed, texts, tolerance, own }: Typed): BuyingLimits | null {
  const currency = typed.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return null;
  const amount = (text: string, empty: null | number): number | null =>
    text.trim() === '' ? empty : (readAmount(text, currency) ?? Number.NaN);
  const read = buyingLimitsSchema.safeParse({
    isOn,
    currency,
    mostPerOrderMinor: amount(texts.mostPerOrderMinor, Number.NaN),
    mostPerDayMinor: amount(texts.mostPerDayMinor, Number.NaN),
    tolerancePpm: Math.round(Number(tolerance.replace(',', '.')) * 10_000),
    suppliers: Object.entries(own)
      .filter(([, { isIn }]) => isIn)
      .map(([supplierId, { mostPerOrderMinor, mostPerDayMinor }]) => ({
        supplierId,
        mostPerOrderMinor: amount(mostPerOrderMinor, null),
        mostPerDayMinor: amount(mostPerDayMinor, null),
      })),
  });
  return read.success ? read.data : null;
}
