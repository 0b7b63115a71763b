// What customers said of their orders: the list with its filters, and averages by product and warehouse, the poorest first.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { FeedbackAverages } from '../../../../shared/contract/money';
import { arrivals } from '../../../../shared/domain/feedback/feedback';
import { type Column, OfficeList } from '../list/office-list';
import { useAnswer } from '../list/use-answer';
import { usePagedList } from '../list/use-paged-list';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import styles from '../workbench/workbench.module.css';

type Api = Pick<OfficeApi, 'ratings' | 'ratingAverages'>;
type Row = Extract<Awaited<ReturnType<OfficeApi['ratings']>>, { ok: true }>['value']['rows'][number];

const spans = [30, 90, 365] as const;
const stars = (count: number | undefined): string =>
  count === undefined ? '–' : `${'★'.repeat(count)}${'☆'.repeat(5 - count)}`;

const columns: readonly Column<Row>[] = [
  { key: 'number', heading: 'office.orders.number', cell: ({ feedback }) => feedback.number },
  {
    key: 'stars',
    heading: 'office.feedback.stars',
    cell: ({ feedback }) =>
      feedback.answer ? (
        <>
          <span aria-hidden="true">{stars(feedback.answer.stars)}</span>{' '}
          <FormattedMessage id="office.feedback.of-five" values={{ stars: feedback.answer.stars }} />
        </>
      ) : (
        <FormattedMessage id="office.feedback.not-yet" />
      ),
  },
  {
    key: 'arrived',
    heading: 'office.feedback.arrived',
    cell: ({ feedback }) =>
      feedback.answer ? <FormattedMessage id={`office.feedback.arrived.${feedback.answer.arrived}`} /> : '–',
  },
  {
    key: 'comment',
    width: 'minmax(0, 3fr)',
    heading: 'office.feedback.comment',
    cell: ({ feedback }) => <span title={feedback.answer?.comment}>{feedback.answer?.comment || '–'}</span>,
  },
  {
    key: 'at',
    heading: 'office.feedback.at',
    cell: ({ feedback }) => (
      <FormattedDate value={feedback.answeredAt ?? feedback.askedAt} dateStyle="medium" timeStyle="short" />
    ),
  },
];

export function FeedbackPage({ api, open }: Pick<OfficePageProps, 'open'> & { api: Api }): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [most, setMost] = useState('');
  const [arrived, setArrived] = useState('');
  const list = usePagedList(api.ratings, { text, most, arrived });
  return (
    <div className={styles.bench}>
      <Averages api={api} />
      <div />
      <OfficeList
        title="office.feedback.title"
        list={list}
        columns={columns}
        rowKey={(row) => row.feedbackId}
        onOpen={({ feedback }) => open('orders', feedback.orderId)}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'most',
            label: 'office.feedback.stars',
            value: most,
            options: [1, 2, 3, 4].map((count) => ({
              value: String(count),
              label: intl.formatMessage({ id: 'office.feedback.at-most' }, { stars: count }),
            })),
          },
          {
            name: 'arrived',
            label: 'office.feedback.arrived',
            value: arrived,
            options: arrivals.map((value) => ({
              value,
              label: intl.formatMessage({ id: `office.feedback.arrived.${value}` }),
            })),
          },
        ]}
        onChoice={(name, value) => (name === 'most' ? setMost(value) : setArrived(value))}
        empty="office.feedback.none"
      />
    </div>
  );
}

function Averages({ api }: { api: Pick<Api, 'ratingAverages'> }): ReactNode {
  const [days, setDays] = useState<number>(spans[1]);
  const load = useCallback(() => api.ratingAverages(days), [api, days]);
  const { last } = useAnswer(load);
  return (
    <section className={styles.part} aria-labelledby="averages">
      <p className={styles.row}>
        <strong id="averages">
          <FormattedMessage id="office.feedback.averages" />
        </strong>
        {spans.map((span) => (
          <button
            key={span}
            type="button"
            aria-current={days === span ? 'page' : undefined}
            onClick={() => setDays(span)}
          >
            <FormattedMessage id="office.feedback.days" values={{ days: span }} />
          </button>
        ))}
        {last ? (
          <span>
            <FormattedMessage
              id="office.feedback.answered"
              values={{
                answered: last.answered,
                asked: last.asked,
                average: last.average === null ? '–' : <Average value={last.average} />,
              }}
            />
          </span>
        ) : null}
      </p>
      {last && last.answered > 0 ? (
        <div className={styles.row}>
          <AverageTable
            title="office.feedback.by-warehouse"
            rows={last.warehouses.map(({ warehouseId, ...row }) => ({ name: warehouseId, ...row }))}
          />
          <AverageTable
            title="office.feedback.by-product"
            rows={last.products
              .slice(0, 5)
              .map(({ sku, name, ...row }) => ({ ...row, name: `${sku} · ${name}` }))}
          />
        </div>
      ) : null}
    </section>
  );
}

const Average = ({ value }: { value: number }): ReactNode => (
  <FormattedNumber value={value} minimumFractionDigits={1} maximumFractionDigits={1} />
);

const barWidth = 100;

function AverageTable({
  title,
  rows,
}: {
  title: string;
  rows: readonly (Pick<FeedbackAverages['warehouses'][number], 'ratings' | 'average'> & { name: string })[];
}): ReactNode {
  return (
    <table className={styles.figures}>
      <caption>
        <FormattedMessage id={title} />
      </caption>
      <tbody>
        {rows.map(({ name, ratings, average }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <svg
                className={styles.chart}
                viewBox={`0 0 ${barWidth} 12`}
                width={barWidth}
                height={12}
                aria-hidden="true"
              >
                <rect
                  className={styles.then}
                  x={1}
                  y={1}
                  width={(average / 5) * (barWidth - 2)}
                  height={10}
                />
              </svg>{' '}
              <Average value={average} />
            </td>
            <td>
              <FormattedMessage id="office.feedback.ratings" values={{ ratings }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
