// Every bench: when it was last heard, what it has not sent yet, how far its clock is off.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import { Failure } from './failure';
import { NewStation } from './new-station';
import styles from './office.module.css';
import type { OfficeApi } from './office-api';
import { useAnswer } from './use-answer';

export function StationsPage({ api }: { api: OfficeApi }): ReactNode {
  const { answer, askAgain } = useAnswer(api.stations, 5000);
  return (
    <section className={styles.page}>
      <h1>
        <FormattedMessage id="office.stations.title" />
      </h1>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      <div className={styles.scroll}>
        <table className={styles.grid}>
          <thead>
            <tr>
              {['name', 'warehouse', 'lastSeen', 'unsent', 'skew', 'version', 'chain'].map((name) => (
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
                          value={Math.round(row.skewMs / 100) / 10 || 0}
                          maximumFractionDigits={1}
                          style="unit"
                          unit="second"
                        />
                      )}
                    </td>
                    <td>{row.appVersion ?? '–'}</td>
                    <td>
                      {row.chain.state === 'intact' ? (
                        <FormattedMessage id="office.stations.chainIntact" />
                      ) : (
                        <strong>
                          <FormattedMessage
                            id="office.stations.chainBroken"
                            values={{ stationSeq: row.chain.stationSeq }}
                          />
                        </strong>
                      )}
                    </td>
                  </tr>
                ))
              : null}
          </tbody>
        </table>
      </div>
      <NewStation
        api={api}
        warehouses={answer?.ok ? [...new Set(answer.value.rows.map((row) => row.warehouseId))] : []}
      />
    </section>
  );
}
