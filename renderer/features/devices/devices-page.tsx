// What is plugged in here and how it is, what scanners said lately, sign by sign, and setting a scanner up from one scan.
import { type ReactNode, useEffect, useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import type { LearnedScanner } from '../../../shared/contract/scanners';
import type { DeviceStatus } from '../../../shared/contract/window';
import type { BenchSide } from '../../../shared/domain/packing/bench-sides';
import type { Tone } from '../../../shared/domain/refusal';
import { formatClock } from '../../app/formatters';
import type { Station } from '../../app/station';
import type { TextKey } from '../../../shared/text/text-key';
import { useText } from '../../app/locale';
import { useNow } from '../../app/use-now';
import { StationPage } from '../../ui/station-page';
import { ToneShape } from '../../ui/tone-shape';
import { type PrintLadder, rungOf } from '../../../shared/label/print-ladder';
import { deviceTrouble } from '../status/device-words';
import { readingWords } from '../weighing/weight-words';
import { DiversionNote } from './diversion-note';
import { LabelPreview } from './label-preview';
import { OwnLine } from './own-line';
import { PaperPrintersList } from './paper-printers-list';
import { habitWords, meaningWords, signsOf } from './scan-words';
import type { HeardScan, ScannerDesk } from './scanner-desk';
import { setUpPicture } from './set-up-symbol';
import { WayOut } from './way-out';
import styles from './devices-page.module.css';

export function DevicesPage({
  station,
}: {
  station: Pick<
    Station,
    'devices' | 'scanners' | 'scales' | 'labels' | 'printerTest' | 'gallery' | 'sides' | 'failOver' | 'papers'
  >;
}): ReactNode {
  const say = useText();
  const { devices, scanners, printerTest, gallery, papers } = station;
  const isLooking = useStore(gallery.store, ({ shown }) => shown !== null);
  const known = useStore(devices.store).devices;
  const intl = useIntl();
  const weighs = [
    useStore(station.scales.left.heard.store, (state) => state.heard),
    useStore(station.scales.right.heard.store, (state) => state.heard),
  ];
  const { heard, learned, showing } = useStore(scanners.store);
  const { ladders } = useStore(printerTest.store);
  const { right, rightScales } = useStore(station.sides.store);
  const hasScale = known.some(({ kind }) => kind === 'scale');
  const sideOf = ({ kind, id }: DeviceStatus): BenchSide | null => {
    if (right.length === 0 || (kind !== 'scanner' && kind !== 'scale')) return null;
    return (kind === 'scanner' ? right : rightScales).includes(id) ? 'right' : 'left';
  };
  useEffect(() => {
    void scanners.refresh();
    void printerTest.refresh();
    return () => {
      scanners.leave();
      gallery.leave();
      papers.close();
    };
  }, [scanners, printerTest, gallery, papers]);
  const weighed = ({ id }: DeviceStatus): string | null => {
    const heardScale = weighs.find((each) => each?.scaleId === id);
    return heardScale ? readingWords(intl, heardScale.reading) : null;
  };
  return (
    <StationPage
      title={say('devices.title')}
      count={say('devices.count', { count: known.length + 1 })}
      keys={say('devices.keys')}
      leave={say('devices.leave')}
    >
      <div className={styles.columns}>
        <section className={styles.column} aria-label={say('devices.connected')}>
          <div className={styles.choices}>
            <Choice digit={1} words={say('devices.set-up.square')} />
            <Choice digit={2} words={say('devices.set-up.bars')} />
            <Choice digit={4} words={say('devices.test-label')} />
            <Choice digit={5} words={say(isLooking ? 'labels.next' : 'labels.look')} />
            {isLooking ? <Choice digit={6} words={say('labels.print')} /> : null}
            <Choice digit={7} words={say('side.move')} />
            {hasScale && showing === null ? <Choice digit={0} words={say('side.move-scale')} /> : null}
            <FailOverChoices failOver={station.failOver} />
            <Choice digit={9} words={say('paper-printers.choose')} />
          </div>
          <SideTrouble sides={station.sides} />
          <TestPrint station={station} />
          <DiversionNote failOver={station.failOver} />
          <ul className={styles.devices} data-many={known.length > fewDevices}>
            <DeviceRow device={typingScanner} learned={learned} side={right.length > 0 ? 'left' : null} />
            {known.map((device) => (
              <DeviceRow
                key={`${device.kind} ${device.id}`}
                device={device}
                learned={learned}
                side={sideOf(device)}
                ladder={ladders.find(({ printerId }) => printerId === device.id) ?? null}
                weighs={weighed(device)}
              />
            ))}
          </ul>
        </section>
        <section className={styles.column} aria-label={say('devices.set-up')}>
          {showing === null ? null : <SetUpCode id={showing} />}
          <PaperPrintersList station={station} />
          <LabelPreview gallery={gallery} />
          <Outcome scanners={scanners} />
          <h2>{say('devices.heard')}</h2>
          <HeardScans heard={heard} />
        </section>
      </div>
    </StationPage>
  );
}

/** More stand beside each other, with smaller words: the page is read at one look. */
const fewDevices = 3;

/** It has no line of its own that could be up or down. */
const typingScanner: DeviceStatus = {
  kind: 'scanner',
  id: 'keyboard',
  name: '',
  state: 'ready',
  reason: null,
};

const toneOf: Record<DeviceStatus['state'], Tone> = {
  ready: 'go',
  attention: 'look',
  absent: 'stop',
  unknown: 'wait',
};

function DeviceRow({
  device,
  learned,
  weighs = null,
  ladder = null,
  side = null,
}: {
  device: DeviceStatus;
  learned: readonly LearnedScanner[];
  /** Of a scale that is heard. */
  weighs?: string | null;
  /** Of a label printer that was asked. */
  ladder?: PrintLadder | null;
  /** Whose scanner or scale it is, where two work at the bench. */
  side?: BenchSide | null;
}): ReactNode {
  const say = useText();
  const intl = useIntl();
  const { kind, id, name, state } = device;
  const habits = kind === 'scanner' ? learned.find(({ deviceId }) => deviceId === id)?.habits : undefined;
  const isKeyboard = device === typingScanner;
  return (
    <li className={styles.device} data-device={id} data-state={state}>
      <p className={styles.deviceName}>
        <ToneShape tone={toneOf[state]} className={styles.shape} />
        {isKeyboard ? say('devices.keyboard') : name || say(wordOf(device))}
      </p>
      <p>{deviceTrouble(intl, device) ?? say(`devices.state.${state}`)}</p>
      <WayOut device={device} />
      {side ? (
        <p data-side-of={side}>{say(kind === 'scale' ? `side.weighs.${side}` : `side.of.${side}`)}</p>
      ) : null}
      {kind === 'scale' && weighs !== null ? <p className={styles.weighs}>{weighs}</p> : null}
      {kind === 'printer' && ladder ? <Rungs ladder={ladder} /> : null}
      {kind === 'scanner' ? (
        <ul className={styles.habits}>
          {(habits ? habitWords(say, habits) : [say('scanner.not-learned')]).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** How this printer proves that a label came out. */
function Rungs({ ladder }: { ladder: PrintLadder }): ReactNode {
  const say = useText();
  const rung = rungOf(ladder);
  const isGuess = ladder.trouble !== null && rung === 'nothing';
  return (
    <ul className={styles.habits} data-rung={isGuess ? 'unknown' : rung}>
      <li>{say(isGuess ? 'devices.rung.unknown' : `devices.rung.${rung}`)}</li>
      {ladder.echo === 'unproven' ? <li>{say('devices.rung.try')}</li> : null}
    </ul>
  );
}

/** Whether one label printer stands in for the other, and after how long; where there is one alone, that it cannot. */
function FailOverChoices({ failOver }: { failOver: Station['failOver'] }): ReactNode {
  const say = useText();
  const { on, afterSeconds, isPossible, isUnsaved } = useStore(failOver.store);
  if (!isPossible) return <p>{say('fail-over.not-possible')}</p>;
  return (
    <div data-fail-over={on ? 'on' : 'off'}>
      <Choice digit={8} words={say(on ? 'fail-over.on' : 'fail-over.off', { seconds: afterSeconds })} />
      {isUnsaved ? <p aria-live="polite">{say('side.trouble.not-kept')}</p> : null}
    </div>
  );
}

/** Why a scanner or a scale stayed where it was. */
function SideTrouble({ sides }: { sides: Station['sides'] }): ReactNode {
  const say = useText();
  const { trouble } = useStore(sides.store);
  if (!trouble) return null;
  return (
    <div aria-live="polite">
      <p className={styles.deviceName} data-side-trouble={trouble}>
        <ToneShape tone="look" className={styles.shape} />
        {say(`side.trouble.${trouble}`)}
      </p>
      {trouble === 'keyboard-is-left' ? <OwnLine why={say('scanner.own-line.why')} /> : null}
    </div>
  );
}

/** What became of the test label. */
function TestPrint({ station }: { station: Pick<Station, 'labels' | 'printerTest'> }): ReactNode {
  const say = useText();
  const { jobId } = useStore(station.printerTest.store);
  const { jobs } = useStore(station.labels.store);
  if (jobId === null) return null;
  const job = jobs.get(jobId);
  const waitingFor = job?.state.step === 'queued' ? job.state.waitingFor : null;
  return (
    <p className={styles.deviceName} data-test-label={job?.state.step ?? 'asked'} aria-live="polite">
      {say('devices.test-label.is', { step: say(`label.step.${job?.state.step ?? 'none'}`) })}
      {waitingFor ? ` · ${say(`label.wait.${waitingFor}`)}` : ''}
    </p>
  );
}

/** Without a printer's name: papers are kept as files. */
function wordOf({ kind, id }: DeviceStatus): TextKey {
  if (kind !== 'paper') return `devices.kind.${kind}`;
  return id === 'slips' ? 'devices.paper.slips' : 'devices.paper.sheets';
}

function Choice({ digit, words }: { digit: number; words: string }): ReactNode {
  return (
    <p className={styles.choice}>
      <kbd>{digit}</kbd>
      {words}
    </p>
  );
}

function SetUpCode({ id }: { id: 'square' | 'bars' }): ReactNode {
  const say = useText();
  const address = useMemo(() => setUpPicture(id), [id]);
  return (
    <figure className={styles.setUp} data-set-up={id}>
      <figcaption>{say('devices.set-up.scan')}</figcaption>
      <img className={styles[id]} src={address} alt={say('devices.set-up.picture')} />
      <Choice digit={0} words={say('devices.set-up.end')} />
    </figure>
  );
}

function Outcome({ scanners }: { scanners: ScannerDesk }): ReactNode {
  const say = useText();
  const { outcome, undo } = useStore(scanners.store);
  if (!outcome) return null;
  return (
    <div className={styles.outcome} aria-live="polite" data-outcome={outcome.ok ? 'learned' : outcome.why}>
      <p className={styles.deviceName}>
        <ToneShape tone={outcome.ok ? 'go' : 'stop'} className={styles.shape} />
        {outcome.ok ? say('devices.learned') : say(`devices.not-learned.${outcome.why}`)}
      </p>
      {outcome.ok ? (
        <ul className={styles.habits}>
          {habitWords(say, outcome.habits).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        <>
          <p>{say(`devices.not-learned.${outcome.why}.next`)}</p>
          {outcome.wrong.length > 0 ? (
            <p className={styles.signs}>
              {outcome.wrong
                .slice(0, 12)
                .map(({ holds, heard }) => `${signsOf(holds)} → ${heard === '' ? '∅' : signsOf(heard)}`)
                .join('   ')}
            </p>
          ) : null}
        </>
      )}
      {undo ? <Choice digit={3} words={say('devices.take-back')} /> : null}
    </div>
  );
}

function HeardScans({ heard }: { heard: readonly HeardScan[] }): ReactNode {
  const say = useText();
  const intl = useIntl();
  const nowMs = useNow(10_000);
  if (heard.length === 0) return <p>{say('devices.nothing-heard')}</p>;
  return (
    <ol className={styles.heard}>
      {heard.map(({ scan, meaning }) => (
        <li key={scan.scanId} data-scan={meaning.kind}>
          <p className={styles.signs}>{signsOf(scan.raw)}</p>
          <p>{meaningWords(say, meaning, scan.aim)}</p>
          <p className={styles.detail}>
            {[
              formatClock(intl, Date.parse(scan.at), nowMs),
              say(`devices.source.${scan.source}`),
              scan.complete ? null : say('devices.incomplete'),
              scan.repeat ? say('devices.repeat') : null,
              scan.timing
                ? say('devices.timing', {
                    keys: scan.timing.keys,
                    median: Math.round(scan.timing.medianGapMs),
                    most: Math.round(scan.timing.maxGapMs),
                  })
                : null,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </p>
        </li>
      ))}
    </ol>
  );
}
