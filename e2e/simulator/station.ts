// One station PC: its program on a disk of its own, with a clock that may be wrong and a power cord that may be pulled.
// What its operator was told is written down outside of it: that is what must never be lost.
import type { Op } from '../../shared/sync/op';
import { createFakeOutbox, heardOf } from '../../renderer/features/packing/bench.test-kit';
import type { Enrolled } from './company';
import { type Disk, newDisk, type Plug } from './disk';
import type { Link } from './network';
import { openProgram, type Program, readKept, type StationTamper } from './program';
import { randomOf } from './random';
import { virtualTime } from './virtual-time';

export type SimulatedStation = {
  number: number;
  stationId: Enrolled['stationId'];
  link: Link;
  /** Ops whose append resolved: the operator saw green. In the order of being told. */
  told: Op[];
  /** Ids of told ops that went with the databases, so young that the second place could not have them yet. */
  lost: Set<string>;
  /** Ids of everything that was ever asked to be written. */
  tried: Set<string>;
  /** What must not happen and did. */
  bugs: string[];
  /** Acts on a box whose lease was over by the one true time, in words. */
  late: string[];
  skewMs: number;
  /** Hears of each op that its operator was told. */
  onTold: (op: Op) => void;
  program: Program | null;
  scan: (text: string) => void;
  start: () => Promise<void>;
  /** The power goes. */
  crash: () => Promise<void>;
  /** It goes in the middle of the next write that must be on the disk; `then` is called when it has. */
  crashAtWrite: (then: () => void) => void;
  /** What was to happen at the next write will not. */
  disarm: () => void;
  /** The window's databases are lost while the PC is off; the second place of its ops is not. */
  wipe: () => Promise<void>;
  /** The program is closed as a person closes it. */
  close: () => Promise<void>;
};

let disks = 0;

/** So soon after an op was told, or after a start, the second place has it: a rest, a flush and a try again. */
const keptWithinMs = 2_000;

export function createStation(
  number: number,
  enrolled: Enrolled,
  link: Link,
  seed: number,
  tamper: StationTamper,
  wantParcels: number,
): SimulatedStation {
  const disk: Disk = newDisk({
    random: randomOf(seed, 'station', number, 'disk'),
    nowMs: virtualTime.nowMs,
    sleep: virtualTime.sleep,
  });
  disks += 1;
  // RxDB and Dexie keep registries by name in the realm; a station of a new disk must not meet an old one's.
  const name = `station-${disks}`;
  const outbox = createFakeOutbox();
  outbox.onSubmit = { step: 'confirmed' };
  let runs = 0;
  let end: (() => Promise<void>) | null = null;
  let plugged: Plug | null = null;
  let life = { isOn: false };
  let beganMs = 0;
  let endedMs = 0;
  const toldMs = new Map<string, number>();
  let ending: Promise<void> = Promise.resolve();
  let starting: Promise<void> | null = null;

  const self: SimulatedStation = {
    number,
    stationId: enrolled.stationId,
    link,
    told: [],
    lost: new Set(),
    tried: new Set(),
    bugs: [],
    late: [],
    skewMs: 0,
    onTold: () => undefined,
    program: null,
    scan: (text) => self.program?.session.scan(heardOf(text)),
    start: () => {
      starting ??= begin().finally(() => {
        starting = null;
      });
      return starting;
    },
    crash: async () => {
      if (!self.program) return;
      endedMs = virtualTime.nowMs();
      plugged?.cutPower();
      ending = shut(true);
      await ending;
    },
    crashAtWrite: (then) => {
      plugged?.atNextFlush(() => {
        void self.crash().then(then);
      });
    },
    disarm: () => plugged?.atNextFlush(() => undefined),
    wipe: async () => {
      await ending;
      if (self.program) throw new Error('the PC is on');
      const kept = await readKept(disk.plugIn());
      for (const { opId } of self.told) {
        if (kept.has(opId)) continue;
        const isYoung = endedMs - Math.max(toldMs.get(opId) ?? 0, beganMs) < keptWithinMs;
        if (isYoung) self.lost.add(opId);
      }
      disk.wipeDatabases();
    },
    close: async () => {
      if (!self.program) return;
      ending = shut(false);
      await ending;
    },
  };

  const begin = async (): Promise<void> => {
    await ending;
    if (self.program) return;
    runs += 1;
    const plug = disk.plugIn();
    plugged = plug;
    life = { isOn: true };
    const opened = await open(plug, life);
    self.program = opened.program;
    end = opened.close;
    beganMs = virtualTime.nowMs();
  };

  const shut = async (isCrash: boolean): Promise<void> => {
    self.program = null;
    life.isOn = false;
    const closing = end?.();
    end = null;
    if (isCrash) await closing?.catch(() => undefined);
    else await closing;
  };

  const open = (plug: Plug, run: { isOn: boolean }): ReturnType<typeof openProgram> =>
    openProgram({
      name,
      enrolled,
      link,
      plug,
      outbox,
      random: randomOf(seed, 'station', number, 'run', runs),
      skewMs: () => self.skewMs,
      wantParcels,
      tamper,
      witness: {
        isTried: (opIds) => {
          for (const opId of opIds) self.tried.add(opId);
        },
        isTold: (op) => {
          self.told.push(op);
          toldMs.set(op.opId, virtualTime.nowMs());
          self.onTold(op);
        },
        isWrong: (words) => void self.bugs.push(words),
        isLate: (words) => void self.late.push(words),
      },
      report: (cause) => {
        if (plugged === plug && run.isOn)
          self.bugs.push(cause instanceof Error ? (cause.stack ?? cause.message) : JSON.stringify(cause));
      },
    });

  return self;
}
