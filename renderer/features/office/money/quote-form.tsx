// A quote as it is written: for whom, until when, which goods at which price. A customer with an account brings name, currency
// and terms along.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { DraftForm } from '../drafts/draft-form';
import { useAnswer } from '../list/use-answer';
import type { OfficeFailure } from '../office-api';
import {
  contentOf,
  type DraftLine,
  draftLineOf,
  emptyLine,
  neededTexts,
  quoteTexts,
  type QuoteTexts,
  textsOf,
  type WrongQuote,
} from './quote-draft';
import { QuoteLines } from './quote-lines';
import type { QuoteRow, QuotesApi } from './quotes-page';

type Props = {
  api: Pick<QuotesApi, 'saveQuote' | 'channels' | 'accounts'>;
  row: QuoteRow | null;
  onSaved: (row: QuoteRow) => void;
  onLeave: () => void;
};

const longest: Partial<Record<(typeof quoteTexts)[number], number>> = {
  number: 40,
  customerId: 40,
  note: 1000,
  street: 400,
  email: 254,
};

export function QuoteForm({ api, row, onSaved, onLeave }: Props): ReactNode {
  const [quoteId] = useState(
    () => row?.quote.quoteId ?? (crypto.randomUUID() as QuoteRow['quote']['quoteId']),
  );
  const channels = useAnswer(api.channels);
  const loadAccounts = useCallback(() => api.accounts({ state: 'open' }), [api]);
  const accounts = useAnswer(loadAccounts).last?.rows ?? [];
  const [channelId, setChannelId] = useState<string>(row?.quote.channelId ?? '');
  const [texts, setTexts] = useState<QuoteTexts>(() => textsOf(row));
  const [taxIncluded, setTaxIncluded] = useState(row?.quote.taxIncluded ?? false);
  const [lines, setLines] = useState<DraftLine[]>(
    () => row?.quote.lines.map((line) => draftLineOf(line, row.quote.currency)) ?? [emptyLine()],
  );
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wrong, setWrong] = useState<WrongQuote | null>(null);
  const chosen = channelId || (channels.last?.rows[0]?.channelId ?? '');
  const write = (name: keyof QuoteTexts, value: string): void => {
    const account = name === 'customerId' ? accounts.find(({ customerId }) => customerId === value) : null;
    setTexts({
      ...texts,
      [name]: value,
      ...(account
        ? {
            customerName: texts.customerName || account.name,
            currency: account.currency,
            termsDays: String(account.termsDays),
          }
        : {}),
    });
  };
  const save = async (): Promise<void> => {
    const read = contentOf(chosen, texts, lines, taxIncluded, row?.quote.shipTo.region ?? null);
    setWrong(read.ok ? null : read.wrong);
    if (!read.ok) return;
    const answer = await api.saveQuote(quoteId, read.content);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) onSaved(answer.value);
  };
  return (
    <DraftForm
      title={row ? 'office.quotes.edit' : 'office.quotes.new'}
      saveText="office.quotes.save"
      goodsTitle="office.quotes.lines"
      canSave
      failure={failure}
      wrong={wrong && { text: `office.quotes.wrong-${wrong.what}`, line: wrong.line }}
      goods={<QuoteLines lines={lines} currency={texts.currency.trim().toUpperCase()} onChange={setLines} />}
      onSave={save}
      onLeave={onLeave}
    >
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
      {quoteTexts.map((name) => (
        <label key={name}>
          <FormattedMessage id={`office.quotes.field.${name}`} />
          <input
            type={typeOf(name)}
            min={name === 'termsDays' ? 0 : undefined}
            max={name === 'termsDays' ? 365 : undefined}
            maxLength={longest[name] ?? 120}
            list={name === 'customerId' ? 'quote-accounts' : undefined}
            value={texts[name]}
            required={neededTexts.includes(name)}
            onChange={({ target }) => write(name, target.value)}
          />
        </label>
      ))}
      <datalist id="quote-accounts">
        {accounts.map(({ customerId, name }) => (
          <option key={customerId} value={customerId}>
            {name}
          </option>
        ))}
      </datalist>
      <label>
        <input type="checkbox" checked={taxIncluded} onChange={() => setTaxIncluded(!taxIncluded)} />
        <FormattedMessage id="office.quotes.tax-included" />
      </label>
    </DraftForm>
  );
}

function typeOf(name: keyof QuoteTexts): string {
  if (name === 'validUntil') return 'date';
  if (name === 'termsDays') return 'number';
  return name === 'email' ? 'email' : 'text';
}
