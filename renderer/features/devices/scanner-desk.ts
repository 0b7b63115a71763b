// What scanners said lately and what was learned of them, for the page of devices; sets a scanner up from one scan.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Meaning, meaningOf } from '../../../shared/barcode/meaning';
import type { ScanEvent } from '../../../shared/barcode/scan';
import type { ScannerHabits } from '../../../shared/barcode/scanner/habits';
import type { SetUpCode } from '../../../shared/barcode/scanner/set-up-code';
import type { LearnedScanner, ScannerLearning } from '../../../shared/contract/scanners';
import type { WaybillBridge } from '../../../shared/contract/window';
import type { BusScan } from '../../input/scan-bus';

export type HeardScan = { scan: ScanEvent; meaning: Meaning };

export type ScannerDeskState = {
  /** Newest first. */
  heard: readonly HeardScan[];
  learned: readonly LearnedScanner[];
  /** The code that is shown to be scanned; null while none is. */
  showing: SetUpCode['id'] | null;
  /** How the last scan of it came out. */
  outcome: ScannerLearning | null;
  /** What was known of that scanner before, for taking it back; null when nothing can be taken back. */
  undo: { deviceId: string; habits: ScannerHabits | null } | null;
};

export type ScannerDesk = {
  store: StoreApi<ScannerDeskState>;
  /** Looks what was heard and learned before. */
  refresh: () => Promise<void>;
  /** By its digit on the page: 1 and 2 show a code, 3 takes back, 0 ends the set-up. */
  chooseAt: (digit: number) => void;
  /** A scan while the page is open: shown, and learned from while a code is shown. Counts nowhere. */
  take: (heard: BusScan) => void;
  /** The page is left: scanners are listened to as they were learned. */
  leave: () => void;
};

const mostShown = 200;

export function openScannerDesk(
  bridge: Pick<WaybillBridge, 'request'>,
  report: (cause: unknown) => void,
): ScannerDesk {
  const store = createStore<ScannerDeskState>(() => ({
    heard: [],
    learned: [],
    showing: null,
    outcome: null,
    undo: null,
  }));

  const readLearned = async (): Promise<void> =>
    store.setState({ learned: await bridge.request('scanners:learned', null) });

  const show = async (showing: SetUpCode['id'] | null): Promise<void> => {
    const wasShown = store.getState().showing !== null;
    store.setState(showing === null ? { showing } : { showing, outcome: null });
    if (wasShown !== (showing !== null)) await bridge.request('scanners:set-up', { open: showing !== null });
  };

  const keep = async (deviceId: string, habits: ScannerHabits | null): Promise<void> => {
    await bridge.request('scanners:keep', { deviceId, habits });
    await readLearned();
  };

  const learn = async (scanId: string): Promise<void> => {
    const outcome = await bridge.request('scanners:learn', { scanId });
    if (!outcome.ok) {
      store.setState({ outcome });
      return;
    }
    const { deviceId, habits } = outcome;
    const before = store.getState().learned.find((one) => one.deviceId === deviceId)?.habits ?? null;
    await show(null);
    await keep(deviceId, habits);
    store.setState({ outcome, undo: { deviceId, habits: before } });
  };

  const takeBack = async (): Promise<void> => {
    const { undo } = store.getState();
    if (!undo) return;
    store.setState({ undo: null, outcome: null });
    await keep(undo.deviceId, undo.habits);
  };

  const choices: Readonly<Record<number, () => Promise<void>>> = {
    0: () => show(null),
    1: () => show('square'),
    2: () => show('bars'),
    3: takeBack,
  };

  return {
    store,
    refresh: async () => {
      const before = await bridge.request('scans:heard', null);
      const ids = new Set(before.map(({ scanId }) => scanId));
      store.setState(({ heard }) => ({
        heard: [
          ...heard.filter(({ scan }) => !ids.has(scan.scanId)),
          ...before.map((scan) => ({ scan, meaning: meaningOf(scan) })),
        ].slice(0, mostShown),
      }));
      await readLearned();
    },
    chooseAt: (digit) => void choices[digit]?.().catch(report),
    take: ({ scan, meaning }) => {
      const { heard, showing } = store.getState();
      const isNew = heard.every((each) => each.scan.scanId !== scan.scanId);
      if (isNew) store.setState({ heard: [{ scan, meaning }, ...heard].slice(0, mostShown) });
      // A command is a command: whoever sends it right needs no set-up for it.
      if (showing !== null && meaning.kind !== 'command') learn(scan.scanId).catch(report);
    },
    leave: () => {
      store.setState({ outcome: null, undo: null });
      show(null).catch(report);
    },
  };
}
