// Where the bench stands, written down: when there is time after an answer, or before the answer where a scan is no op yet.
// A kill at any line is found again from it and from the ops that came after.
import type { Bench } from '../../../shared/domain/packing/session';
import type { Op } from '../../../shared/sync/op';
import { rest } from '../../data/rest';
import type { PackingPorts } from './packing-ports';
import { readSavedBench, restoreBench, type SavedBench, savedBenchOf } from './restore-bench';

export type BenchPlace = {
  /** Writes it when there is time; what stands by then counts. */
  keep: (bench: Bench) => void;
  /** On disk when it resolves. */
  write: (bench: Bench) => Promise<void>;
  /** The bench as it was left. */
  read: () => Promise<Bench>;
  settled: () => Promise<void>;
};

const noteNames = { left: 'bench', right: 'bench-right' } as const;
/** Ops behind the newest note: it is written after every answer. */
const mostOps = 500;

export function openBenchPlace(
  ports: Pick<PackingPorts, 'opLog' | 'notes' | 'directory' | 'placesHere' | 'side' | 'report'>,
): BenchPlace {
  const { opLog, notes, directory } = ports;
  const side = ports.side.here;
  const noteName = noteNames[side];
  let place: SavedBench | null = null;
  let noting: Promise<void> | null = null;

  const note = async (): Promise<void> => {
    await rest();
    for (let saved = place; saved; saved = place) {
      place = null;
      await notes.write(noteName, saved).catch(ports.report);
    }
    noting = null;
  };

  return {
    keep: (bench) => {
      place = savedBenchOf(bench, opLog.maxStationSeq());
      noting ??= note();
    },
    write: async (bench) => {
      place = null;
      await noting;
      await notes.write(noteName, savedBenchOf(bench, opLog.maxStationSeq()));
    },
    read: async () => {
      const saved = readSavedBench(await notes.read(noteName));
      const later = (await opLog.from((saved?.upTo ?? 0) + 1, mostOps)) as unknown as Op[];
      return restoreBench(saved, later, (personId) => directory.person(personId), ports.placesHere(), side);
    },
    settled: async () => {
      await noting;
    },
  };
}
