// The pages that stand over the middle of the station's screen, one at a time, and what keys and scans mean while one is
// open: CANCEL leaves it, OK and an order's code are the tasks page's own, everything else is the bench's and leads back.
import { type ReactNode, useCallback, useState } from 'react';
import { useStore } from 'zustand';
import type { BenchCommand } from '../../shared/domain/packing/session';
import { OutagePage } from '../features/outage/outage-page';
import { OwnParcelsPage } from '../features/sent/own-parcels-page';
import { UnsentPage } from '../features/sent/unsent-page';
import { TakeOrderPage } from '../features/take-order/take-order-page';
import { TasksPage } from '../features/tasks/tasks-page';
import { commandOfPayload, type PageCommand } from '../input/commands';
import type { BusScan } from '../input/scan-bus';
import type { Station } from './station';

export function StationPageShown({ station, page }: { station: Station; page: PageCommand }): ReactNode {
  const { outage, network, devices } = station;
  switch (page) {
    case 'what-works':
      return <OutagePage outage={outage} network={network} devices={devices} />;
    case 'my-parcels':
      return <OwnParcelsPage own={station.ownParcels} network={network} />;
    case 'unsent':
      return <UnsentPage unsent={station.unsent} network={network} />;
    case 'tasks':
      return <TasksPage tasks={station.tasks} network={network} outage={outage} />;
    case 'take-order':
      return (
        <TakeOrderPage
          session={station.session}
          products={station.quotaProducts}
          rights={station.rights}
          headOfficeMs={station.leases.latestMs}
          draft={station.orderDraft}
          network={network}
        />
      );
    default: {
      const never: never = page;
      throw new Error(`unexpected page ${String(never)}`);
    }
  }
}

export type StationPages = {
  page: PageCommand | null;
  /** Opens a page; the same again closes it. */
  toggle: (page: PageCommand) => void;
  /** True when the open page took the command and the bench must not have it. */
  takesCommand: (command: BenchCommand) => boolean;
  /** The same for a scan; closes the page when the bench is to have it. */
  takesScan: (heard: BusScan) => boolean;
};

export function useStationPages({ session, tasks }: Pick<Station, 'session' | 'tasks'>): StationPages {
  const [opened, setOpened] = useState<{ page: PageCommand; answers: number } | null>(null);
  const answers = useStore(session.store, (state) => state.answers);
  const isTaken = useStore(
    session.store,
    ({ verdict }) => verdict.kind === 'answer' && verdict.code === 'order-taken',
  );
  // A verdict must be seen, also one that nobody at this bench asked for. An order is gathered answer by answer: its page
  // stands until the order is taken.
  const stays = opened?.page === 'take-order' && !isTaken;
  const page = opened && (stays || opened.answers === answers) ? opened.page : null;

  const takesCommand = useCallback(
    (command: BenchCommand): boolean => {
      if (page === null) return false;
      if (command === 'ok' && page === 'tasks') {
        void tasks.done(session.store.getState().bench.operator?.personId ?? null);
        return true;
      }
      if (page === 'take-order' && command !== 'cancel') return false;
      setOpened(null);
      return command === 'cancel';
    },
    [page, session, tasks],
  );
  const takesScan = useCallback(
    ({ meaning }: BusScan): boolean => {
      if (page === null) return false;
      if (meaning.kind === 'command') {
        const id = commandOfPayload(meaning.payload)?.id;
        if (id === 'ok' || id === 'cancel') return takesCommand(id);
      }
      if (page === 'tasks') {
        if (meaning.kind === 'order' && tasks.chooseBy({ orderNumber: meaning.payload })) return true;
        if (meaning.kind === 'sscc' && tasks.chooseBy({ sscc: meaning.sscc })) return true;
      }
      if (page === 'take-order' && meaning.kind !== 'order' && meaning.kind !== 'sscc') return false;
      setOpened(null);
      return false;
    },
    [page, takesCommand, tasks],
  );
  const toggle = useCallback(
    (wanted: PageCommand) =>
      setOpened(page === wanted ? null : { page: wanted, answers: session.store.getState().answers }),
    [page, session],
  );
  return { page, toggle, takesCommand, takesScan };
}
