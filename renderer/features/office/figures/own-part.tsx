// What somebody's own hands did: asked for with badge and PIN, shown until the page is left, and a supervisor's to see only where
// they say so.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { OwnFigures } from '../../../../shared/contract/reports';
import type { Span } from '../../../../shared/domain/figures/span';
import { AnsweringForm } from '../list/answering';
import { Failure } from '../list/failure';
import type { OfficeFailure } from '../office-api';
import { BarChart } from './bar-chart';
import { FigureTable } from './figure-table';
import type { FiguresApi } from './figures-page';
import styles from './figures.module.css';

export function OwnPart({ api, span }: { api: FiguresApi; span: Span }): ReactNode {
  const intl = useIntl();
  const [own, setOwn] = useState<OwnFigures | null>(null);
  const [asking, setAsking] = useState<'show' | 'share' | 'hush' | null>('show');
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  return (
    <section className={styles.panel} aria-labelledby="figures-own">
      <h2 id="figures-own">
        <FormattedMessage id="office.own.title" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      {asking === null ? (
        <button type="button" onClick={() => setAsking('show')}>
          <FormattedMessage id="office.own.show" />
        </button>
      ) : (
        <AnsweringForm
          key={asking}
          wanted={{
            label: `office.own.${asking}`,
            act: async (by) => {
              if (asking !== 'show') {
                const shared = await api.shareOwnFigures(asking === 'share', by);
                setFailure(shared.ok ? null : shared.failure);
                if (!shared.ok) return false;
                setOwn(own && { ...own, isShared: shared.value.isShared });
                return true;
              }
              const got = await api.ownFigures(span, by);
              setFailure(got.ok ? null : got.failure);
              if (got.ok) setOwn(got.value);
              return got.ok;
            },
          }}
          onEnd={() => setAsking(null)}
        />
      )}
      {own ? (
        <>
          <h3>{own.name}</h3>
          <p className={styles.row}>
            <FormattedMessage id={own.isShared ? 'office.own.shared' : 'office.own.private'} />
            <button type="button" onClick={() => setAsking(own.isShared ? 'hush' : 'share')}>
              <FormattedMessage id={own.isShared ? 'office.own.hush' : 'office.own.share'} />
            </button>
            <button type="button" onClick={() => setOwn(null)}>
              <FormattedMessage id="office.answering.leave" />
            </button>
          </p>
          <BarChart
            title={intl.formatMessage({ id: 'office.own.title' })}
            bars={own.days.map(({ day, unitsPicked, unitsPacked }) => ({
              key: day,
              label: intl.formatDate(day, { timeZone: 'UTC', day: 'numeric', month: 'short' }),
              value: unitsPicked + unitsPacked,
              text: intl.formatNumber(unitsPicked + unitsPacked),
            }))}
          />
          <FigureTable
            rows={own.days}
            rowKey={({ day }) => day}
            columns={[
              {
                heading: 'by.time',
                cell: ({ day }) => <FormattedDate value={day} timeZone="UTC" dateStyle="medium" />,
              },
              { heading: 'own.units-picked', cell: (row) => <FormattedNumber value={row.unitsPicked} /> },
              { heading: 'own.hours-picking', cell: (row) => <FormattedNumber value={row.hoursPicking} /> },
              { heading: 'own.parcels', cell: (row) => <FormattedNumber value={row.parcels} /> },
              { heading: 'own.units-packed', cell: (row) => <FormattedNumber value={row.unitsPacked} /> },
              { heading: 'own.hours-packing', cell: (row) => <FormattedNumber value={row.hoursPacking} /> },
            ]}
          />
        </>
      ) : null}
    </section>
  );
}
