// What this bench knows of people beside their names: whether its lists are young enough to go by, and, through main,
// whether a PIN is right. Has main fetch what PINs are checked against when there is something new.
// Must never hold a PIN longer than the question takes.
import type { WaybillBridge } from '../../shared/contract/window';
import type { PersonId } from '../../shared/domain/ids';
import type { BenchFacts, PinFor } from '../../shared/domain/packing/session';
import { areListsTooOld } from '../../shared/domain/people/access';
import type { PinAnswer } from '../../shared/domain/people/pin';
import type { Directory } from './directory';
import type { LeaseClock } from './lease-clock';
import type { Network } from './network';

export type People = {
  access: () => BenchFacts['access'];
  /** How long badges still work by themselves; null while head office is heard. */
  leftMs: () => number | null;
  checkPin: (pinFor: PinFor, pin: string, lockedId: PersonId | null) => Promise<PinAnswer>;
  toldLock: (personId: PersonId) => void;
  close: () => void;
};

export type PeopleParts = {
  bridge: Pick<WaybillBridge, 'request'>;
  directory: Pick<Directory, 'access' | 'people' | 'changes'>;
  clock: Pick<LeaseClock, 'heardMs' | 'latestMs'>;
  network: Pick<Network, 'store'>;
  report: (cause: unknown) => void;
};

/** Also the rhythm in which main notes the time, which bounds the age of its list over a restart. */
const refreshEveryMs = 10 * 60_000;
/** Many people arrive together. */
const restMs = 500;

export function openPeople({ bridge, directory, clock, network, report }: PeopleParts): People {
  const isUp = (): boolean => network.store.getState().headOffice === 'up';
  let resting: ReturnType<typeof setTimeout> | undefined;
  let fetchedFor: string | null = null;

  /** The PINs that the directory says there are. */
  const wanted = (): string =>
    directory
      .people()
      .map(
        ({ personId, pinSetAt = '', roles, retired }) => `${personId} ${pinSetAt} ${roles.join()} ${retired}`,
      )
      .join('|');
  const refresh = async (): Promise<void> => {
    const now = wanted();
    const { fetched } = await bridge.request('people:refresh', null);
    if (fetched) fetchedFor = now;
  };
  const refreshSoon = (): void => {
    if (resting !== undefined || fetchedFor === wanted() || !isUp()) return;
    resting = setTimeout(() => {
      resting = undefined;
      refresh().catch(report);
    }, restMs);
  };
  const timer = setInterval(() => void refresh().catch(report), refreshEveryMs);
  const listening = directory.changes.subscribe(refreshSoon);
  const stopHearing = network.store.subscribe((state, before) => {
    if (state.headOffice !== before.headOffice) refreshSoon();
  });
  refreshSoon();

  return {
    access: () => {
      const access = directory.access();
      const isTooOld = !isUp() && areListsTooOld(clock.heardMs(), clock.latestMs(), access.maxOfflineHours);
      return { ...access, isTooOld };
    },
    leftMs: () => {
      if (network.store.getState().headOffice !== 'down') return null;
      const [heardMs, latestMs] = [clock.heardMs(), clock.latestMs()];
      if (heardMs === null || latestMs === null) return 0;
      return Math.max(0, heardMs + directory.access().maxOfflineHours * 3_600_000 - latestMs);
    },
    checkPin: async ({ person: { personId, pinSetAt = '' }, act }, pin, lockedId) => {
      const given = { personId, setAt: pinSetAt, pin };
      try {
        return act === 'unlock' && lockedId
          ? await bridge.request('people:unlock', { ...given, lockedId })
          : await bridge.request('people:check-pin', given);
      } catch (cause) {
        report(cause);
        return { answer: 'unknown' };
      }
    },
    toldLock: (personId) => {
      bridge.request('people:told-lock', { personId }).catch(report);
    },
    close: () => {
      clearTimeout(resting);
      clearInterval(timer);
      listening.unsubscribe();
      stopHearing();
    },
  };
}
