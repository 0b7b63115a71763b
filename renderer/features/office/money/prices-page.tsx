// What products cost customers of a channel, and what tax is on them: lists and rules by the names that channels are agreed
// with. They are typed, or pasted from a sheet, and take hold of the next order or quote that names no price.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import styles from '../workbench/workbench.module.css';
import { PriceListForm } from './price-list-form';
import { Signing } from './signing';
import { TaxRuleForm } from './tax-rule-form';
import { useSigned } from './use-signed';

type Api = Pick<OfficeApi, 'prices' | 'savePriceList' | 'saveTaxRule'>;
type Prices = Extract<Awaited<ReturnType<Api['prices']>>, { ok: true }>['value'];
type Edited =
  | { kind: 'list'; list: Prices['priceLists'][number] | null }
  | { kind: 'rule'; rule: Prices['taxRules'][number] | null };

export function PricesPage({ api }: { api: Api }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.prices);
  const signed = useSigned();
  const [edited, setEdited] = useState<Edited | null>(null);
  const leave = (): void => setEdited(null);
  const kept = (): void => {
    leave();
    askAgain();
  };
  return (
    <div className={styles.bench}>
      <header className={styles.head}>
        <h1>
          <FormattedMessage id="office.prices.title" />
        </h1>
        <button type="button" onClick={() => setEdited({ kind: 'list', list: null })}>
          <FormattedMessage id="office.prices.new-list" />
        </button>
        <button type="button" onClick={() => setEdited({ kind: 'rule', rule: null })}>
          <FormattedMessage id="office.prices.new-rule" />
        </button>
      </header>
      <div>
        <Signing signed={signed} />
        {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      </div>
      <div className={styles.parts}>
        {last ? <Known prices={last} onEdit={setEdited} /> : null}
        {edited?.kind === 'list' ? (
          <PriceListForm
            key={edited.list?.name ?? ''}
            list={edited.list}
            onSave={(list) => signed.ask('office.prices.save', (by) => api.savePriceList(list, by), kept)}
            onLeave={leave}
          />
        ) : null}
        {edited?.kind === 'rule' ? (
          <TaxRuleForm
            key={edited.rule?.name ?? ''}
            rule={edited.rule}
            onSave={(rule) => signed.ask('office.prices.save', (by) => api.saveTaxRule(rule, by), kept)}
            onLeave={leave}
          />
        ) : null}
      </div>
    </div>
  );
}

function Known({ prices, onEdit }: { prices: Prices; onEdit: (edited: Edited) => void }): ReactNode {
  return (
    <section className={styles.part}>
      <h2>
        <FormattedMessage id="office.prices.lists" />
      </h2>
      {prices.priceLists.length === 0 ? (
        <p>
          <FormattedMessage id="office.prices.no-list" />
        </p>
      ) : null}
      <ul className={styles.groups}>
        {prices.priceLists.map((list) => (
          <li key={list.name}>
            <span>
              <strong>{list.name}</strong>
              {` · ${list.currency} · `}
              <FormattedMessage id="office.prices.count" values={{ prices: list.prices.length }} />
            </span>
            <button type="button" onClick={() => onEdit({ kind: 'list', list })}>
              <FormattedMessage id="office.prices.edit" values={{ name: list.name }} />
            </button>
          </li>
        ))}
      </ul>
      <h2>
        <FormattedMessage id="office.prices.rules" />
      </h2>
      {prices.taxRules.length === 0 ? (
        <p>
          <FormattedMessage id="office.prices.no-rule" />
        </p>
      ) : null}
      <ul className={styles.groups}>
        {prices.taxRules.map((rule) => (
          <li key={rule.name}>
            <span>
              <strong>{rule.name}</strong>
              {' · '}
              <FormattedMessage id={rule.taxIncluded ? 'office.prices.tax-in' : 'office.prices.tax-on-top'} />
              {rule.rates.slice(0, 6).map(({ countries, productTag, taxPpm }, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- two rates may be alike
                <span key={at}>
                  {` · ${countries.join(' ')}${productTag === null ? '' : ` ${productTag}`} `}
                  <FormattedNumber value={taxPpm / 1_000_000} style="percent" maximumFractionDigits={2} />
                </span>
              ))}
              {rule.rates.length > 6 ? ' …' : null}
            </span>
            <button type="button" onClick={() => onEdit({ kind: 'rule', rule })}>
              <FormattedMessage id="office.prices.edit" values={{ name: rule.name }} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
