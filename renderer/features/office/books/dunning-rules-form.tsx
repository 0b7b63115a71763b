// After how many days customers are reminded, for which fee, and who is left alone.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type DunningRules, mostLevels } from '../../../../shared/domain/dunning/dunning';
import { amountText, readAmount } from '../../../../shared/money/spoken-amount';
import styles from './books.module.css';

type Typed = { days: string; fee: string };

export function DunningRulesForm({
  rules,
  onSave,
}: {
  rules: DunningRules;
  onSave: (rules: DunningRules) => void;
}): ReactNode {
  const intl = useIntl();
  const [isOn, setIsOn] = useState(rules.isOn);
  const [currency, setCurrency] = useState(rules.feeCurrency);
  const [pause, setPause] = useState(String(rules.pauseDays));
  const [smallest, setSmallest] = useState(amountText(rules.smallestMinor, rules.feeCurrency));
  const [levels, setLevels] = useState<Typed[]>(
    rules.levels.map(({ afterDays, feeMinor }) => ({
      days: String(afterDays),
      fee: amountText(feeMinor, rules.feeCurrency),
    })),
  );
  const [isWrong, setIsWrong] = useState(false);
  const change = (index: number, part: Partial<Typed>): void =>
    setLevels(levels.map((level, at) => (at === index ? { ...level, ...part } : level)));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const feeCurrency = currency.toUpperCase();
    const read = (text: string): number | null => readAmount(text === '' ? '0' : text, feeCurrency);
    const smallestMinor = read(smallest);
    const wanted = levels.map(({ days, fee }) => ({ afterDays: Number(days), feeMinor: read(fee) ?? -1 }));
    const areFit =
      smallestMinor !== null &&
      wanted.every(
        ({ afterDays, feeMinor }, index) => feeMinor >= 0 && afterDays > (wanted[index - 1]?.afterDays ?? 0),
      );
    setIsWrong(!areFit);
    if (areFit) onSave({ isOn, levels: wanted, pauseDays: Number(pause), smallestMinor, feeCurrency });
  };
  return (
    <form
      className={styles.part}
      aria-label={intl.formatMessage({ id: 'office.books.dunning.rules' })}
      onSubmit={submit}
    >
      <label className={styles.check}>
        <input type="checkbox" checked={isOn} onChange={({ target }) => setIsOn(target.checked)} />
        <FormattedMessage id="office.books.dunning.on" />
      </label>
      {levels.map(({ days, fee }, index) => (
        // The levels have no name but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={index} className={styles.row}>
          <legend>
            <FormattedMessage id="office.books.dunning.level-of" values={{ level: index + 1 }} />
          </legend>
          <label>
            <FormattedMessage id="office.books.dunning.after" />
            <input
              type="number"
              min={1}
              max={365}
              required
              value={days}
              onChange={({ target }) => change(index, { days: target.value })}
            />
          </label>
          <label>
            <FormattedMessage id="office.books.dunning.fee" />
            <input
              value={fee}
              maxLength={20}
              onChange={({ target }) => change(index, { fee: target.value })}
            />
          </label>
        </fieldset>
      ))}
      <p className={styles.row}>
        <button
          type="button"
          disabled={levels.length >= mostLevels}
          onClick={() => setLevels([...levels, { days: '', fee: '' }])}
        >
          <FormattedMessage id="office.books.dunning.add" />
        </button>
        <button type="button" disabled={levels.length === 1} onClick={() => setLevels(levels.slice(0, -1))}>
          <FormattedMessage id="office.books.dunning.remove" />
        </button>
      </p>
      <p className={styles.row}>
        <label>
          <FormattedMessage id="office.books.dunning.pause" />
          <input
            type="number"
            min={1}
            max={90}
            required
            value={pause}
            onChange={({ target }) => setPause(target.value)}
          />
        </label>
        <label>
          <FormattedMessage id="office.books.dunning.smallest" />
          <input value={smallest} maxLength={20} onChange={({ target }) => setSmallest(target.value)} />
        </label>
        <label>
          <FormattedMessage id="office.books.dunning.currency" />
          <input
            value={currency}
            required
            maxLength={3}
            pattern="[A-Za-z]{3}"
            onChange={({ target }) => setCurrency(target.value)}
          />
        </label>
        <button type="submit" data-main="true">
          <FormattedMessage id="office.books.dunning.save" />
        </button>
      </p>
      {isWrong ? (
        <p role="alert">
          <FormattedMessage id="office.books.dunning.wrong" />
        </p>
      ) : null}
    </form>
  );
}
