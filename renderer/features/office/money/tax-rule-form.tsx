// One tax rule: a rate a line, the first that fits counts.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { TaxRule } from '../../../../shared/domain/pricing/price-list';
import styles from '../workbench/workbench.module.css';
import { ratesText, readRates, type WrongLine } from './price-text';
import { WrongLineWords } from './wrong-line-words';

type Props = { rule: TaxRule | null; onSave: (rule: TaxRule) => void; onLeave: () => void };

export function TaxRuleForm({ rule, onSave, onLeave }: Props): ReactNode {
  const intl = useIntl();
  const [name, setName] = useState(rule?.name ?? '');
  const [taxIncluded, setTaxIncluded] = useState(rule?.taxIncluded ?? true);
  const [text, setText] = useState(rule ? ratesText(rule) : '');
  const [wrong, setWrong] = useState<WrongLine | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = readRates(text);
    setWrong(read.ok ? null : read.wrong);
    if (read.ok) onSave({ name: name.trim(), taxIncluded, rates: read.value });
  };
  return (
    <form
      className={styles.part}
      aria-label={rule?.name ?? intl.formatMessage({ id: 'office.prices.new-rule' })}
      onSubmit={submit}
    >
      <fieldset className={styles.fields}>
        <label>
          <FormattedMessage id="office.prices.name" />
          <input
            value={name}
            maxLength={40}
            required
            disabled={rule !== null}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <label>
          <input type="checkbox" checked={taxIncluded} onChange={() => setTaxIncluded(!taxIncluded)} />
          <FormattedMessage id="office.quotes.tax-included" />
        </label>
        <label>
          <FormattedMessage id="office.prices.rates" />
          <textarea
            className={styles.steady}
            rows={8}
            maxLength={50_000}
            value={text}
            spellCheck={false}
            placeholder={intl.formatMessage({ id: 'office.prices.rates-example' })}
            onChange={({ target }) => setText(target.value)}
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
