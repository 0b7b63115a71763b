// Overrides of all products and what became of them: summed by person and by kind of reason, then one by one. A person or a
// reason is chosen in the sums; a product opens its page.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import {
  type Overrides,
  overrideKinds,
  overridePeriods,
  type OverrideSumsRow,
} from '../../../../shared/contract/demand';
import { Failure } from '../list/failure';
import { FigureTable } from '../list/figure-table';
import { useAnswer } from '../list/use-answer';
import type { OfficePageProps } from '../office-place';
import { Units } from './demand-table';
import styles from './demand.module.css';
import type { DemandApi } from './demand-page';
import { OverrideTable } from './override-table';

type Filter = { weeks: string; person: string; kind: string };

export function OverridesPart({ api, open }: Pick<OfficePageProps, 'open'> & { api: DemandApi }): ReactNode {
  const [filter, setFilter] = useState<Filter>({ weeks: '26', person: '', kind: '' });
  const { weeks, person, kind } = filter;
  const load = useCallback(() => api.forecastOverrides({ weeks, person, kind }), [api, weeks, person, kind]);
  const { answer, last, askAgain } = useAnswer(load);
  const [shown, setShown] = useState<Overrides | null>(null);
  if (last !== null && last !== shown) setShown(last);
  const told = last ?? shown;
  return (
    <div className={styles.page}>
      <h1>
        <FormattedMessage id="office.demand.tab.overrides" />
      </h1>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {told ? (
        <>
          <Choices filter={filter} told={told} choose={setFilter} />
          <div className={styles.beside}>
            <Sums title="by-person" rows={told.byPerson} nameOf={({ name }) => name} />
            <Sums
              title="by-kind"
              rows={told.byKind}
              nameOf={({ name }) => <FormattedMessage id={`demand.override-kind.${name}`} />}
            />
          </div>
          {told.rows.length === 0 ? (
            <p>
              <FormattedMessage id="office.demand.overrides-none" />
            </p>
          ) : (
            <OverrideTable
              rows={told.rows}
              first={{
                heading: 'name',
                cell: ({ sku, name, removedAt }) => (
                  <>
                    <button type="button" onClick={() => open('demand', sku)}>
                      {name}
                    </button>
                    {removedAt === null ? null : (
                      <>
                        {' '}
                        <FormattedMessage id="office.demand.taken-back" />
                      </>
                    )}
                  </>
                ),
              }}
            />
          )}
          {told.total > told.rows.length || told.isTotalLeast ? (
            <p>
              <FormattedMessage
                id="office.demand.overrides-more"
                values={{ shown: told.rows.length, total: told.total }}
              />
            </p>
          ) : null}
        </>
      ) : (
        <output>
          <FormattedMessage id="office.demand.looking" />
        </output>
      )}
    </div>
  );
}

function Choices({
  filter,
  told,
  choose,
}: {
  filter: Filter;
  told: Overrides;
  choose: (filter: Filter) => void;
}): ReactNode {
  const intl = useIntl();
  const words = (id: string, values?: Record<string, number>): string => intl.formatMessage({ id }, values);
  const choices = [
    {
      name: 'weeks',
      label: 'overrides-of',
      options: overridePeriods.map((value) => ({
        value: String(value),
        label: words('office.demand.last-weeks', { weeks: Number(value) }),
      })),
    },
    {
      name: 'person',
      label: 'said-by',
      options: [
        { value: '', label: words('office.demand.everybody') },
        ...told.byPerson.map(({ group, name }) => ({ value: group, label: name })),
      ],
    },
    {
      name: 'kind',
      label: 'override-kind',
      options: [
        { value: '', label: words('office.demand.every-kind') },
        ...overrideKinds.map((value) => ({
          value: String(value),
          label: words(`demand.override-kind.${value}`),
        })),
      ],
    },
  ] as const;
  return (
    <div className={styles.row}>
      {choices.map(({ name, label, options }) => (
        <label key={name} className={styles.field}>
          <FormattedMessage id={`office.demand.${label}`} />
          <select value={filter[name]} onChange={({ target }) => choose({ ...filter, [name]: target.value })}>
            {options.map(({ value, label: text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}

function Sums({
  title,
  rows,
  nameOf,
}: {
  title: 'by-person' | 'by-kind';
  rows: readonly OverrideSumsRow[];
  nameOf: (row: OverrideSumsRow) => ReactNode;
}): ReactNode {
  const share = (part: number, of: number): ReactNode =>
    of > 0 ? <FormattedNumber value={part / of} style="percent" maximumFractionDigits={0} /> : '–';
  return (
    <section className={styles.part} aria-labelledby={`overrides-${title}`}>
      <h2 id={`overrides-${title}`}>
        <FormattedMessage id={`office.demand.${title}`} />
      </h2>
      <FigureTable
        words="office.demand.sums"
        styles={{ scroll: styles.wide ?? '', table: styles.table ?? '' }}
        rows={rows}
        rowKey={({ group }) => group}
        columns={[
          { heading: title, cell: nameOf },
          { heading: 'count', cell: ({ overrides }) => <FormattedNumber value={overrides} /> },
          { heading: 'judged', cell: ({ judged }) => <FormattedNumber value={judged} /> },
          { heading: 'better', cell: ({ better }) => <FormattedNumber value={better} /> },
          { heading: 'worse', cell: ({ worse }) => <FormattedNumber value={worse} /> },
          { heading: 'came', cell: ({ came }) => <Units value={came} /> },
          { heading: 'off-person', cell: ({ errorOfPerson, came }) => share(errorOfPerson, came) },
          { heading: 'off-forecast', cell: ({ errorOfForecast, came }) => share(errorOfForecast, came) },
        ]}
      />
    </section>
  );
}
