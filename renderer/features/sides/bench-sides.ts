// Two operators at one computer: each has a side of the bench, and a scanner that was given to it. What a scanner says goes
// to its own side, which is a packing session of its own; keys and the scanner that types are the left one's. A scale stands
// on one side too. Which scanners and scales are the right one's is kept on this computer.
// Must never let both sides answer at the same time, never leave an operator without a scanner, and never let a scale weigh for both.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { z } from 'zod';
import type { ScanEvent } from '../../../shared/barcode/scan';
import { deviceIdSchema } from '../../../shared/contract/scanners';
import { type BenchSide, inSideHands } from '../../../shared/domain/packing/bench-sides';
import type { PrintJob } from '../../../shared/label/print-job';
import type { Notes } from '../../data/store';
import type { SidePort } from '../packing/packing-ports';
import type { PackingSession } from '../packing/session';

export type SidesTrouble =
  | 'nothing-heard'
  | 'keyboard-is-left'
  | 'log-out-first'
  | 'not-kept'
  | 'no-right-side'
  | 'no-scale'
  | 'which-scale';

export type BenchSidesState = {
  /** Scanners of the right side, by their device id. */
  right: readonly string[];
  /** Scales of the right side, by their device id; they weigh for the left one while nobody works on the right. */
  rightScales: readonly string[];
  /** The session of the right side; null while nobody works there. */
  session: PackingSession | null;
  /** Why the last wish was not followed. */
  trouble: SidesTrouble | null;
};

type HeardAt = Pick<ScanEvent, 'source' | 'deviceId'>;

/** `none`: no scale is heard; `several`: nothing tells which one is meant. */
export type MeantScale = { scaleId: string } | 'none' | 'several';

export type BenchSides = {
  store: StoreApi<BenchSidesState>;
  /** For the session of that side. */
  portOf: (side: BenchSide) => SidePort;
  sideOf: (scan: HeardAt) => BenchSide;
  /** Gives the scanner that was heard last to the other side; null: none was heard. */
  move: (heard: HeardAt | null) => Promise<void>;
  scaleSideOf: (scaleId: string) => BenchSide;
  /** Gives a scale to the other side. */
  moveScale: (meant: MeantScale) => Promise<void>;
  /** Resolves when the right side is open, if it has a scanner. */
  begin: (left: PackingSession, openRight: (port: SidePort) => Promise<PackingSession>) => Promise<void>;
  /** Calls with the right side's session whenever one is opened; what it returns is done when that is closed. */
  onRight: (begin: (session: PackingSession) => () => void) => void;
  close: () => void;
};

const noteName = 'sides';
const mostDevices = 16;
const devicesSchema = z.array(deviceIdSchema).max(mostDevices);
const noteSchema = z.object({ right: devicesSchema, scales: devicesSchema.default([]) });

export async function openBenchSides(notes: Notes, report: (cause: unknown) => void): Promise<BenchSides> {
  const noted = noteSchema.safeParse(await notes.read(noteName));
  const store = createStore<BenchSidesState>(() => ({
    right: noted.success ? noted.data.right : [],
    rightScales: noted.success ? noted.data.scales : [],
    session: null,
    trouble: null,
  }));
  let left: PackingSession | null = null;
  let openRight: ((port: SidePort) => Promise<PackingSession>) | null = null;
  const starts = new Set<(session: PackingSession) => () => void>();
  let ends: (() => void)[] = [];
  let answering: Promise<unknown> = Promise.resolve();
  let moving: Promise<void> = Promise.resolve();

  const turn: SidePort['turn'] = (act) => {
    // Nobody to wait for: a scan is answered in the turn it came in.
    if (store.getState().right.length === 0) return act();
    const mine = answering.then(act);
    answering = mine.catch(() => undefined);
    return mine;
  };

  const handsAt = (session: PackingSession | null) =>
    session ? inSideHands(session.store.getState().bench) : null;

  const isSealedOnRight = ({ jobId }: PrintJob): boolean =>
    store.getState().session?.store.getState().lastSealed?.sealedBy === (jobId as string);

  const portOf: BenchSides['portOf'] = (here) => ({
    here,
    facts: () => {
      const other = handsAt(here === 'left' ? store.getState().session : left);
      return other && { here, other };
    },
    turn,
    isAsked: (job) => isSealedOnRight(job) === (here === 'right'),
  });

  const follow = async (): Promise<void> => {
    const { right, session } = store.getState();
    if (right.length > 0 && !session && openRight) {
      const opened = await openRight(portOf('right'));
      store.setState({ session: opened });
      ends = [...starts].map((start) => start(opened));
    }
    if (right.length === 0 && session) {
      store.setState({ session: null });
      for (const end of ends.splice(0)) end();
      session.close();
    }
  };

  const say = (trouble: SidesTrouble | null): void => store.setState({ trouble });

  /** False where the disk refused; then nothing has changed. */
  const isKept = async (devices: Pick<BenchSidesState, 'right' | 'rightScales'>): Promise<boolean> => {
    try {
      await notes.write(noteName, { right: devices.right, scales: devices.rightScales });
      return true;
    } catch (cause) {
      report(cause);
      say('not-kept');
      return false;
    }
  };

  const moveNow = async (heard: HeardAt | null): Promise<void> => {
    const { right, rightScales, session } = store.getState();
    if (!heard) return say('nothing-heard');
    if (isKeyboard(heard)) return say('keyboard-is-left');
    const next = moved(right, heard.deviceId);
    const bench = session?.store.getState().bench;
    if (next.length === 0 && (bench?.operator || bench?.parcelId)) return say('log-out-first');
    if (!(await isKept({ right: next, rightScales }))) return;
    store.setState({ right: next, trouble: null });
    try {
      await follow();
    } catch (cause) {
      // Scans go where they went before: nobody's are taken for another's.
      report(cause);
      store.setState({ right, trouble: 'not-kept' });
    }
  };

  const moveScaleNow = async (meant: MeantScale): Promise<void> => {
    const { right, rightScales, session } = store.getState();
    if (!session) return say('no-right-side');
    if (meant === 'none') return say('no-scale');
    if (meant === 'several') return say('which-scale');
    const next = moved(rightScales, meant.scaleId);
    if (await isKept({ right, rightScales: next })) store.setState({ rightScales: next, trouble: null });
  };

  return {
    store,
    portOf,
    sideOf: (scan) =>
      !isKeyboard(scan) && store.getState().right.includes(scan.deviceId) && store.getState().session
        ? 'right'
        : 'left',
    move: (heard) => {
      moving = moving.then(() => moveNow(heard)).catch(report);
      return moving;
    },
    scaleSideOf: (scaleId) =>
      store.getState().rightScales.includes(scaleId) && store.getState().session ? 'right' : 'left',
    moveScale: (meant) => {
      moving = moving.then(() => moveScaleNow(meant)).catch(report);
      return moving;
    },
    begin: async (session, open) => {
      left = session;
      openRight = open;
      await follow();
    },
    onRight: (start) => {
      starts.add(start);
      const { session } = store.getState();
      if (session) ends.push(start(session));
    },
    close: () => {
      for (const end of ends.splice(0)) end();
      store.getState().session?.close();
    },
  };
}

/** To the right when it was not there, else back. */
function moved(right: readonly string[], deviceId: string): string[] {
  const next = right.includes(deviceId) ? right.filter((id) => id !== deviceId) : [...right, deviceId];
  return next.slice(-mostDevices);
}

/** Scanners that type are not told apart, and a code typed by hand comes from whoever has the keys. */
function isKeyboard({ source }: HeardAt): boolean {
  return source === 'wedge' || source === 'manual';
}
