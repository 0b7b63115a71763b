// One bench in the list: how it is doing, what it holds, what it may take; and taking its work back or ending it, with the
// risk shown before anything is done.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { StationTrouble } from '../../../../shared/domain/station/station-trouble';
import { formatAge, formatClock } from '../../../app/formatters';
import { useNow } from '../../../app/use-now';
import { type StatusState, StatusShape } from '../../../ui/status-strip';
import { HolderRisk } from './holder-risk';
import styles from '../office.module.css';
import type { Answer, OfficeApi } from '../office-api';
import { RevokeStation } from './revoke-station';

export type StationRow = Extract<
  Awaited<ReturnType<OfficeApi['stations']>>,
  { ok: true }
>['value']['rows'][number];

export const stationColumns = [
  'name',
  'state',
  'lastSeen',
  'unsent',
  'proven',
  'held',
  'skew',
  'chain',
  'numbers',
  'zone',
  'most',
  'acts',
] as const;
export const numericColumns: ReadonlySet<string> = new Set(['unsent', 'proven', 'skew']);

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

export function StationTableRow({
  row,
  troubles,
  zones,
  api,
  onQuotas,
  onDone,
}: {
  row: StationRow;
  troubles: readonly StationTrouble[];
  zones: readonly string[];
  api: OfficeApi;
  /** Shows what it may sell over the counter. */
  onQuotas: () => void;
  onDone: (answer: Answer<unknown>) => void;
}): ReactNode {
  const intl = useIntl();
  const nowMs = useNow(1_000);
  const [worst] = troubles;
  const [isTakingBack, setTakingBack] = useState(false);
  const { stationId } = row;
  const takeBack = async (): Promise<void> => {
    onDone(await api.takeBackAll(stationId));
    setTakingBack(false);
  };
  return (
    <>
      <tr data-station={row.name} data-trouble={worst ?? 'none'}>
        <th scope="row">
          {row.name}
          <p className={styles.stationPlace}>
            {row.warehouseId}
            {row.appVersion === null ? null : ` · ${row.appVersion}`}
          </p>
        </th>
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
        <td className={styles.wrapped}>
          <FormattedMessage
            id="office.stations.holding"
            values={{ leased: row.leased, packing: row.packing, sealed: row.sealed }}
          />
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
        <td className={styles.wrapped}>
          <FormattedMessage id="office.stations.numbers-words" values={row.numbers} />
        </td>
        <Work row={row} zones={zones} api={api} onDone={onDone} />
        <td className={styles.acts}>
          {row.leased + row.packing > 0 ? (
            <button type="button" onClick={() => setTakingBack(true)}>
              <FormattedMessage id="office.stations.takeBack" />
            </button>
          ) : null}{' '}
          <button type="button" onClick={onQuotas}>
            <FormattedMessage id="office.stations.quotas" />
          </button>{' '}
          {row.signedOff ? (
            <FormattedMessage id="office.stations.signed-off" />
          ) : (
            <button type="button" onClick={() => void api.signOff(stationId).then(onDone)}>
              <FormattedMessage id="office.stations.sign-off" />
            </button>
          )}{' '}
          <RevokeStation api={api} station={row} onRevoked={() => onDone({ ok: true, value: null })} />
        </td>
      </tr>
      {isTakingBack ? (
        <tr>
          <td colSpan={stationColumns.length}>
            <HolderRisk
              holder={row}
              state={null}
              act="office.stations.takeBackNow"
              onAct={takeBack}
              onClose={() => setTakingBack(false)}
            />
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** Sent when a choice is made or a number is left. */
function Work({
  row,
  zones,
  api,
  onDone,
}: {
  row: StationRow;
  zones: readonly string[];
  api: OfficeApi;
  onDone: (answer: Answer<unknown>) => void;
}): ReactNode {
  const intl = useIntl();
  const { stationId, zone, maxParcels, name } = row;
  const [typed, setTyped] = useState<string | null>(null);
  const save = (work: { zone: string | null; maxParcels: number }): void =>
    void api.setStationWork(stationId, work).then((answer) => {
      setTyped(null);
      onDone(answer);
    });
  const known = zone !== null && !zones.includes(zone) ? [...zones, zone] : zones;
  const most = Number(typed ?? maxParcels);
  const isRight = Number.isSafeInteger(most) && most >= 0 && most <= 200 && typed !== '';
  return (
    <>
      <td>
        <select
          aria-label={intl.formatMessage({ id: 'office.stations.zoneOf' }, { name })}
          value={zone ?? ''}
          onChange={(event) => save({ zone: event.target.value || null, maxParcels })}
        >
          <option value="">{intl.formatMessage({ id: 'office.stations.allZones' })}</option>
          {known.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      </td>
      <td>
        <input
          type="number"
          min={0}
          max={200}
          aria-label={intl.formatMessage({ id: 'office.stations.mostOf' }, { name })}
          aria-invalid={!isRight}
          value={typed ?? maxParcels}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => {
            if (typed === null) return;
            if (isRight && most !== maxParcels) save({ zone, maxParcels: most });
            else setTyped(null);
          }}
        />
      </td>
    </>
  );
}
