// What head office has not received yet: every act with its order, who did it and when, and above all of it why it is
// still here and whether somebody has to do something.
import { type ReactNode, useEffect } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import type { Tone } from '../../../shared/domain/refusal';
import { formatAge, formatClock } from '../../app/formatters';
import { useText } from '../../app/locale';
import { useNow } from '../../app/use-now';
import type { Network } from '../../data/network';
import { EmptyState } from '../../ui/empty-state';
import { StationPage } from '../../ui/station-page';
import { ToneShape } from '../../ui/tone-shape';
import styles from './sent.module.css';
import { type Unsent, type UnsentWhy, whyUnsent } from './unsent';

const most = 200;

/** Waiting for the network is normal; what a person must see to is not. */
const tones: Record<UnsentWhy, Tone> = {
  'on-the-way': 'wait',
  connecting: 'wait',
  away: 'wait',
  failing: 'wait',
  'not-known': 'look',
  'op-refused': 'look',
  hole: 'look',
};

export function UnsentPage({ unsent, network }: { unsent: Unsent; network: Network }): ReactNode {
  const say = useText();
  const intl = useIntl();
  const nowMs = useNow(1_000);
  const { acts } = useStore(unsent.store);
  const state = useStore(network.store);
  useEffect(() => unsent.watch(), [unsent]);
  const [oldest] = acts;
  const why = whyUnsent(state);
  return (
    <StationPage
      title={say('unsent.title')}
      count={say('status.unsent', { count: acts.length })}
      age={<p>{say('age.live')}</p>}
    >
      {oldest ? (
        <>
          <p className={styles.why} data-why={why} data-tone={tones[why]}>
            <ToneShape tone={tones[why]} className={styles.shape} />
            <span>
              {say(`unsent.why.${why}`, {
                number: oldest.stationSeq,
                time: formatClock(intl, state.sinceMs, nowMs),
              })}{' '}
              <strong>{say('status.unsent-age', { age: formatAge(intl, oldest.at, nowMs) })}</strong>
            </span>
          </p>
          <table className={styles.table}>
            <thead>
              <tr>
                {(['number', 'act', 'order', 'operator', 'time'] as const).map((name) => (
                  <th key={name} scope="col">
                    {say(`unsent.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {acts.slice(0, most).map((act) => (
                <tr key={act.opId} data-op={act.type}>
                  <td className={styles.quiet}>{act.stationSeq}</td>
                  <th scope="row">
                    <strong>{say(`op.${act.type}`)}</strong>
                  </th>
                  <td>{act.orderNumber ?? '–'}</td>
                  <td>{act.operatorName ?? '–'}</td>
                  <td>
                    <time dateTime={act.at}>{formatClock(intl, act.at, nowMs, true)}</time>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {acts.length > most ? <p>{say('unsent.more', { count: acts.length - most })}</p> : null}
        </>
      ) : (
        <EmptyState title={say('unsent.empty')} />
      )}
    </StationPage>
  );
}
