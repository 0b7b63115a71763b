// What this window is: an enrolment form, a packing station, or the office, by what main says about this computer.
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { IntlShape } from 'react-intl';
import { useStore } from 'zustand';
import type { StationInfo, WaybillBridge } from '../../shared/contract/window';
import type { BenchCommand } from '../../shared/domain/packing/bench-command';
import { EnrolScreen } from '../features/enrol/enrol-screen';
import { Office, type OfficeScans } from '../features/office/office';
import { ActionNote } from '../features/outage/action-note';
import { questionOf } from '../features/packing/label-desk';
import type { PackingSession } from '../features/packing/session';
import { commandOfPayload, isBenchCommand, type PageCommand } from '../input/commands';
import type { BusScan, ScanBus } from '../input/scan-bus';
import { StationInput } from '../input/station-input';
import styles from './app.module.css';
import { useText } from './locale';
import type { SoundPlayer } from './sound';
import { officeLabels } from './office-labels';
import { OpeningFailed, type OpeningTrouble, troubleOf } from './opening';
import { type EnrolledStation, openStation, type Station } from './station';
import { StationActs } from './station-acts';
import { type StationPages, useStationPages } from './station-pages';
import { StationScreen } from './station-screen';

type Props = {
  bridge: WaybillBridge;
  info: StationInfo;
  bus: ScanBus;
  sound: SoundPlayer;
  /** The chosen language, for what is printed. */
  intl: () => IntlShape;
  report: (cause: unknown) => void;
};

export function App({ info: atStart, ...parts }: Props): ReactNode {
  const [info, setInfo] = useState(atStart);
  const self = info.station;
  if (!self) return <NotEnrolled {...parts} info={info} onEnrolled={setInfo} />;
  if (!self.roles.includes('station')) return <OfficeAlone {...parts} origin={info.headOffice} />;
  return <Bench key={self.stationId} {...parts} info={info} self={self} />;
}

function NotEnrolled({
  bridge,
  info,
  bus,
  onEnrolled,
  report,
}: Props & { onEnrolled: (info: StationInfo) => void }): ReactNode {
  const [scanned, setScanned] = useState<string | null>(null);
  usePlace('station');
  useEffect(() => {
    const stop = bus.listen('any', ({ scan }) => {
      setScanned(scan.text.trim());
      return undefined;
    });
    bridge.request('scans:ready', null).catch(report);
    return stop;
  }, [bridge, bus, report]);
  return <EnrolScreen info={info} bridge={bridge} onEnrolled={onEnrolled} scanned={scanned} />;
}

function OfficeAlone({
  origin,
  bridge,
  bus,
  report,
}: Pick<Props, 'bridge' | 'bus' | 'report'> & { origin: string }): ReactNode {
  usePlace('office');
  const scans = useCallback<OfficeScans>(
    (take) => {
      const stop = bus.listen('any', ({ meaning, scan }) => {
        take(searchedFor(meaning), scan.text);
        return undefined;
      });
      bridge.request('scans:ready', null).catch(report);
      return stop;
    },
    [bridge, bus, report],
  );
  const labels = useMemo(() => officeLabels(bridge), [bridge]);
  return <Office origin={origin} onLeave={null} scans={scans} labels={labels} />;
}

type Opening =
  | { step: 'opening' }
  | { step: 'open'; station: Station }
  | { step: 'failed'; trouble: OpeningTrouble };

function Bench(props: Props & { self: EnrolledStation }): ReactNode {
  const { bridge, info, self, sound, intl, report } = props;
  const say = useText();
  const [opening, setOpening] = useState<Opening>({ step: 'opening' });
  useEffect(() => {
    let ended = false;
    let opened: Station | null = null;
    openStation(bridge, info, self, sound, intl).then(
      (station) => {
        opened = station;
        if (ended) station.close().catch(report);
        else setOpening({ step: 'open', station });
      },
      (cause: unknown) => {
        report(cause);
        if (ended) return;
        void troubleOf(cause, bridge).then((trouble) => setOpening({ step: 'failed', trouble }));
      },
    );
    return () => {
      ended = true;
      opened?.close().catch(report);
    };
  }, [bridge, info, self, sound, intl, report]);
  switch (opening.step) {
    case 'opening':
      return <main className={styles.message}>{say('start.opening')}</main>;
    case 'failed':
      return <OpeningFailed trouble={opening.trouble} />;
    case 'open':
      return <OpenBench {...props} station={opening.station} />;
    default: {
      const never: never = opening;
      throw new Error(`unexpected ${JSON.stringify(never)}`);
    }
  }
}

