// The strip along the lower edge of the station: head office, unsent, scanner, printer, scale, speed, operator. Offline is grey
// and calm; only what keeps the operator from working calls for attention.
import { type ReactNode, useEffect } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import type { DeviceStatus } from '../../../shared/contract/window';
import { openPrintSteps } from '../../../shared/label/print-job';
import { formatAge } from '../../app/formatters';
import { usePreferences, useText } from '../../app/locale';
import type { Station } from '../../app/station';
import { useNow } from '../../app/use-now';
import type { PageCommand } from '../../input/commands';
import { StatusAct, StatusItem, type StatusState, StatusStrip } from '../../ui/status-strip';
import { ScaleStatus } from '../weighing/scale-status';
import { deviceTrouble, diversionWords } from './device-words';
import { StoreStatus } from './store-status';

/** A clock further off than this is said aloud: cut-off times are read from it. */
const wrongClockMs = 5 * 60_000;

export function StationStatus({
  station,
  onPage,
}: {
  station: Station;
  onPage: (page: PageCommand) => void;
}): ReactNode {
  const say = useText();
  return (
    <StatusStrip label={say('status.title')}>
      <StoreStatus station={station} />
      <HeadOfficeStatus station={station} />
      <ScannerStatus station={station} />
      <PrinterStatus station={station} />
      <ScaleStatus station={station} />
      <TasksStatus station={station} />
      <NumbersStatus station={station} />
      <SpeedStatus station={station} />
      <StatusAct keyHint="Ctrl S" onPress={() => onPage('what-works')}>
        {say('status.what-works')}
      </StatusAct>
    </StatusStrip>
  );
}

function HeadOfficeStatus({ station }: { station: Station }): ReactNode {
  const say = useText();
  const intl = useIntl();
  const nowMs = useNow(5_000);
  const state = useStore(station.network.store);
  const { trouble } = useStore(station.access.store);
  const blocked = Object.keys(state.blocked).length > 0;
  const words = [headOfficeWords(), unsentWords()];
  if (blocked) words.push(say('status.blocked'));
  if (state.skewMs !== null && Math.abs(state.skewMs) > wrongClockMs)
    words.push(say('status.clock', { age: minutes(state.skewMs) }));
  return (
    <StatusItem name={say('status.name.head-office')} state={tone()}>
      {words.filter((each) => each !== '').join(' · ')}
    </StatusItem>
  );

  function headOfficeWords(): string {
    if (state.headOffice === 'up') return say('status.head-office.up-words');
    if (trouble !== null) return say(`access.${trouble}`);
    if (state.headOffice === 'unknown') return say('status.head-office.unknown-words');
    if (state.trouble === 'token-refused') return say('status.head-office.token-refused');
    if (state.trouble === 'failing' || state.trouble === 'strange-answer')
      return say('status.head-office.failing');
    const time = intl.formatTime(state.sinceMs, { hour: '2-digit', minute: '2-digit' });
    return say('status.head-office.down-words', { time });
  }

  function unsentWords(): string {
    const count = say('status.unsent', { count: state.unsent });
    const old = state.oldestUnsentMs !== null && nowMs - state.oldestUnsentMs > 60_000;
    if (!old || state.oldestUnsentMs === null) return count;
    return `${count}, ${say('status.unsent-age', { age: formatAge(intl, state.oldestUnsentMs, nowMs) })}`;
  }

  function tone(): StatusState {
    if (state.trouble === 'token-refused' || blocked) return 'look';
    if (state.headOffice === 'up') return 'good';
    if (trouble !== null) return 'look';
    return state.headOffice === 'down' ? 'offline' : 'wait';
  }

  function minutes(ms: number): string {
    return intl.formatNumber(Math.round(Math.abs(ms) / 60_000), {
      style: 'unit',
      unit: 'minute',
      unitDisplay: 'long',
    });
  }
}

function ScannerStatus({ station }: { station: Station }): ReactNode {
  const say = useText();
  const { devices, focused } = useStore(station.devices.store);
  const intl = useIntl();
  const scanners = devices.filter((device) => device.kind === 'scanner');
  const ready = scanners.find((device) => device.state === 'ready');
  const troubled = scanners.find((device) => device.reason !== null);
  const heard = focused || ready !== undefined;
  const trouble = troubled ? deviceTrouble(intl, troubled) : null;
  return (
    <StatusItem
      name={(troubled ?? ready)?.name || say('status.name.scanner')}
      state={heard ? (trouble === null ? 'good' : 'look') : 'stop'}
    >
      {trouble ?? say(heard ? 'status.scanner.ready' : 'status.scanner.unheard')}
    </StatusItem>
  );
}

const printerTones: Record<DeviceStatus['state'], StatusState> = {
  ready: 'good',
  attention: 'look',
  absent: 'look',
  unknown: 'wait',
};

function PrinterStatus({ station }: { station: Station }): ReactNode {
  const say = useText();
  const { devices } = useStore(station.devices.store);
  const { jobs } = useStore(station.labels.store);
  const printer = devices.find((device) => device.kind === 'printer');
  const { diversions } = useStore(station.failOver.store);
  const intl = useIntl();
  const waiting = [...jobs.values()].filter((job) => openPrintSteps.includes(job.state.step)).length;
  const [diversion] = diversions;
  const words = [
    diversion ? diversionWords(intl, diversion) : '',
    say(printer ? `status.printer.state.${printer.state}` : 'status.printer.state.none'),
    waiting > 0 ? say('status.labels', { count: waiting }) : '',
  ];
  return (
    <StatusItem
      name={printer?.name || say('status.name.printer')}
      state={printer && !diversion ? printerTones[printer.state] : 'look'}
    >
      {words.filter((each) => each !== '').join(' · ')}
    </StatusItem>
  );
}

function TasksStatus({ station }: { station: Station }): ReactNode {
  const say = useText();
  const { tasks } = station;
  const { own } = useStore(tasks.store);
  useEffect(() => tasks.watch(), [tasks]);
  if (own.length === 0) return null;
  return (
    <StatusItem name={say('tasks.title')} state="look">
      {say('status.tasks', { count: own.length })} <kbd>Ctrl T</kbd>
    </StatusItem>
  );
}

/** Numbers this station can still give by itself: only what may need somebody is read from two metres. */
function NumbersStatus({ station }: { station: Station }): ReactNode {
  const say = useText();
  const { preferences } = usePreferences();
  useNow(5_000);
  const isLow = station.rights.isLow();
  if (!isLow && preferences.reach > 1) return null;
  return (
    <StatusItem name={say('status.name.numbers')} state={isLow ? 'look' : 'good'}>
      {isLow ? `${say('status.numbers-low')} · ` : ''}
      {say('status.numbers', station.rights.left())}
    </StatusItem>
  );
}

function SpeedStatus({ station }: { station: Station }): ReactNode {
  const say = useText();
  const { p50Ms, p99Ms } = useStore(station.timings.store);
  const { preferences } = usePreferences();
  const isAsked = useStore(station.tasks.store, ({ own }) => own.length > 0);
  // From two metres, and beside a task, only what may need somebody.
  if (p50Ms === null || p99Ms === null || preferences.reach > 1 || isAsked) return null;
  const values = { p50: Math.round(p50Ms), p99: Math.round(p99Ms) };
  return (
    <StatusItem name={say('status.name.speed')} state="good" title={say('status.speed-title', values)}>
      {say('status.speed-words', values)}
    </StatusItem>
  );
}
