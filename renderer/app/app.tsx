// What this window is: an enrolment form, a packing station, or the office, by what main says about this computer.
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { StationInfo, WaybillBridge } from '../../shared/contract/window';
import { EnrolScreen } from '../features/enrol/enrol-screen';
import { Office } from '../features/office/office';
import styles from './app.module.css';
import { useText } from './locale';
import type { SoundPlayer } from './sound';
import { type EnrolledStation, openStation, type Station } from './station';
import { StationScreen } from './station-screen';

type Props = {
  bridge: WaybillBridge;
  info: StationInfo;
  sound: SoundPlayer;
  report: (cause: unknown) => void;
};

export function App({ bridge, info: atStart, sound, report }: Props): ReactNode {
  const [info, setInfo] = useState(atStart);
  const self = info.station;
  return self ? (
    <Enrolled key={self.stationId} bridge={bridge} info={info} self={self} sound={sound} report={report} />
  ) : (
    <NotEnrolled bridge={bridge} info={info} onEnrolled={setInfo} report={report} />
  );
}

function NotEnrolled({
  bridge,
  info,
  onEnrolled,
  report,
}: Pick<Props, 'bridge' | 'info' | 'report'> & { onEnrolled: (info: StationInfo) => void }): ReactNode {
  const [scanned, setScanned] = useState<string | null>(null);
  useEffect(() => {
    const stop = bridge.on('scan', (scan) => setScanned(scan.text.trim()));
    bridge.request('scans:ready', null).catch(report);
    return stop;
  }, [bridge, report]);
  return <EnrolScreen info={info} bridge={bridge} onEnrolled={onEnrolled} scanned={scanned} />;
}

function Enrolled(props: Props & { self: EnrolledStation }): ReactNode {
  const { info, self } = props;
  const [place, setPlace] = useState<'bench' | 'office'>(self.roles.includes('station') ? 'bench' : 'office');
  const mayOffice = self.roles.includes('office');
  useEffect(() => {
    if (!mayOffice || !self.roles.includes('station')) return;
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'F10') setPlace((now) => (now === 'bench' ? 'office' : 'bench'));
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [mayOffice, self]);
  useEffect(() => {
    document.documentElement.dataset['place'] = place === 'bench' ? 'station' : 'office';
  }, [place]);
  const toBench = useCallback(() => setPlace('bench'), []);
  if (place === 'office')
    return <Office origin={info.headOffice} onLeave={self.roles.includes('station') ? toBench : null} />;
  return <Bench {...props} />;
}

type Opening = { step: 'opening' } | { step: 'open'; station: Station } | { step: 'failed' };

function Bench({ bridge, info, self, sound, report }: Props & { self: EnrolledStation }): ReactNode {
  const say = useText();
  const [opening, setOpening] = useState<Opening>({ step: 'opening' });
  useEffect(() => {
    let ended = false;
    let close = (): void => undefined;
    openStation(bridge, info, self, sound).then(
      (station) => {
        const stopScans = bridge.on('scan', station.session.scan);
        close = () => {
          stopScans();
          station.close().catch(report);
        };
        if (ended) {
          close();
          return;
        }
        setOpening({ step: 'open', station });
        bridge.request('scans:ready', null).catch(report);
      },
      (cause: unknown) => {
        report(cause);
        setOpening({ step: 'failed' });
      },
    );
    return () => {
      ended = true;
      close();
    };
  }, [bridge, info, self, sound, report]);
  switch (opening.step) {
    case 'opening':
      return <main className={styles.message}>{say('start.opening')}</main>;
    case 'failed':
      return (
        <main className={styles.message} role="alert">
          <h1>{say('start.failed')}</h1>
          <p>{say('start.failed-hint')}</p>
        </main>
      );
    case 'open':
      return <Opened station={opening.station} />;
    default: {
      const never: never = opening;
      throw new Error(`unexpected ${JSON.stringify(never)}`);
    }
  }
}

function Opened({ station }: { station: Station }): ReactNode {
  const mustRestart = useStore(
    station.session.store,
    (state) => state.mustRestart && state.bench.stop === null,
  );
  useEffect(() => {
    if (mustRestart) window.location.reload();
  }, [mustRestart]);
  return <StationScreen station={station} />;
}
