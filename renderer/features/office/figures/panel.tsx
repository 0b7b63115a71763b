// One measure: its sum beside the time before, over time, and told apart; every number opens the events behind it.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { type Figures, restOfParts } from '../../../../shared/contract/figures';
import type { Dimension, MeasureName } from '../../../../shared/domain/figures/measures';
import { sourceOf } from '../list/answer-source';
import { ListExport } from '../list/list-export';
import type { FiguresApi, Look } from './figures-page';
import styles from './figures.module.css';
import { Change, sumInWords, weightOf } from './measure-value';
import { partName } from './part-name';
import { type Span, spanOfBucket } from '../../../../shared/domain/figures/span';
import { TimeChart } from './time-chart';

/** What an event must be of to stand behind a number. */
export type Asked = { measure: MeasureName; span: Span; dimension: Dimension | 'time' | null; part: string };

export function Panel({
  api,
  measure,
  figures,
  before,
  look,
  onBehind,
}: {
  api: FiguresApi;
  measure: MeasureName;
  figures: Figures;
  before: Figures | null;
  look: Look;
  onBehind: (asked: Asked) => void;
}): ReactNode {
  const intl = useIntl();
  const own = figures.measures[measure];
  const earlier = before?.measures[measure] ?? null;
  const told = (['channel', 'country', 'currency', 'warehouse', 'key'] as const).filter(
    (each) => own.by[each].length > 0,
  );
  const [chosen, setChosen] = useState<Dimension | 'time'>('time');
  const by = chosen === 'time' || told.includes(chosen) ? chosen : 'time';
  const titleId = `figures-${measure}`;
  const { span } = look;
  const behind = (dimension: Asked['dimension'], part: string, of: Span = span): void =>
    onBehind({ measure, span: of, dimension, part });
  return (
    <section className={styles.panel} aria-labelledby={titleId}>
      <h2 id={titleId}>
        <FormattedMessage id={`office.figures.measure.${measure}`} />
      </h2>
      <p className={styles.sum}>
        <strong>{sumInWords(intl, measure, own, figures.currency)}</strong>
        <span className={styles.quiet}>
          <Change now={weightOf(measure, own)} before={earlier && weightOf(measure, earlier)} />
        </span>
      </p>
      <TimeChart
        measure={measure}
        series={own.series}
        before={earlier?.series ?? null}
        bucket={figures.bucket}
        currency={figures.currency}
      />
      <div className={styles.row}>
        <label className={styles.field}>
          <FormattedMessage id="office.figures.by" />
          <select value={by} onChange={({ target }) => setChosen(target.value as Dimension | 'time')}>
            {(['time', ...told] as const).map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.figures.by.${each}` })}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => behind(null, '')}>
          <FormattedMessage id="office.figures.behind" />
        </button>
        <RowsFile api={api} look={look} measure={measure} by={by} />
      </div>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                <FormattedMessage id={`office.figures.by.${by}`} />
              </th>
              <td>
                <FormattedMessage id="office.figures.count" />
              </td>
              <td>
                <FormattedMessage id="office.figures.amount" />
              </td>
              <td>
                <FormattedMessage id="office.figures.behind" />
              </td>
            </tr>
          </thead>
          <tbody>
            {(by === 'time'
              ? own.series
                  .filter(({ count, amount }) => count !== 0 || amount !== 0)
                  .map((each) => ({ ...each, name: each.at }))
              : own.by[by]
            ).map((row) => (
              <tr key={row.name}>
                <th scope="row">
                  {by === 'time' ? (
                    <FormattedDate
                      value={row.name}
                      timeZone="UTC"
                      day="numeric"
                      month="short"
                      year="numeric"
                    />
                  ) : (
                    partName(intl, measure, by, row.name)
                  )}
                </th>
                <td>{intl.formatNumber(row.count)}</td>
                <td>{sumInWords(intl, measure, row, figures.currency)}</td>
                <td>
                  {row.name === restOfParts ? null : (
                    <button
                      type="button"
                      aria-label={intl.formatMessage(
                        { id: 'office.figures.behind-row' },
                        { row: by === 'time' ? row.name : partName(intl, measure, by, row.name) },
                      )}
                      onClick={() =>
                        by === 'time'
                          ? behind('time', '', spanOfBucket(row.name, figures.bucket, span))
                          : behind(by, row.name)
                      }
                    >
                      →
                    </button>
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

/** The table as a file: it is asked for as a list, so the file has what head office tells at that moment. */
function RowsFile({
  api,
  look,
  measure,
  by,
}: {
  api: FiguresApi;
  look: Look;
  measure: MeasureName;
  by: Dimension | 'time';
}): ReactNode {
  const [list, setList] = useState<{ key: string; list: Parameters<typeof ListExport>[0]['list'] } | null>(
    null,
  );
  const key = JSON.stringify([look.span, look.filter, by]);
  if (list?.key === key) return <ListExport list={list.list} />;
  const ask = async (): Promise<void> => {
    const got = await api.figureRows(look.span, look.filter, measure, by);
    if (got.ok)
      setList({ key, list: { source: sourceOf(got), total: got.value.rows.length, isTotalLeast: false } });
  };
  return (
    <button type="button" onClick={() => void ask()}>
      <FormattedMessage id="office.figures.file" />
    </button>
  );
}
