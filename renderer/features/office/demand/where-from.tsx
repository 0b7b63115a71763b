// Where demand comes from: channels and sites with what they asked for and what of the next weeks falls to them, each table
// with its sum; and the last days.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import type { DemandPage } from '../../../../shared/contract/demand';
import { Head, Units, Week } from './demand-table';
import styles from './demand.module.css';

export function WhereFrom({ page }: { page: DemandPage }): ReactNode {
  return (
    <section className={styles.part} aria-labelledby="demand-where">
      <h2 id="demand-where">
        <FormattedMessage id="office.demand.where" />
      </h2>
      <p>
        <FormattedMessage id="office.demand.split" />
      </p>
      <div className={styles.beside}>
        <Shares by="channel" rows={page.channels} within={page.part.site} />
        <Shares by="site" rows={page.sites} within={page.part.channel} />
        <Days page={page} />
      </div>
    </section>
  );
}

function Shares({
  by,
  rows,
  within,
}: {
  by: 'channel' | 'site';
  rows: DemandPage['sites'];
  /** The site whose channels, or the channel whose sites they are; null: of all. */
  within: string | null;
}): ReactNode {
  const sum = (of: (row: DemandPage['sites'][number]) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  return (
    <section className={styles.wide} aria-labelledby={`demand-by-${by}`}>
      <table className={styles.table}>
        <caption id={`demand-by-${by}`}>
          <FormattedMessage id={`office.demand.by-${by}`} />
          {within === null ? null : (
            <>
              {' · '}
              <PartName name={within} />
            </>
          )}
        </caption>
        <Head of={['name', 'asked', 'share', 'next-month']} />
        <tbody>
          {rows.map(({ name, units, share, expected }) => (
            <tr key={name}>
              <th scope="row">
                <PartName name={name} />
              </th>
              <td>
                <Units value={units} />
              </td>
              <td>
                <FormattedNumber value={share} style="percent" maximumFractionDigits={0} />
              </td>
              <td>
                <FormattedNumber value={expected} maximumFractionDigits={2} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              <FormattedMessage id="office.demand.sum" />
            </th>
            <td>
              <Units value={sum(({ units }) => units)} />
            </td>
            <td>
              <FormattedNumber value={sum(({ share }) => share)} style="percent" maximumFractionDigits={0} />
            </td>
            <td>
              <FormattedNumber value={sum(({ expected }) => expected)} maximumFractionDigits={2} />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

/** A site without a name is that of what no site had. */
export function PartName({ name }: { name: string }): ReactNode {
  return name === '' ? <FormattedMessage id="office.demand.nowhere" /> : name;
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
