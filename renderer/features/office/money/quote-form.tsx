// A quote as it is written: for whom, until when, which goods at which price. Prices are typed as they are spoken.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { ChannelId, Sku } from '../../../../shared/domain/ids';
import { minorDigitsOf, parseDecimal } from '../../../../shared/money/money';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeFailure } from '../office-api';
import styles from '../workbench/workbench.module.css';
import type { QuoteRow, QuotesApi } from './quotes-page';
import { type DraftLine, emptyLine, QuoteLines } from './quote-lines';

type Props = {
  api: Pick<QuotesApi, 'saveQuote' | 'channels'>;
  row: QuoteRow | null;
  onSaved: (row: QuoteRow) => void;
  onLeave: () => void;
};

const texts = [
  'number',
  'customerId',
  'customerName',
  'street',
  'postcode',
  'city',
  'country',
  'currency',
  'validUntil',
  'termsDays',
  'discount',
  'shipping',
  'note',
] as const;
type Texts = Record<(typeof texts)[number], string>;
const needed: readonly string[] = [
  'number',
  'customerName',
  'city',
  'country',
  'currency',
  'validUntil',
  'termsDays',
];

const monthMs = 30 * 86_400_000;

export function QuoteForm({ api, row, onSaved, onLeave }: Props): ReactNode {
  const intl = useIntl();
  const [quoteId] = useState(
    () => row?.quote.quoteId ?? (crypto.randomUUID() as QuoteRow['quote']['quoteId']),
  );
  const channels = useAnswer(api.channels);
  const [channelId, setChannelId] = useState<string>(row?.quote.channelId ?? '');
  const [values, setValues] = useState<Texts>(() => textsOf(row));
  const [taxIncluded, setTaxIncluded] = useState(row?.quote.taxIncluded ?? false);
  const [lines, setLines] = useState<DraftLine[]>(
    () => row?.quote.lines.map((line) => lineOf(line, row.quote.currency)) ?? [emptyLine()],
  );
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wrong, setWrong] = useState('');
  const chosen = channelId || (channels.last?.rows[0]?.channelId ?? '');
  const currency = values.currency.trim().toUpperCase();
  const minor = (text: string): number | null =>
    text.trim() === '' ? 0 : parseDecimal(text.replace(',', '.'), currency);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const parsed = lines.map((line) => ({
      ...line,
      price: minor(line.price),
      off: minor(line.discount),
      tax: Number(line.tax.replace(',', '.')),
    }));
    const [discountMinor, shippingMinor] = [minor(values.discount), minor(values.shipping)];
    const bad = parsed.findIndex(
      ({ price, off, tax }) => price === null || off === null || Number.isNaN(tax),
    );
    if (bad >= 0 || discountMinor === null || shippingMinor === null) {
      setWrong(bad >= 0 ? `${bad + 1}` : '–');
      return;
    }
    setWrong('');
    const answer = await api.saveQuote(quoteId, {
      number: values.number.trim(),
      channelId: chosen as ChannelId,
      customerId: values.customerId.trim() || null,
      customerName: values.customerName.trim(),
      shipTo: {
        name: values.customerName.trim(),
        company: null,
        lines: values.street
          .split('\n')
          .map((each) => each.trim())
          .filter((each) => each !== ''),
        postcode: values.postcode.trim() || null,
        city: values.city.trim(),
        region: row?.quote.shipTo.region ?? null,
        countryCode: values.country.trim().toUpperCase(),
        phone: row?.quote.shipTo.phone ?? null,
        email: row?.quote.shipTo.email ?? null,
      },
      currency,
      lines: parsed.map(({ sku, name, quantity, price, off, tax }) => ({
        sku: sku.trim() as Sku,
        name: name.trim() || sku.trim(),
        quantity: Number(quantity),
        unitPriceMinor: price ?? 0,
        discountMinor: off ?? 0,
        taxPpm: Math.round(tax * 10_000),
      })),
      discountMinor,
      shippingMinor,
      taxIncluded,
      // It can be accepted until the day is over where it was written.
      validUntil: new Date(`${values.validUntil}T23:59:59`).toISOString(),
      termsDays: Number(values.termsDays),
      note: values.note.trim() || null,
    });
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) onSaved(answer.value);
  };
  return (
    <form className={styles.bench} onSubmit={(event) => void submit(event)}>
      <header className={styles.head}>
        <h1>
          <FormattedMessage id={row ? 'office.quotes.edit' : 'office.quotes.new'} />
        </h1>
        <button type="submit" data-main="true">
          <FormattedMessage id="office.quotes.save" />
        </button>
        <button type="button" onClick={onLeave}>
          <FormattedMessage id="office.workbench.close" />
        </button>
      </header>
      <div>
        {failure ? <Failure failure={failure} /> : null}
        {wrong === '' ? null : (
          <p role="alert">
            <FormattedMessage id="office.quotes.wrong-amount" values={{ line: wrong }} />
          </p>
        )}
      </div>
      <div className={styles.parts}>
        <fieldset className={styles.fields}>
          <label>
            <FormattedMessage id="office.orders.channel" />
            <select value={chosen} onChange={({ target }) => setChannelId(target.value)}>
              {(channels.last?.rows ?? []).map((channel) => (
                <option key={channel.channelId} value={channel.channelId}>
                  {channel.name}
                </option>
              ))}
            </select>
          </label>
          {texts.map((name) => (
            <label key={name}>
              <FormattedMessage id={`office.quotes.field.${name}`} />
              <input
                type={name === 'validUntil' ? 'date' : name === 'termsDays' ? 'number' : 'text'}
                min={name === 'termsDays' ? 0 : undefined}
                max={name === 'termsDays' ? 365 : undefined}
                maxLength={name === 'note' ? 1000 : 120}
                value={values[name]}
                required={needed.includes(name)}
                onChange={({ target }) => setValues({ ...values, [name]: target.value })}
              />
            </label>
          ))}
          <label>
            <input type="checkbox" checked={taxIncluded} onChange={() => setTaxIncluded(!taxIncluded)} />
            <FormattedMessage id="office.quotes.tax-included" />
          </label>
        </fieldset>
        <QuoteLines
          lines={lines}
          onChange={setLines}
          title={intl.formatMessage({ id: 'office.quotes.lines' })}
        />
      </div>
    </form>
  );
}

