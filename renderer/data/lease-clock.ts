// Head office's time as this station may count on it for its leases: never earlier than it can be, whatever happens to
// this computer's clocks. Heard with every greeting; noted, so that a restart without a network knows it too.
import { advance, type HeadOfficeTime, resumeHeadOfficeTime } from '../../shared/domain/parcel/lease';
import type { Notes } from './store';

export type LeaseClock = {
  /**
   * Head office answered `at` to a question sent when the monotonic clock showed `sentMonoMs`. Noted when it resolves: a
   * station that is killed right after must know its leases at the next start.
   */
  heard: (at: string, sentMonoMs: number) => Promise<void>;
  /** The latest that head office's clock can show, in epoch milliseconds; null when it cannot be known. */
  latestMs: () => number | null;
  /** Head office's clock as it was heard last, in this run or a former one; null: never. */
  heardMs: () => number | null;
  /** Writes down how late it is; what was noted last bounds how late it is after a restart. */
  keep: () => Promise<void>;
};

export type LeaseClockPorts = { notes: Notes; now: () => Date; monoMs: () => number };

const noteName = 'lease-clock';

export async function openLeaseClock({ notes, now, monoMs }: LeaseClockPorts): Promise<LeaseClock> {
  const noted = await notes.read(noteName);
  const headOfficeMs = Number(noted?.['headOfficeMs'] ?? Number.NaN);
  const wallMs = Number(noted?.['wallMs'] ?? Number.NaN);
  let time: HeadOfficeTime | null =
    Number.isFinite(headOfficeMs) && Number.isFinite(wallMs)
      ? resumeHeadOfficeTime({ headOfficeMs, wallMs }, monoMs(), now().getTime())
      : null;
  const heardBefore = Number(noted?.['heardMs'] ?? headOfficeMs);
  let lastHeardMs = Number.isFinite(heardBefore) ? heardBefore : null;
  const latestMs = (): number | null => {
    if (time) time = advance(time, monoMs(), now().getTime());
    return time?.headOfficeMs ?? null;
  };

  const keep = async (): Promise<void> => {
    const latest = latestMs();
    if (latest !== null)
      await notes.write(noteName, {
        headOfficeMs: latest,
        wallMs: now().getTime(),
        heardMs: lastHeardMs,
      });
  };

  return {
    heard: async (at, sentMonoMs) => {
      const heardMs = Date.parse(at);
      if (!Number.isFinite(heardMs)) return;
      lastHeardMs = heardMs;
      const sinceMs = Math.max(0, monoMs() - sentMonoMs);
      time = { headOfficeMs: heardMs + sinceMs, monoMs: monoMs(), wallMs: now().getTime() };
      await keep();
    },
    latestMs,
    heardMs: () => lastHeardMs,
    keep,
  };
}
