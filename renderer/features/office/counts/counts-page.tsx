// Counting: what is due by class and handed out, what is open, differences that wait for a manager, rules, and how right the
// books were.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import type { CountsPage as Page } from '../../../../shared/contract/counts';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { useWarehouse } from '../list/use-warehouse';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';
import { AccuracyChart } from './accuracy-chart';
import styles from './counts.module.css';
import { CountRules } from './count-rules';
import { Differences } from './differences';

export type CountsApi = Pick<
  OfficeApi,
  'floors' | 'counts' | 'saveCountPolicy' | 'handOutCounts' | 'decideCount'
>;

const askEveryMs = 10_000;

export function CountsPage({ api }: { api: CountsApi }): ReactNode {
  const { warehouseId, choice, failure } = useWarehouse(api.floors);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>
          <FormattedMessage id="office.counts.title" />
        </h1>
        {choice}
      </header>
      {failure}
      {warehouseId === null ? null : <OfWarehouse key={warehouseId} api={api} warehouseId={warehouseId} />}
    </div>
  );
}

function OfWarehouse({ api, warehouseId }: { api: CountsApi; warehouseId: string }): ReactNode {
  const load = useCallback(() => api.counts(warehouseId), [api, warehouseId]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [handed, setHanded] = useState<number | null>(null);
  const [isBusy, setBusy] = useState(false);
  const settle = async (asked: Promise<Answer<unknown>>): Promise<boolean> => {
    const got = await asked;
    setFailure(got.ok ? null : got.failure);
    askAgain();
    return got.ok;
  };
  const handOut = async (): Promise<void> => {
    setBusy(true);
    const got = await api.handOutCounts(warehouseId);
    setBusy(false);
    setFailure(got.ok ? null : got.failure);
    setHanded(got.ok ? got.value.counts : null);
    askAgain();
  };
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  return (
    <>
      {failure ? <Failure failure={failure} /> : null}
      <Due page={last} isBusy={isBusy} onHandOut={() => void handOut()} />
      {handed === null ? null : (
        <output>
          <FormattedMessage id="office.counts.handed-out" values={{ counts: handed }} />
        </output>
      )}
      <Differences
        differences={last.differences}
        onDecide={(countId, decided) => settle(api.decideCount(warehouseId, countId, decided))}
      />
      <Open page={last} />
      <AccuracyChart weeks={last.accuracy} />
      <CountRules
        key={JSON.stringify(last.policy)}
        policy={last.policy}
        onSave={(policy, by) => settle(api.saveCountPolicy(warehouseId, policy, by))}
      />
    </>
  );
}

function Due({
  page: { classes, policy },
  isBusy,
  onHandOut,
}: {
  page: Page;
  isBusy: boolean;
  onHandOut: () => void;
}): ReactNode {
  const due = classes.reduce((sum, each) => sum + each.due, 0);
  return (
    <section className={styles.part} aria-labelledby="counts-due">
      <h2 id="counts-due">
        <FormattedMessage id="office.counts.due" values={{ counts: due }} />
      </h2>
      {policy ? null : (
        <p>
          <FormattedMessage id="office.counts.no-rules" />
        </p>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            {['class', 'places', 'due-now', 'never', 'every'].map((name) => (
              <th key={name} scope="col">
                <FormattedMessage id={`office.counts.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classes.map((each) => (
            <tr key={each.class}>
              <th scope="row">{each.class}</th>
              <td>
                <FormattedNumber value={each.places} />
              </td>
              <td>
                <FormattedNumber value={each.due} />
              </td>
              <td>
                <FormattedNumber value={each.never} />
              </td>
              <td>
                {policy ? (
                  <FormattedMessage
                    id="office.counts.days"
                    values={{ days: policy.classes[each.class].everyDays }}
                  />
                ) : (
                  '–'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" data-main disabled={isBusy || policy === null || due === 0} onClick={onHandOut}>
        <FormattedMessage id="office.counts.hand-out" />
      </button>
    </section>
  );
}

function Open({ page: { open, openTotal } }: { page: Page }): ReactNode {
  return (
    <section className={styles.part} aria-labelledby="counts-open">
      <h2 id="counts-open">
        <FormattedMessage id="office.counts.open" values={{ counts: openTotal }} />
      </h2>
      {open.length === 0 ? (
        <p className={styles.quiet}>
          <FormattedMessage id="office.counts.open-none" />
        </p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                {['bin', 'item', 'why', 'asked'].map((name) => (
                  <th key={name} scope="col">
                    <FormattedMessage id={`office.counts.${name}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {open.map(({ taskId, kind, reason, locationId, sku, name, at }) => (
                <tr key={taskId}>
                  <th scope="row">{locationId}</th>
                  <td>
                    {name} <span className={styles.quiet}>{sku}</span>
                  </td>
                  <td>
                    <FormattedMessage id={`office.counts.kind.${kind}`} values={{ reason }} />
                  </td>
                  <td>
                    <FormattedDate value={at} dateStyle="short" timeStyle="short" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
