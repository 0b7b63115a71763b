// One product: its history and forecast drawn and in tables, how the method did on weeks that it had not seen, where demand
// comes from, and what people know better.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { DemandPage, DemandPartQuery } from '../../../../shared/contract/demand';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { Answer, OfficeFailure } from '../office-api';
import { BackTest } from './back-test';
import { DemandChart } from './demand-chart';
import { Head, Units, Week } from './demand-table';
import styles from './demand.module.css';
import type { DemandApi } from './demand-page';
import { KnownBetter } from './known-better';
import { PartChoice } from './part-choice';
import { WhereFrom } from './where-from';

export function DemandView({
  api,
  sku,
  onLeave,
}: {
  api: DemandApi;
  sku: string;
  onLeave: () => void;
}): ReactNode {
  const [part, setPart] = useState<DemandPartQuery>({});
  const load = useCallback(() => api.demandOf(sku, part), [api, sku, part]);
  const { answer, last, askAgain } = useAnswer(load);
  const [changed, setChanged] = useState<DemandPage | null>(null);
  const [shown, setShown] = useState<DemandPage | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const isWhole = Object.keys(part).length === 0;
  const newest = (isWhole ? changed : null) ?? last;
  // What is on the screen stays there until the part that was chosen is told.
  if (newest !== null && newest !== shown) setShown(newest);
  const page = newest ?? shown;
  const settle = async (asked: Promise<Answer<DemandPage>>): Promise<boolean> => {
    const got = await asked;
    setFailure(got.ok ? null : got.failure);
    if (!got.ok) return false;
    // It is of the whole.
    setChanged(got.value);
    if (!isWhole) askAgain();
    return true;
  };
  const choose = (chosen: DemandPartQuery): void => {
    setChanged(null);
    setPart(chosen);
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
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      <PartChoice page={page} part={part} choose={choose} />
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
      <WhereFrom page={page} />
      <KnownBetter api={api} page={page} settle={settle} />
    </div>
  );
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

function History({ page }: { page: DemandPage }): ReactNode {
  const { history } = page;
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
                  <OutHere page={page} days={outDays} />
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

/** A site may have had none while others had some: the forecast learned from the week as it is. */
function OutHere({ page: { part }, days }: { page: DemandPage; days: number }): ReactNode {
  if (part.site === null || days === 0) return '–';
  return <FormattedMessage id="office.demand.out-here" values={{ days }} />;
}
