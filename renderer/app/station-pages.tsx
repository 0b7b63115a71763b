// The pages that stand over the middle of the station's screen, one at a time, and what keys and scans mean while one is
// open: CANCEL leaves it, OK and an order's code are the tasks page's own, everything else is the bench's and leads back.
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { useStore } from 'zustand';
import type { BenchCommand } from '../../shared/domain/packing/bench-command';
import { OutagePage } from '../features/outage/outage-page';
import { CameraPage } from '../features/photo/camera-page';
import { PlacesPage } from '../features/places/places-page';
import { OwnParcelsPage } from '../features/sent/own-parcels-page';
import { UnsentPage } from '../features/sent/unsent-page';
import { TillPage } from '../features/till/till-page';
import { TasksPage } from '../features/tasks/tasks-page';
import { commandOfPayload, isBenchCommand, type PageCommand } from '../input/commands';
import type { BusScan } from '../input/scan-bus';
import type { Station } from './station';

// Numbering plans and the drawing of barcodes are large, and nobody waits for them at the start of a shift.
const DevicesPage = lazy(async () => ({
  default: (await import('../features/devices/devices-page')).DevicesPage,
}));
const TakeOrderPage = lazy(async () => ({
  default: (await import('../features/take-order/take-order-page')).TakeOrderPage,
}));

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
    case 'camera':
      return <Camera station={station} />;
    case 'places':
      return <PlacesPage setting={station.places} />;
    case 'devices':
      return (
        <Suspense fallback={null}>
          <DevicesPage station={station} />
        </Suspense>
      );
    case 'till':
      return <TillPage desk={station.till} session={station.session} rights={station.rights} />;
    case 'take-order':
      return (
        <Suspense fallback={null}>
          <TakeOrderPage
            session={station.session}
            labels={station.labels}
            taking={station.orderTaking}
            rights={station.rights}
            headOfficeMs={station.leases.latestMs}
            network={network}
          />
        </Suspense>
      );
    default: {
      const never: never = page;
      throw new Error(`unexpected page ${String(never)}`);
    }
  }
}

function Camera({ station: { photos, photoSender } }: { station: Station }): ReactNode {
  const { waiting } = useStore(photoSender.store);
  return <CameraPage photos={photos} waiting={waiting} />;
}

function isChosenByDigit(page: PageCommand): page is 'camera' | 'places' | 'devices' {
  return page === 'camera' || page === 'places' || page === 'devices';
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

export function useStationPages({
  session,
  tasks,
  orderTaking,
  photos,
  places,
  scanners,
  printerTest,
  gallery,
  sides,
  failOver,
  papers,
  scales,
}: Pick<
  Station,
  | 'session'
  | 'tasks'
  | 'orderTaking'
  | 'photos'
  | 'places'
  | 'scanners'
  | 'printerTest'
  | 'gallery'
  | 'sides'
  | 'failOver'
  | 'papers'
  | 'scales'
>): StationPages {
  const [opened, setOpened] = useState<{ page: PageCommand; answers: number } | null>(null);
  const answers = useStore(session.store, (state) => state.answers);
  const atCounter = useStore(session.store, ({ bench }) => bench.aside?.kind === 'counter');
  // A verdict must be seen, also one that nobody at this bench asked for. An order is gathered answer by answer: its page
  // stands for as long as the bench gathers.
  const stays = opened?.page === 'take-order' && atCounter;
  const page = opened && (stays || opened.answers === answers) ? opened.page : null;

  const takesCommand = useCallback(
    (command: BenchCommand): boolean => {
      if (page === null) return false;
      if (command === 'ok' && page === 'tasks') {
        void tasks.done(session.store.getState().bench.operator?.personId ?? null);
        return true;
      }
      if (page === 'take-order') {
        if (command === 'finish' || command === 'seal') {
          orderTaking.take();
          return true;
        }
        const { stop, times } = session.store.getState().bench;
        if (command !== 'cancel' || stop || times !== null) return false;
        setOpened(null);
        // What is gathered stays, as a sale; where nothing is, the bench is free again.
        return orderTaking.lines().length > 0;
      }
      const chosen = isChosenByDigit(page) ? { camera: photos, places, devices: scanners }[page] : null;
      const digit = /^quantity-(\d)$/.exec(command)?.[1];
      const isListOpen = page === 'devices' && papers.store.getState().isOpen;
      if (isListOpen && (digit !== undefined || command === 'cancel')) {
        if (digit === undefined) papers.toggle();
        else papers.chooseAt(Number(digit));
        return true;
      }
      const isSettingUp = page === 'devices' && scanners.store.getState().showing !== null;
      const pressed =
        page === 'devices' && digit
          ? {
              ...(isSettingUp ? {} : { '0': () => void sides.moveScale(scales.meant()) }),
              '4': printerTest.print,
              '5': gallery.next,
              '6': gallery.print,
              '7': () => void sides.move(scanners.store.getState().heard[0]?.scan ?? null),
              '8': failOver.next,
              '9': papers.toggle,
            }[digit]
          : undefined;
      if (pressed) {
        pressed();
        return true;
      }
      if (chosen !== null && digit !== undefined) {
        chosen.chooseAt(Number(digit));
        return true;
      }
      if (isSettingUp && command === 'cancel') {
        scanners.chooseAt(0);
        return true;
      }
      setOpened(null);
      return command === 'cancel';
    },
    [
      page,
      session,
      tasks,
      orderTaking,
      photos,
      places,
      scanners,
      printerTest,
      gallery,
      sides,
      failOver,
      papers,
      scales,
    ],
  );
  const takesScan = useCallback(
    (heard: BusScan): boolean => {
      if (page === null) return false;
      const { meaning } = heard;
      const command = meaning.kind === 'command' ? commandOfPayload(meaning.payload)?.id : undefined;
      if (page === 'take-order')
        return command !== undefined && isBenchCommand(command) && takesCommand(command);
      if (command === 'ok' || command === 'cancel') return takesCommand(command);
      // A scanner is tried here: what it says is shown, and is nobody's box.
      if (page === 'devices') {
        scanners.take(heard);
        gallery.take(meaning);
        if (command === undefined) return true;
        if (!isBenchCommand(command)) return false;
      }
      if (isChosenByDigit(page) && command !== undefined && isBenchCommand(command))
        return takesCommand(command);
      if (page === 'tasks') {
        if (meaning.kind === 'order' && tasks.chooseBy({ orderNumber: meaning.payload })) return true;
        if (meaning.kind === 'sscc' && tasks.chooseBy({ sscc: meaning.sscc })) return true;
      }
      setOpened(null);
      return false;
    },
    [page, takesCommand, tasks, scanners, gallery],
  );
  const toggle = useCallback(
    (wanted: PageCommand) => {
      setOpened(page === wanted ? null : { page: wanted, answers: session.store.getState().answers });
      if (wanted === 'take-order' && page !== wanted) orderTaking.begin();
    },
    [page, session, orderTaking],
  );
  return { page, toggle, takesCommand, takesScan };
}
