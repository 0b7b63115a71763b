// How long each step takes, how many boxes and picks an hour of work gives, how many promises are kept.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import type { Figures } from '../../../../shared/contract/figures';
import styles from './figures.module.css';
import { Change, Minutes } from './measure-value';

export function StepsPanel({ figures, before }: { figures: Figures; before: Figures | null }): ReactNode {
  return (
    <section className={styles.panel} aria-labelledby="figures-steps">
      <h2 id="figures-steps">
        <FormattedMessage id="office.figures.measure.stepped" />
      </h2>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              {['step', 'count', 'median', 'nine-of-ten', 'change-of-median'].map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.figures.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.steps.map(({ step, count, median, nineOfTen }) => (
              <tr key={step}>
                <th scope="row">
                  <FormattedMessage id={`office.figures.step.${step}`} />
                </th>
                <td>
                  <FormattedNumber value={count} />
                </td>
                <td>
                  <Minutes minutes={median} />
                </td>
                <td>
                  <Minutes minutes={nineOfTen} />
                </td>
                <td>
                  {median === null ? null : (
                    <Change
                      now={median}
                      before={before?.steps.find((each) => each.step === step)?.median ?? null}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Shares and rates: what two sums make together. */
export function RatesPanel({ figures, before }: { figures: Figures; before: Figures | null }): ReactNode {
  const rates = ratesOf(figures);
  const earlier = before && ratesOf(before);
  return (
    <section className={styles.panel} aria-labelledby="figures-rates">
      <h2 id="figures-rates">
        <FormattedMessage id="office.figures.rates" />
      </h2>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <tbody>
            {rateNames.map((name) => (
              <tr key={name}>
                <th scope="row">
                  <FormattedMessage id={`office.figures.rate.${name}`} />
                </th>
                <td>
                  {rates[name] === null ? (
                    '–'
                  ) : (
                    <FormattedNumber
                      value={rates[name]}
                      style={shares.has(name) ? 'percent' : 'decimal'}
                      maximumFractionDigits={1}
                    />
                  )}
                </td>
                <td>
                  {rates[name] === null ? null : (
                    <Change now={rates[name]} before={earlier?.[name] ?? null} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const rateNames = ['on-time', 'picks-per-hour', 'packs-per-hour', 'mistakes', 'returns', 'cancels'] as const;
type RateName = (typeof rateNames)[number];
const shares: ReadonlySet<RateName> = new Set(['on-time', 'mistakes', 'returns', 'cancels']);

function ratesOf({ measures, hours }: Figures): Record<RateName, number | null> {
  const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
  const kept = measures.promised.by.key.find(({ name }) => name === 'kept')?.count ?? 0;
  return {
    'on-time': share(kept, measures.promised.count),
    'picks-per-hour': share(measures.picked.amount, hours.picked),
    'packs-per-hour': share(measures.packed.count, hours.packed),
    mistakes: share(measures.mistaken.count, measures.packed.count),
    returns: share(measures.returned.amount, measures.packed.amount),
    cancels: share(measures.cancelled.amount, measures.ordered.amount),
  };
}
