// Every bench, those in trouble on top: when it was last heard, what it has not sent yet and how old that is, up to where
// its work is proven to be here, what it holds, how far its clock is off, what numbers it has left and what it may sell.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { byTrouble, newestOf, troublesOf } from '../../../../shared/domain/station/station-trouble';
import { Age } from '../list/age';
import { Failure } from '../list/failure';
import { NewStation } from './new-station';
import styles from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { QuotasPanel } from '../stock/quotas-panel';
import { numericColumns, stationColumns, StationTableRow } from './station-row';
import { useAnswer } from '../list/use-answer';

const askEveryMs = 5_000;

export function StationsPage({ api }: { api: OfficeApi }): ReactNode {
  const { answer, last, asOfMs, askAgain } = useAnswer(api.stations, askEveryMs);
  // Ages are counted from when head office told them: while it is away nothing here grows older by itself.
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const rows = last ? byTrouble(last.rows, asOfMs ?? 0) : [];
  const newest = newestOf(rows.map(({ appVersion }) => appVersion));
  const [chosen, setChosen] = useState<{ stationId: string; name: string } | null>(null);
  return (
    <section className={styles.page}>
      <header className={styles.pageHead}>
        <h1>
          <FormattedMessage id="office.stations.title" />
        </h1>
        <Age asOfMs={asOfMs} isStill={answer?.ok === false} onRefresh={askAgain} />
      </header>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {failure ? <Failure failure={failure} /> : null}
      {last && rows.length === 0 ? (
        <p className={styles.empty}>
          <FormattedMessage id="office.stations.empty" />
        </p>
      ) : null}
      <div className={styles.scroll}>
        <table className={styles.grid}>
          <thead>
            <tr>
              {stationColumns.map((name) => (
                <th key={name} scope="col" className={numericColumns.has(name) ? styles.numeric : undefined}>
                  <FormattedMessage id={`office.stations.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <StationTableRow
                key={row.stationId}
                row={row}
                troubles={troublesOf(row, asOfMs ?? 0, newest)}
                zones={last?.zones[row.warehouseId] ?? []}
                api={api}
                onQuotas={() => setChosen({ stationId: row.stationId, name: row.name })}
                onDone={(done) => {
                  setFailure(done.ok ? null : done.failure);
                  askAgain();
                }}
              />
            ))}
          </tbody>
        </table>
      </div>
      <NewStation
        api={api}
        warehouses={[...new Set(rows.map((row) => row.warehouseId))].sort()}
        stations={rows.filter((row) => !row.signedOff)}
      />
      {chosen ? <QuotasPanel api={api} {...chosen} /> : null}
    </section>
  );
}