const spoken = (minorUnits: number, currency: string): string => {
  const digits = minorDigitsOf(currency);
  return minorUnits === 0 ? '' : (minorUnits / 10 ** digits).toFixed(digits);
};

function lineOf(line: QuoteRow['quote']['lines'][number], currency: string): DraftLine {
  return {
    key: crypto.randomUUID(),
    sku: line.sku,
    name: line.name,
    quantity: String(line.quantity),
    price: spoken(line.unitPriceMinor, currency),
    discount: spoken(line.discountMinor, currency),
    tax: String(line.taxPpm / 10_000),
  };
}

function textsOf(row: QuoteRow | null): Texts {
  const quote = row?.quote;
  const validUntil = quote?.validUntil ?? new Date(Date.now() + monthMs).toISOString();
  return {
    number: quote?.number ?? '',
    customerId: quote?.customerId ?? '',
    customerName: quote?.customerName ?? '',
    street: quote?.shipTo.lines.join(', ') ?? '',
    postcode: quote?.shipTo.postcode ?? '',
    city: quote?.shipTo.city ?? '',
    country: quote?.shipTo.countryCode ?? '',
    currency: quote?.currency ?? '',
    validUntil: validUntil.slice(0, 10),
    termsDays: String(quote?.termsDays ?? 30),
    discount: quote ? spoken(quote.discountMinor, quote.currency) : '',
    shipping: quote ? spoken(quote.shippingMinor, quote.currency) : '',
    note: quote?.note ?? '',
  };
}
