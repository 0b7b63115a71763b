// Every bench, those in trouble on top: when it was last heard, what it has not sent yet and how old that is, up to where
// its work is proven to be here, what it holds, how far its clock is off, what numbers it has left and what it may sell.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import {
  byTrouble,
  newestOf,
  type StationTrouble,
  troublesOf,
} from '../../../shared/domain/station/station-trouble';
import { formatAge, formatClock } from '../../app/formatters';
import { useNow } from '../../app/use-now';
import { type StatusState, StatusShape } from '../../ui/status-strip';
import { Age } from './age';
import { Failure } from './failure';
import { NewStation } from './new-station';
import styles from './office.module.css';
import type { OfficeApi, OfficeFailure } from './office-api';
import { QuotasPanel } from './quotas-panel';
import { RevokeStation } from './revoke-station';
import { useAnswer } from './use-answer';

type Row = Extract<Awaited<ReturnType<OfficeApi['stations']>>, { ok: true }>['value']['rows'][number];

const askEveryMs = 5_000;

/** Shape by how soon somebody has to look. */
const shapes: Record<StationTrouble, StatusState> = {
  'chain-broken': 'stop',
  'silent-with-unsent': 'stop',
  'silent-with-parcels': 'look',
  'unsent-old': 'look',
  'clock-wrong': 'look',
  'never-heard': 'offline',
  silent: 'offline',
  'other-version': 'wait',
};

export function StationsPage({ api }: { api: OfficeApi }): ReactNode {
  const { answer, last, asOfMs, askAgain } = useAnswer(api.stations, askEveryMs);
  // Ages are counted from when head office told them: while it is away nothing here grows older by itself.
  const rows = last ? byTrouble(last.rows, asOfMs ?? 0) : [];
  const newest = newestOf(rows.map(({ appVersion }) => appVersion));
  const [chosen, setChosen] = useState<{ stationId: string; name: string } | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const signOff = async (stationId: string): Promise<void> => {
    const done = await api.signOff(stationId);
    setFailure(done.ok ? null : done.failure);
    askAgain();
  };
  return (
    <section className={styles.page}>
      <header className={styles.pageHead}>
        <h1>
          <FormattedMessage id="office.stations.title" />
        </h1>
        <Age asOfMs={asOfMs} isStill={answer?.ok === false} onRefresh={askAgain} />
      </header>
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last && rows.length === 0 ? (
        <p className={styles.empty}>
          <FormattedMessage id="office.stations.empty" />
        </p>
      ) : null}
      <div className={styles.scroll}>
        <table className={styles.grid}>
          <thead>
            <tr>
              {(
                [
                  'name',
                  'state',
                  'lastSeen',
                  'unsent',
                  'proven',
                  'held',
                  'skew',
                  'version',
                  'chain',
                  'numbers',
                  'warehouse',
                  'act',
                ] as const
              ).map((name) => (
                <th key={name} scope="col" className={numeric.has(name) ? styles.numeric : undefined}>
                  <FormattedMessage id={`office.stations.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <StationRow key={row.stationId} row={row} troubles={troublesOf(row, asOfMs ?? 0, newest)}>
                <button type="button" onClick={() => setChosen({ stationId: row.stationId, name: row.name })}>
                  <FormattedMessage id="office.stations.quotas" />
                </button>
                {row.signedOff ? (
                  <FormattedMessage id="office.stations.signed-off" />
                ) : (
                  <button type="button" onClick={() => void signOff(row.stationId)}>
                    <FormattedMessage id="office.stations.sign-off" />
                  </button>
                )}
                <RevokeStation api={api} station={row} onRevoked={askAgain} />
              </StationRow>
            ))}
          </tbody>
        </table>
      </div>
      <NewStation api={api} warehouses={[...new Set(rows.map((row) => row.warehouseId))].sort()} />
      {chosen ? <QuotasPanel api={api} {...chosen} /> : null}
    </section>
  );
}

const numeric: ReadonlySet<string> = new Set(['unsent', 'proven', 'held', 'skew']);

type StationRowProps = {
  row: Row;
  troubles: readonly StationTrouble[];
  /** What the office may do about it. */
  children: ReactNode;
};

function StationRow({ row, troubles, children }: StationRowProps): ReactNode {
  const intl = useIntl();
  const nowMs = useNow(1_000);
  const [worst] = troubles;
  return (
    <tr data-station={row.name} data-trouble={worst ?? 'none'}>
      <th scope="row">{row.name}</th>
      <td className={styles.troubles}>
        {worst === undefined ? (
          <p>
            <StatusShape state="good" /> <FormattedMessage id="office.stations.well" />
          </p>
        ) : (
          troubles.map((trouble) => (
            <p key={trouble}>
              <StatusShape state={shapes[trouble]} />{' '}
              <FormattedMessage id={`office.stations.trouble.${trouble}`} />
            </p>
          ))
        )}
      </td>
      <td>
        {row.lastSeenAt === null ? (
          <FormattedMessage id="office.stations.never" />
        ) : (
          <time dateTime={row.lastSeenAt} title={formatClock(intl, row.lastSeenAt, nowMs, true)}>
            {formatAge(intl, row.lastSeenAt, nowMs)}
          </time>
        )}
      </td>
      <td className={styles.numeric}>
        <FormattedNumber value={row.unsent} />
        {row.oldestUnsentAt === null ? null : (
          <>
            {' · '}
            <FormattedMessage
              id="office.stations.oldest"
              values={{ age: formatAge(intl, row.oldestUnsentAt, nowMs) }}
            />
          </>
        )}
      </td>
      <td className={styles.numeric}>
        <FormattedNumber value={row.provenSeq} />
      </td>
      <td className={styles.numeric}>
        <FormattedNumber value={row.heldParcels} />
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
      <td>{row.warehouseId}</td>
      <td>{children}</td>
    </tr>
  );
}