/** The bench goes on behind the office: its scans are taken, its labels printed, its ops sent. */
function OpenBench({
  bridge,
  bus,
  info,
  self,
  station,
  report,
}: Props & { self: EnrolledStation; station: Station }): ReactNode {
  const [place, setPlace] = useState<'station' | 'office'>('station');
  const mayOffice = self.roles.includes('office');
  const pages = useStationPages(station);
  const officeTakes = useRef<((heard: BusScan) => boolean) | null>(null);
  const { page, takesScan } = pages;
  usePlace(place);
  useOfficeKey(mayOffice, () => setPlace((now) => (now === 'station' ? 'office' : 'station')));
  useEffect(() => {
    const stop = bus.listen('any', (heard) => {
      if (isForWindow(heard)) return 'pass';
      const right =
        station.sides.sideOf(heard.scan) === 'right' ? station.sides.store.getState().session : null;
      if (right && !isForSetUp(station, page, right)) {
        setPlace('station');
        right.scan(heard);
        return undefined;
      }
      if (place === 'station' && takesScan(heard)) return undefined;
      if (place === 'office' && officeTakes.current?.(heard)) return undefined;
      // A verdict must be seen.
      setPlace('station');
      station.session.scan(heard);
      return undefined;
    });
    bridge.request('scans:ready', null).catch(report);
    return stop;
  }, [bridge, bus, report, station, place, page, takesScan]);
  // Whoever packs goes on packing; the office has scans while nobody does, and those it waits for.
  const scans = useCallback<OfficeScans>(
    (take, asked) => {
      officeTakes.current = (heard) => {
        const wanted = asked();
        const isPacked = station.session.store.getState().bench.operator !== null;
        if (wanted !== 'all' && (isForBench(heard) || (isPacked && wanted === null))) return false;
        take(searchedFor(heard.meaning), heard.scan.text);
        return true;
      };
      return () => {
        officeTakes.current = null;
      };
    },
    [station],
  );
  useRestart(station);
  const labels = useMemo(() => officeLabels(bridge), [bridge]);
  if (place === 'office')
    return (
      <Office origin={info.headOffice} onLeave={() => setPlace('station')} scans={scans} labels={labels} />
    );
  return (
    <>
      <StationScreen
        station={station}
        bus={bus}
        acts={<StationActs outage={station.outage} onOffice={mayOffice ? () => setPlace('office') : null} />}
        page={pages.page}
        onPage={pages.toggle}
      />
      <StationCommands station={station} bus={bus} pages={pages} />
    </>
  );
}

function StationCommands({
  station,
  bus,
  pages: { page, toggle, takesCommand },
}: {
  station: Station;
  bus: ScanBus;
  pages: StationPages;
}): ReactNode {
  const { outage, session } = station;
  const { bench, lastSealed } = useStore(station.session.store);
  const asked = useStore(station.labels.store, (state) => questionOf(state) !== null);
  const situation = {
    loggedIn: bench.operator !== null,
    boxOpen: bench.parcelId !== null || bench.places.length > 0,
    aside: bench.aside !== null,
    asks: bench.stop !== null || bench.jam !== null || bench.pinFor !== null || asked || page === 'tasks',
    sealedBefore: lastSealed !== null,
    takenBefore: bench.aside?.kind === 'counter' && (bench.lastTaken ?? bench.lastSold) !== null,
  };
  const give = useCallback(
    (command: BenchCommand): void => {
      if (!takesCommand(command)) session.command(command);
    },
    [session, takesCommand],
  );
  return (
    <StationInput
      bus={bus}
      situation={situation}
      bench={give}
      page={toggle}
      noteOf={({ action }) => (action ? <ActionNote outage={outage} action={action} /> : null)}
    />
  );
}

/** What nobody looks up: who comes to pack, and what they ask the bench for. */
function isForBench({ meaning }: BusScan): boolean {
  return meaning.kind === 'command' || meaning.kind === 'badge';
}

/** What stands on a label, as head office knows it. */
function searchedFor(meaning: BusScan['meaning']): string {
  switch (meaning.kind) {
    case 'sscc':
      return meaning.sscc;
    case 'item':
      return meaning.code;
    case 'text':
    case 'misread':
      return meaning.text.trim();
    default:
      return meaning.payload;
  }
}

/** The page of devices hears the right side's scanner while nobody packs there, and while it shows a code to learn from. */
function isForSetUp({ scanners }: Station, page: PageCommand | null, right: PackingSession): boolean {
  if (page !== 'devices') return false;
  return right.store.getState().bench.operator === null || scanners.store.getState().showing !== null;
}

/** Help, language and the like: commands the registry answers itself. */
function isForWindow({ meaning }: BusScan): boolean {
  const command = meaning.kind === 'command' ? commandOfPayload(meaning.payload) : null;
  return command !== null && !isBenchCommand(command.id);
}

/** How far away the reader stands and what points, for the tokens, and what the keys are for. */
function usePlace(place: 'station' | 'office'): void {
  useEffect(() => {
    document.documentElement.dataset['place'] = place;
  }, [place]);
}

/** F10 goes to the office and back, on computers that are both. */
function useOfficeKey(enabled: boolean, toggle: () => void): void {
  useEffect(() => {
    if (!enabled) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'F10' || event.repeat) return;
      event.preventDefault();
      toggle();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}

/** The store no longer says what it saved, or its engine gave it up: once the operator knows, the page opens it anew. */
function useRestart(station: Station): void {
  const mustReopen = useStore(station.health.store, (state) => state.mustReopen);
  const right = useStore(station.sides.store, ({ session }) => session);
  const left = useStore(station.session.store);
  const there = useStore((right ?? station.session).store);
  const isDue = [left, there].some((state) => state.mustRestart) || mustReopen;
  const isSeen = [left, there].every((state) => state.bench.stop === null);
  useEffect(() => {
    if (isDue && isSeen) window.location.reload();
  }, [isDue, isSeen]);
}
