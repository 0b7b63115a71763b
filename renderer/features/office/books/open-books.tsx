// How the books are to be kept, asked once before they are opened.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { chartNames } from '../../../../shared/domain/books/charts';
import { lateWays, stockMethods } from '../../../../shared/domain/books/settings';
import { costMethods } from '../../../../shared/domain/books/stock-cost';
import type { BooksApi } from './books-page';
import styles from './books.module.css';

type Opening = Parameters<BooksApi['openBooks']>[0];

export function OpenBooks({
  currency,
  onRates,
  onOpen,
}: {
  currency: string | null;
  onRates: () => void;
  onOpen: (opening: Opening) => void;
}): ReactNode {
  const [chart, setChart] = useState<Opening['chart']>('general');
  const [stock, setStock] = useState<Opening['settings']['stock']>('perpetual');
  const [costing, setCosting] = useState<Opening['settings']['costing']>('fifo');
  const [late, setLate] = useState<Opening['settings']['late']>('next-open');
  const [percent, setPercent] = useState('0');
  const [returnDays, setReturnDays] = useState('30');
  if (currency === null)
    return (
      <p className={styles.row}>
        <FormattedMessage id="error.books-no-currency" />
        <button type="button" data-main="true" onClick={onRates}>
          <FormattedMessage id="office.rates.title" />
        </button>
      </p>
    );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const expectedReturnsPpm = Math.round(Number(percent.replace(',', '.')) * 10_000);
    onOpen({
      chart,
      settings: {
        stock,
        costing,
        expectedReturnsPpm,
        returnDays: Number(returnDays),
        fees: [],
        late,
        priceTolerancePpm: 20_000,
      },
    });
  };
  return (
    <form className={styles.part} onSubmit={submit}>
      <p>
        <FormattedMessage id="office.books.opening" values={{ currency }} />
      </p>
      <Choice name="chart" value={chart} options={chartNames} onChoose={setChart} />
      <Choice name="stock" value={stock} options={stockMethods} onChoose={setStock} />
      <Choice name="costing" value={costing} options={costMethods} onChoose={setCosting} />
      <Choice name="late" value={late} options={lateWays} onChoose={setLate} />
      <label>
        <FormattedMessage id="office.books.expected-returns" />
        <input
          inputMode="decimal"
          pattern="(100|[0-9]{1,2}([.,][0-9]{1,4})?)"
          value={percent}
          required
          onChange={({ target }) => setPercent(target.value)}
        />
      </label>
      <label>
        <FormattedMessage id="office.books.return-days" />
        <input
          type="number"
          min={0}
          max={365}
          value={returnDays}
          required
          onChange={({ target }) => setReturnDays(target.value)}
        />
      </label>
      <button type="submit" data-main="true">
        <FormattedMessage id="office.books.open" />
      </button>
    </form>
  );
}

function Choice<Value extends string>({
  name,
  value,
  options,
  onChoose,
}: {
  name: string;
  value: Value;
  options: readonly Value[];
  onChoose: (value: Value) => void;
}): ReactNode {
  const intl = useIntl();
  return (
    <label>
      <FormattedMessage id={`office.books.${name}`} />
      <select
        value={value}
        onChange={({ target }) => {
          const chosen = options.find((each) => each === target.value);
          if (chosen) onChoose(chosen);
        }}
      >
        {options.map((each) => (
          <option key={each} value={each}>
            {intl.formatMessage({ id: `office.books.${name}.${each}` })}
          </option>
        ))}
      </select>
    </label>
  );
}
