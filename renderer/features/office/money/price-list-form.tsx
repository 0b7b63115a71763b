// One price list: a price a line, typed, pasted from a sheet or taken from a file.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { PriceList } from '../../../../shared/domain/pricing/price-list';
import styles from '../workbench/workbench.module.css';
import { pricesText, readPrices, type WrongLine } from './price-text';
import { WrongLineWords } from './wrong-line-words';

type Props = { list: PriceList | null; onSave: (list: PriceList) => void; onLeave: () => void };

export function PriceListForm({ list, onSave, onLeave }: Props): ReactNode {
  const intl = useIntl();
  const [name, setName] = useState(list?.name ?? '');
  const [currency, setCurrency] = useState<string>(list?.currency ?? '');
  const [text, setText] = useState(list ? pricesText(list) : '');
  const [wrong, setWrong] = useState<WrongLine | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const code = currency.trim().toUpperCase();
    const read = readPrices(text, code);
    setWrong(read.ok ? null : read.wrong);
    if (read.ok) onSave({ name: name.trim(), currency: code, prices: read.value });
  };
  return (
    <form
      className={styles.part}
      aria-label={list?.name ?? intl.formatMessage({ id: 'office.prices.new-list' })}
      onSubmit={submit}
    >
      <fieldset className={styles.fields}>
        <label>
          <FormattedMessage id="office.prices.name" />
          <input
            value={name}
            maxLength={40}
            required
            disabled={list !== null}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <label>
          <FormattedMessage id="office.accounts.currency" />
          <input
            value={currency}
            maxLength={3}
            pattern="[A-Za-z]{3}"
            required
            onChange={({ target }) => setCurrency(target.value)}
          />
        </label>
        <label>
          <FormattedMessage id="office.prices.text" />
          <textarea
            className={styles.steady}
            rows={14}
            value={text}
            spellCheck={false}
            placeholder={intl.formatMessage({ id: 'office.prices.example' })}
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        <label>
          <FormattedMessage id="office.prices.file" />
          <input
            type="file"
            accept=".csv,.txt,.tsv"
            onChange={({ target }) => void target.files?.[0]?.text().then(setText)}
          />
        </label>
      </fieldset>
      {wrong ? <WrongLineWords wrong={wrong} /> : null}
      <p className={styles.row}>
        <button type="submit" data-main="true">
          <FormattedMessage id="office.prices.save" />
        </button>
        <button type="button" onClick={onLeave}>
          <FormattedMessage id="office.workbench.close" />
        </button>
      </p>
    </form>
  );
}
