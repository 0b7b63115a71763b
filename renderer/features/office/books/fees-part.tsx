// What each payment provider keeps: a share and a fixed part of what is taken, posted with the money from then on.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { BookSettings } from '../../../../shared/domain/books/settings';
import { amountText, readAmount } from '../../../../shared/money/spoken-amount';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { Signed } from '../money/use-signed';
import styles from './books.module.css';
import type { BooksApi } from './books-page';

type Typed = { percent: string; fixed: string };
type Fees = BookSettings['fees'];

export function FeesPart({
  api,
  settings,
  signed,
  onSaved,
}: {
  api: Pick<BooksApi, 'providers' | 'saveBookSettings'>;
  settings: BookSettings;
  signed: Signed;
  onSaved: () => void;
}): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.providers);
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  return (
    <section className={styles.part} aria-labelledby="books-fees">
      <h2 id="books-fees">
        <FormattedMessage id="office.books.view.fees" />
      </h2>
      <p>
        <FormattedMessage id="office.books.fees.hint" values={{ currency: settings.currency }} />
      </p>
      <FeesForm
        key={JSON.stringify(settings.fees)}
        providers={last.rows.map(({ providerId, name }) => ({ providerId, name }))}
        settings={settings}
        onSave={(fees) => {
          const { expectedReturnsPpm, returnDays, late, priceTolerancePpm } = settings;
          signed.ask(
            'office.books.fees.save',
            (by) =>
              api.saveBookSettings({ fees, expectedReturnsPpm, returnDays, late, priceTolerancePpm }, by),
            onSaved,
          );
        }}
      />
    </section>
  );
}

function FeesForm({
  providers,
  settings,
  onSave,
}: {
  providers: readonly { providerId: string; name: string }[];
  settings: BookSettings;
  onSave: (fees: Fees) => void;
}): ReactNode {
  const intl = useIntl();
  const { currency } = settings;
  const [typed, setTyped] = useState<Record<string, Typed>>(() =>
    Object.fromEntries(
      settings.fees.map(({ providerId, ppm, fixedMinor }) => [
        providerId,
        { percent: String(ppm / 10_000), fixed: amountText(fixedMinor, currency) },
      ]),
    ),
  );
  const [isWrong, setIsWrong] = useState(false);
  const of = (providerId: string): Typed => typed[providerId] ?? { percent: '', fixed: '' };
  const change = (providerId: string, part: Partial<Typed>): void =>
    setTyped({ ...typed, [providerId]: { ...of(providerId), ...part } });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // Providers that are gone keep what was said of them: their money may still come.
    const ids = [...new Set([...providers.map(({ providerId }) => providerId), ...Object.keys(typed)])];
    const read = ids.map((providerId) => {
      const { percent, fixed } = of(providerId);
      const ppm = Math.round(Number(percent.replace(',', '.') || '0') * 10_000);
      const fixedMinor = fixed.trim() === '' ? 0 : readAmount(fixed, currency);
      const isFit = ppm >= 0 && ppm <= 1_000_000 && fixedMinor !== null && fixedMinor >= 0;
      return isFit ? { providerId, ppm, fixedMinor } : null;
    });
    const fees = read.filter((fee) => fee !== null);
    setIsWrong(fees.length < read.length);
    if (fees.length === read.length) onSave(fees.filter(({ ppm, fixedMinor }) => ppm > 0 || fixedMinor > 0));
  };
  return (
    <form
      className={styles.part}
      aria-label={intl.formatMessage({ id: 'office.books.view.fees' })}
      onSubmit={submit}
    >
      {providers.map(({ providerId, name }) => (
        <fieldset key={providerId} className={styles.row}>
          <legend>{name}</legend>
          <label>
            <FormattedMessage id="office.books.fees.percent" />
            <input
              value={of(providerId).percent}
              maxLength={8}
              inputMode="decimal"
              onChange={({ target }) => change(providerId, { percent: target.value })}
            />
          </label>
          <label>
            <FormattedMessage id="office.books.fees.fixed" values={{ currency }} />
            <input
              value={of(providerId).fixed}
              maxLength={20}
              inputMode="decimal"
              onChange={({ target }) => change(providerId, { fixed: target.value })}
            />
          </label>
        </fieldset>
      ))}
      <button type="submit" data-main="true">
        <FormattedMessage id="office.books.fees.save" />
      </button>
      {isWrong ? (
        <p role="alert">
          <FormattedMessage id="office.books.fees.wrong" />
        </p>
      ) : null}
    </form>
  );
}
