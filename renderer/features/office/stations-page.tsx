// Every bench: when it was last heard, what it has not sent yet, how far its clock is off.
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import { Failure } from './failure';
import styles from './office.module.css';
import type { OfficeApi } from './office-api';

type Answer = Awaited<ReturnType<OfficeApi['stations']>>;

export function StationsPage({ api }: { api: OfficeApi }): ReactNode {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const load = useCallback(async () => setAnswer(await api.stations()), [api]);
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), 5000);
    return () => clearInterval(timer);
  }, [load]);
  return (
    <section className={styles.page}>
      <h1>
        <FormattedMessage id="office.stations.title" />
      </h1>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={() => void load()} /> : null}
      <div className={styles.scroll}>
        <table className={styles.grid}>
          <thead>
            <tr>
              {['name', 'warehouse', 'lastSeen', 'unsent', 'skew', 'version'].map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.stations.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer?.ok
              ? answer.value.rows.map((row) => (
                  <tr key={row.stationId}>
                    <td>{row.name}</td>
                    <td>{row.warehouseId}</td>
                    <td>
                      {row.lastSeenAt === null ? (
                        '–'
                      ) : (
                        <FormattedDate value={row.lastSeenAt} dateStyle="short" timeStyle="medium" />
                      )}
                    </td>
                    <td className={styles.numeric}>
                      <FormattedNumber value={row.unsent} />
                    </td>
                    <td className={styles.numeric}>
                      {row.skewMs === null ? (
                        '–'
                      ) : (
                        <FormattedNumber
                          value={row.skewMs / 1000}
                          maximumFractionDigits={1}
                          style="unit"
                          unit="second"
                        />
                      )}
                    </td>
                    <td>{row.appVersion ?? '–'}</td>
                  </tr>
                ))
              : null}
          </tbody>
        </table>
      </div>
    </section>
  );
}
