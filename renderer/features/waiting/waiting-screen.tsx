// Orders waiting for this bench, VIP first, then oldest. Scan one, or any item of one; arrow keys and Enter open one too.
// It says how old the list is, and what to do when it is empty.
import { memo, type ReactNode, useEffect, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { mayPack } from '../../../shared/domain/parcel/lease';
import { unitsPacked, unitsWanted } from '../../../shared/domain/parcel/questions';
import type { Task } from '../../../shared/sync/documents';
import { DataAge } from '../../app/data-age';
import { formatMoment } from '../../app/formatters';
import { useText } from '../../app/locale';
import { whatToDo } from '../../app/task-words';
import type { Network } from '../../data/network';
import type { WorkBatch } from '../../data/work-batch';
import { EmptyState } from '../../ui/empty-state';
import { SpecialChips } from '../../ui/special-chip';
import { ActionNote } from '../outage/action-note';
import { type Outage, verdictNow } from '../outage/outage';
import type { Tasks } from '../tasks/tasks';
import type { Waiting } from './waiting';
import { PeopleAge } from './people-age';
import { WorkHeld } from './work-held';
import styles from './waiting-screen.module.css';

type Props = {
  waiting: Waiting;
  tasks: Tasks;
  outage: Outage;
  network: Network;
  batch: WorkBatch;
  /** The latest that head office's clock can show; null when it cannot be known. */
  headOfficeMs: () => number | null;
  /** How long badges still work without head office; null while nobody asks. */
  badgesLeftMs: () => number | null;
  /** An order chosen by key. */
  onOpen: (parcel: Parcel) => void;
};

const shownHere = 30;
/** A bin is counted by who walks there; returns, customs data and refunds of labels are settled in the office. */
const notForPackers: ReadonlySet<Task['kind']> = new Set<Task['kind']>([
  'count-bin',
  'count-again',
  'count-cycle',
  'return-on-arrival',
  'customs-missing',
  'void-refused',
]);

export function WaitingScreen({
  waiting,
  tasks,
  outage,
  network,
  batch,
  headOfficeMs,
  badgesLeftMs,
  onOpen,
}: Props): ReactNode {
  const say = useText();
  const { here, free, sealed, putAside, loaded } = useStore(waiting.store);
  useEffect(() => waiting.watch(), [waiting]);
  useEffect(() => tasks.watch(), [tasks]);
  const own = useStore(tasks.store).own.filter(({ task }) => !notForPackers.has(task.kind));
  const claims = verdictNow(useStore(outage.store), 'claim-order');
  const chosen = useChosen(here, onOpen);
  return (
    <div className={styles.screen}>
      <section className={styles.here}>
        <header className={styles.head}>
          <h1 className={styles.title}>{say('waiting.title')}</h1>
          <p className={styles.total}>{say('waiting.here', { count: here.length })}</p>
          <DataAge network={network} className={styles.age} />
        </header>
        <div>
          <WorkHeld here={here} network={network} batch={batch} headOfficeMs={headOfficeMs} />
          <PeopleAge leftMs={badgesLeftMs} className={styles.held} />
        </div>
        {here.length === 0 ? (
          <Nothing network={network} loaded={loaded} />
        ) : (
          <ol className={styles.list}>
            {here.slice(0, shownHere).map((parcel, index) => (
              <ParcelRow
                key={parcel.parcelId}
                parcel={parcel}
                chosen={index === chosen}
                isOver={!mayPack(parcel, headOfficeMs())}
              />
            ))}
          </ol>
        )}
      </section>
      <aside className={styles.side}>
        {putAside.length > 0 ? <PutAside parcels={putAside} /> : null}
        {own.length > 0 ? <OwnTasks tasks={own.map(({ task }) => task)} /> : null}
        {sealed > 0 ? <p className={styles.sealed}>{say('waiting.sealed', { count: sealed })}</p> : null}
        {free.length > 0 ? (
          <section className={styles.free}>
            <h2 className={styles.subtitle}>{say('waiting.free')}</h2>
            {claims.kind === 'works' ? (
              <p className={styles.hint}>{say('waiting.free-hint')}</p>
            ) : (
              <ActionNote outage={outage} action="claim-order" />
            )}
            <ul className={styles.freeList}>
              {free.map((parcel) => (
                <FreeRow key={parcel.parcelId} parcel={parcel} />
              ))}
            </ul>
          </section>
        ) : null}
      </aside>
    </div>
  );
}

/** Index chosen with the arrow keys; Enter opens it. Starts without a choice, so that Enter alone opens nothing. */
function useChosen(here: readonly Parcel[], onOpen: (parcel: Parcel) => void): number | null {
  const [chosen, setChosen] = useState<number | null>(null);
  const now = useRef({ here, chosen, onOpen });
  useEffect(() => {
    now.current = { here, chosen, onOpen };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { here: parcels, chosen: at, onOpen: open } = now.current;
      const last = Math.min(parcels.length, shownHere) - 1;
      if (event.key === 'ArrowDown') setChosen(at === null ? 0 : Math.min(at + 1, last));
      else if (event.key === 'ArrowUp') setChosen(at === null ? 0 : Math.max(at - 1, 0));
      else if (event.key === 'Escape') setChosen(null);
      else if (event.key === 'Enter' && at !== null && parcels[at]) open(parcels[at]);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  return chosen === null || chosen >= here.length ? null : chosen;
}

// The screen renders with every scan and every news; of fifty rows one has changed.
const ParcelRow = memo(function ParcelRow({
  parcel,
  chosen,
  isOver,
}: {
  parcel: Parcel;
  chosen: boolean;
  isOver: boolean;
}): ReactNode {
  const say = useText();
  const intl = useIntl();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const done = unitsPacked(parcel);
  return (
    <li
      ref={row}
      className={styles.row}
      data-chosen={chosen ? 'yes' : undefined}
      aria-current={chosen || undefined}
    >
      <span className={styles.number}>
        {parcel.orderNumber}
        {parcel.boxNumber > 1 ? <small> {say('packing.box', { number: parcel.boxNumber })}</small> : null}
      </span>
      <span className={styles.marks}>
        {parcel.special ? <SpecialChips kinds={parcel.special.kinds} /> : null}
        {parcel.priority === 'vip' && !parcel.special ? (
          <strong className={styles.vip}>{say('packing.vip')}</strong>
        ) : null}
        {parcel.hold ? <span className={styles.hold}>{say('packing.on-hold')}</span> : null}
        {parcel.provisional ? <span className={styles.hold}>{say('waiting.provisional')}</span> : null}
        {parcel.zones.length > 1 ? (
          <span className={styles.hold}>{say('waiting.mixed', { zones: parcel.zones.join(' + ') })}</span>
        ) : null}
        {isOver ? <span className={styles.hold}>{say('waiting.lease-over')}</span> : null}
      </span>
      <span className={styles.to}>
        <span className={styles.name}>{parcel.shipTo.name}</span>
        <span className={styles.placed}>{formatMoment(intl, parcel.placedAt)}</span>
      </span>
      <span className={styles.country}>{parcel.shipTo.countryCode}</span>
      <span className={styles.carrier}>
        {say('packing.cut-off', { carrier: parcel.shipping.carrierName, time: parcel.shipping.cutOff })}
      </span>
      <span className={styles.units}>
        {done > 0
          ? say('waiting.begun', { done, wanted: unitsWanted(parcel) })
          : say('waiting.units', { count: unitsWanted(parcel) })}
      </span>
    </li>
  );
});

const FreeRow = memo(function FreeRow({ parcel }: { parcel: Parcel }): ReactNode {
  const say = useText();
  return (
    <li>
      <span className={styles.freeNumber}>{parcel.orderNumber}</span>
      {parcel.special ? <SpecialChips kinds={parcel.special.kinds} /> : null}
      {parcel.priority === 'vip' && !parcel.special ? (
        <span className={styles.vip}>{say('packing.vip')}</span>
      ) : null}
      <span>{say('waiting.units', { count: unitsWanted(parcel) })}</span>
    </li>
  );
});

function Nothing({ network, loaded }: { network: Network; loaded: boolean }): ReactNode {
  const say = useText();
  const { headOffice, lastPulledMs } = useStore(network.store);
  if (!loaded || (lastPulledMs === null && headOffice !== 'down'))
    return <EmptyState title={say('waiting.empty-first')} />;
  return (
    <EmptyState title={say('waiting.empty')}>
      {say(headOffice === 'up' ? 'waiting.empty-online' : 'waiting.empty-offline')}
    </EmptyState>
  );
}

/** Sealed here and cancelled since: stopped at the hand-over scan, whether somebody opens it or keeps it back. */
function PutAside({ parcels }: { parcels: readonly Parcel[] }): ReactNode {
  const say = useText();
  return (
    <section className={styles.tasks}>
      <h2 className={styles.subtitle}>{say('waiting.put-aside')}</h2>
      <ul>
        {parcels.map((parcel) => (
          <li key={parcel.parcelId}>{parcel.orderNumber}</li>
        ))}
      </ul>
      <p>{say('waiting.put-aside-hint')}</p>
    </section>
  );
}

function OwnTasks({ tasks }: { tasks: readonly Task[] }): ReactNode {
  const say = useText();
  const intl = useIntl();
  return (
    <section className={styles.tasks}>
      <h2 className={styles.subtitle}>{say('waiting.tasks')}</h2>
      <ul>
        {tasks.slice(0, 4).map((task) => (
          <li key={task.taskId}>{whatToDo(intl, task)}</li>
        ))}
      </ul>
      <p className={styles.hint}>{say('waiting.tasks-hint')}</p>
    </section>
  );
}
