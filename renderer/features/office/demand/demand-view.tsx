// One product: its history and forecast drawn and in tables, how the method did on weeks that it had not seen, where demand
// comes from, and what people know better.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import type { DemandPage } from '../../../../shared/contract/demand';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { Answer, OfficeFailure } from '../office-api';
import { BackTest } from './back-test';
import { DemandChart } from './demand-chart';
import styles from './demand.module.css';
import type { DemandApi } from './demand-page';
import { KnownBetter } from './known-better';

export function DemandView({
  api,
  sku,
  onLeave,
}: {
  api: DemandApi;
  sku: string;
  onLeave: () => void;
}): ReactNode {
  const load = useCallback(() => api.demandOf(sku), [api, sku]);
  const { answer, last, askAgain } = useAnswer(load);
  const [changed, setChanged] = useState<DemandPage | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const page = changed ?? last;
  const settle = async (asked: Promise<Answer<DemandPage>>): Promise<boolean> => {
    const got = await asked;
    setFailure(got.ok ? null : got.failure);
    if (got.ok) setChanged(got.value);
    return got.ok;
  };
  if (!page) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  return (
    <div className={styles.page}>
      <header className={styles.row}>
        <button type="button" onClick={onLeave}>
          <FormattedMessage id="office.demand.back" />
        </button>
        <h1>
          {page.name} <span className={styles.quiet}>{page.sku}</span>
        </h1>
      </header>
      {failure ? <Failure failure={failure} /> : null}
      <section className={styles.part} aria-labelledby="demand-weeks">
        <h2 id="demand-weeks">
          <FormattedMessage id="office.demand.weeks" />
        </h2>
        {page.forecast ? (
          <p>
            <FormattedMessage
              id={`demand.method-why.${page.forecast.method}`}
              values={{ adi: page.forecast.adi ?? 0, like: page.like ?? '' }}
            />
          </p>
        ) : (
          <p>
            <FormattedMessage id="office.demand.no-forecast" />
          </p>
        )}
        <DemandChart page={page} />
        <div className={styles.beside}>
          <Ahead page={page} />
          <History page={page} />
        </div>
      </section>
      <BackTest page={page} />
      <section className={styles.part} aria-labelledby="demand-where">
        <h2 id="demand-where">
          <FormattedMessage id="office.demand.where" />
        </h2>
        <div className={styles.beside}>
          <Shares caption="office.demand.by-channel" rows={page.channels} />
          <Shares caption="office.demand.by-site" rows={page.sites} />
          <Days page={page} />
        </div>
      </section>
      <KnownBetter api={api} page={page} settle={settle} />
    </div>
  );
}

function Head({ of }: { of: readonly string[] }): ReactNode {
  return (
    <thead>
      <tr>
        {of.map((name) => (
          <th key={name} scope="col">
            <FormattedMessage id={`office.demand.${name}`} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Week({ week }: { week: string }): ReactNode {
  return <FormattedDate value={week} dateStyle="medium" timeZone="UTC" />;
}

function Units({ value }: { value: number }): ReactNode {
  return <FormattedNumber value={value} maximumFractionDigits={1} />;
}

function Ahead({ page: { forecast } }: { page: DemandPage }): ReactNode {
  if (!forecast) return null;
  const [half, high] = [0.5, 0.95].map((level) => forecast.levels.indexOf(level)) as [number, number];
  return (
    <section className={styles.wide} aria-labelledby="demand-ahead">
      <table className={styles.table}>
        <caption id="demand-ahead">
          <FormattedMessage id="office.demand.ahead" />
        </caption>
        <Head of={['week', 'expected', 'instead', 'half', 'high']} />
        <tbody>
          {forecast.weeks.map(({ week, expected, overridden, quantiles }) => (
            <tr key={week}>
              <th scope="row">
                <Week week={week} />
              </th>
              <td>
                <Units value={expected} />
              </td>
              <td>{overridden === null ? '–' : <Units value={overridden} />}</td>
              <td>
                <Units value={quantiles[half] ?? 0} />
              </td>
              <td>
                <Units value={quantiles[high] ?? 0} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Half a year; the rest when it is asked for. */
const shownRows = 26;

function History({ page: { history } }: { page: DemandPage }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const newest = history.toReversed();
  return (
    <section className={styles.wide} aria-labelledby="demand-history">
      <table className={styles.table}>
        <caption id="demand-history">
          <FormattedMessage id="office.demand.history" />
        </caption>
        <Head of={['week', 'asked', 'taken', 'mark']} />
        <tbody>
          {(isWhole ? newest : newest.slice(0, shownRows)).map(({ week, units, taken, mark, outDays }) => (
            <tr key={week}>
              <th scope="row">
                <Week week={week} />
              </th>
              <td>
                <Units value={units} />
              </td>
              <td>
                <Units value={taken} />
              </td>
              <td>
                {mark === null ? (
                  '–'
                ) : (
                  <FormattedMessage id={`demand.mark.${mark}`} values={{ days: outDays }} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {newest.length > shownRows && !isWhole ? (
        <button type="button" onClick={() => setWhole(true)}>
          <FormattedMessage id="office.demand.all-weeks" values={{ weeks: newest.length }} />
        </button>
      ) : null}
    </section>
  );
}

function Shares({ caption, rows }: { caption: string; rows: DemandPage['sites'] }): ReactNode {
  return (
    <table className={styles.table}>
      <caption>
        <FormattedMessage id={caption} />
      </caption>
      <Head of={['name', 'asked', 'share']} />
      <tbody>
        {rows.map(({ name, units, share }) => (
          <tr key={name}>
            <th scope="row">{name === '' ? <FormattedMessage id="office.demand.nowhere" /> : name}</th>
            <td>
              <Units value={units} />
            </td>
            <td>
              <FormattedNumber value={share} style="percent" maximumFractionDigits={0} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Days({ page: { days } }: { page: DemandPage }): ReactNode {
  return (
    <section className={styles.wide} aria-labelledby="demand-days">
      <table className={styles.table}>
        <caption id="demand-days">
          <FormattedMessage id="office.demand.by-day" />
        </caption>
        <Head of={['day', 'asked']} />
        <tbody>
          {days.toReversed().map(({ day, units }) => (
            <tr key={day}>
              <th scope="row">
                <Week week={day} />
              </th>
              <td>
                <Units value={units} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
