// Every bench: when it was last heard, what it has not sent yet, how far its clock is off, what numbers it has left, and
// the quotas it may sell from.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import { Failure } from './failure';
import { NewStation } from './new-station';
import styles from './office.module.css';
import type { OfficeApi, OfficeFailure } from './office-api';
import { QuotasPanel } from './quotas-panel';
import { useAnswer } from './use-answer';

export function StationsPage({ api }: { api: OfficeApi }): ReactNode {
  const { answer, askAgain } = useAnswer(api.stations, 5000);
  const [chosen, setChosen] = useState<{ stationId: string; name: string } | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const signOff = async (stationId: string): Promise<void> => {
    const done = await api.signOff(stationId);
    setFailure(done.ok ? null : done.failure);
    askAgain();
  };
  return (
    <section className={styles.page}>
      <h1>
        <FormattedMessage id="office.stations.title" />
      </h1>
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      <div className={styles.scroll}>
        <table className={styles.grid}>
          <thead>
            <tr>
              {[
                'name',
                'warehouse',
                'lastSeen',
                'unsent',
                'skew',
                'version',
                'chain',
                'numbers',
                'quotas',
              ].map((name) => (
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
                    <td>
                      <FormattedMessage id="office.stations.numbers-words" values={row.numbers} />
                    </td>
                    <td>
                      <button
                        type="button"
                        onClick={() => setChosen({ stationId: row.stationId, name: row.name })}
                      >
                        <FormattedMessage id="office.stations.quotas" />
                      </button>{' '}
                      {row.signedOff ? (
                        <FormattedMessage id="office.stations.signed-off" />
                      ) : (
                        <button type="button" onClick={() => void signOff(row.stationId)}>
                          <FormattedMessage id="office.stations.sign-off" />
                        </button>
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
      {chosen ? <QuotasPanel api={api} {...chosen} /> : null}
    </section>
  );
}
