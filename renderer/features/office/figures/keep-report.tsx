// Keeps what is looked at as a report under a name, with days by a rule.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Dashboard } from '../../../../shared/domain/figures/dashboards';
import { type Period, periods } from '../../../../shared/domain/figures/report';
import type { Comparison } from '../../../../shared/domain/figures/span';
import { Failure } from '../list/failure';
import type { OfficeFailure } from '../office-api';
import type { FigureFilter } from './figures-api';
import type { FiguresApi } from './figures-page';
import styles from './figures.module.css';

export function KeepReport({
  api,
  dashboard,
  comparison,
  filter,
}: {
  api: FiguresApi;
  dashboard: Dashboard;
  comparison: Comparison;
  filter: FigureFilter;
}): ReactNode {
  const intl = useIntl();
  const [name, setName] = useState('');
  const [period, setPeriod] = useState<Period>('last-week');
  const [shared, setShared] = useState(false);
  const [kept, setKept] = useState<string | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const keep = async (): Promise<void> => {
    const { channel, country, warehouse } = filter;
    const got = await api.saveReport({
      report: {
        name: name.trim(),
        dashboard,
        period,
        comparison,
        filter: {
          ...(channel === undefined ? {} : { channel }),
          ...(country === undefined ? {} : { country }),
          ...(warehouse === undefined ? {} : { warehouse }),
        },
        language: intl.locale.startsWith('tr') ? 'tr' : 'en',
      },
      shared,
    });
    setFailure(got.ok ? null : got.failure);
    setKept(got.ok ? name.trim() : null);
    if (got.ok) setName('');
  };
  return (
    <details>
      <summary>
        <FormattedMessage id="office.report.keep" />
      </summary>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void keep();
        }}
      >
        <label className={styles.field}>
          <FormattedMessage id="office.report.name" />
          <input required maxLength={60} value={name} onChange={({ target: { value } }) => setName(value)} />
        </label>
        <label className={styles.field}>
          <FormattedMessage id="office.report.period" />
          <select value={period} onChange={({ target: { value } }) => setPeriod(value as Period)}>
            {periods.map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.report.period.${each}` })}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input type="checkbox" checked={shared} onChange={({ target }) => setShared(target.checked)} />{' '}
          <FormattedMessage id="office.report.shared" />
        </label>
        <button type="submit" disabled={name.trim() === ''}>
          <FormattedMessage id="office.report.keep" />
        </button>
      </form>
      {kept === null ? null : (
        <output>
          <FormattedMessage id="office.report.is-kept" values={{ name: kept }} />
        </output>
      )}
      {failure ? <Failure failure={failure} /> : null}
    </details>
  );
}
