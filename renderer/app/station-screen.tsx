// The station's one screen: head, answer, the thing asked about, status. Where two work at the bench, each has a half of it.
import { type ReactNode, useMemo } from 'react';
import { useStore } from 'zustand';
import { AnswerBand } from '../features/packing/answer-band';
import type { PackingSession } from '../features/packing/session';
import { labelWaits } from '../features/packing/session-parts';
import { busOfSide } from '../features/sides/bus-of-side';
import { SideHead } from '../features/sides/side-head';
import { StationStatus } from '../features/status/station-status';
import type { BenchSide } from '../../shared/domain/packing/bench-sides';
import type { PageCommand } from '../input/commands';
import type { ScanBus } from '../input/scan-bus';
import { useText } from './locale';
import type { Station } from './station';
import { StationHead } from './station-head';
import { StationMiddle } from './station-middle';
import styles from './station-screen.module.css';

export function StationScreen({
  station,
  bus,
  acts,
  page = null,
  onPage,
}: {
  station: Station;
  bus: Pick<ScanBus, 'listen'>;
  acts?: ReactNode;
  /** Stands over the middle of the left side, whose the keys are, unless something must be answered first. */
  page?: PageCommand | null;
  onPage: (page: PageCommand) => void;
}): ReactNode {
  const right = useStore(station.sides.store, ({ session }) => session);
  return (
    <div className={styles.station}>
      <StationHead station={station} isShared={right !== null}>
        {acts}
      </StationHead>
      <main className={right ? styles.sides : styles.main}>
        {right ? (
          <>
            <Half station={station} session={station.session} side="left" bus={bus} page={page} />
            <Half station={station} session={right} side="right" bus={bus} page={null} />
          </>
        ) : (
          <Side station={station} session={station.session} side="left" bus={bus} page={page} />
        )}
      </main>
      <StationStatus station={station} onPage={onPage} />
    </div>
  );
}

type SideProps = {
  station: Station;
  session: PackingSession;
  side: BenchSide;
  bus: Pick<ScanBus, 'listen'>;
  page: PageCommand | null;
};

function Side({ station, session, side, bus, page }: SideProps): ReactNode {
  const state = useStore(session.store);
  const { sides } = station;
  const ownBus = useMemo(() => busOfSide(bus, sides, side), [bus, sides, side]);
  const port = useMemo(() => sides.portOf(side), [sides, side]);
  return (
    <>
      <AnswerBand state={state} waitsForLabel={labelWaits(state)} propose={station.putAway.propose} />
      <div className={styles.middle}>
        <StationMiddle station={station} session={session} side={port} bus={ownBus} page={page} />
      </div>
    </>
  );
}

function Half(props: SideProps): ReactNode {
  const say = useText();
  const { session, side } = props;
  return (
    <section className={styles.half} data-half={side} aria-label={say(`side.${side}`)}>
      <SideHead session={session} side={side} />
      <Side {...props} />
    </section>
  );
}
