// Overrides, each beside what then came and beside the forecast that it replaced: sums of the weeks that can be judged, how far
// each of the two was off, and who was nearer.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import type { DemandPage } from '../../../../shared/contract/demand';
import { Head, Units } from './demand-table';
import styles from './demand.module.css';

type Override = DemandPage['overrides'][number];
type Extra<Row> = { heading: string; cell: (row: Row) => ReactNode };

export function OverrideTable<Row extends Override>({
  rows,
  first,
  last,
}: {
  rows: readonly Row[];
  /** A column before the others, and one behind them. */
  first?: Extra<Row>;
  last?: Extra<Row>;
}): ReactNode {
  return (
    <section className={styles.wide} aria-labelledby="demand-overrides">
      <table className={styles.table}>
        <caption id="demand-overrides">
          <FormattedMessage id="office.demand.overrides" />
        </caption>
        <Head
          of={[
            ...(first ? [first.heading] : []),
            'from-week',
            'for-weeks',
            'units-a-week',
            'override-kind',
            'reason',
            'said-by',
            'weeks-over',
            'said-instead',
            'forecast-said',
            'came',
            'off-person',
            'off-forecast',
            'nearer',
            ...(last ? [last.heading] : []),
          ]}
        />
        <tbody>
          {rows.map((row) => (
            <tr key={row.overrideId} data-verdict={row.accuracy?.verdict ?? 'open'}>
              {first ? <td>{first.cell(row)}</td> : null}
              <th scope="row">
                <FormattedDate value={row.fromWeek} dateStyle="medium" timeZone="UTC" />
              </th>
              <td>
                <FormattedNumber value={row.weeks} />
              </td>
              <td>
                <Units value={row.units} />
              </td>
              <td>
                <FormattedMessage id={`demand.override-kind.${row.kind}`} />
              </td>
              <td>{row.reason}</td>
              <td>{row.by}</td>
              <Judged accuracy={row.accuracy} />
              {last ? <td>{last.cell(row)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Judged({ accuracy }: { accuracy: Override['accuracy'] }): ReactNode {
  if (accuracy === null)
    return (
      <td colSpan={7}>
        <FormattedMessage id="office.demand.not-over" />
      </td>
    );
  const { weeks, person, forecast, came, errorOfPerson, errorOfForecast, verdict } = accuracy;
  return (
    <>
      <td>
        <FormattedNumber value={weeks.length} />
      </td>
      <td>
        <Units value={person} />
      </td>
      <td>
        <Units value={forecast} />
      </td>
      <td>
        <Units value={came} />
      </td>
      <td>
        <Units value={errorOfPerson} />
      </td>
      <td>
        <Units value={errorOfForecast} />
      </td>
      <td>
        <FormattedMessage id={`demand.verdict.${verdict}`} />
      </td>
    </>
  );
}
