// Checks PINs at this station, with or without head office. Holds what head office's scrypt made of them and nothing a
// PIN could be read from; answers yes, no, locked, too old or unknown, and gives nothing else away.
// Must never keep, log or pass on a PIN, check one before the try is on disk, or stop main's loop while it checks.
import { Buffer } from 'node:buffer';
import { scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type PinsResponse, pinsResponseSchema } from '../../shared/contract/people';
import { advance, type HeadOfficeTime, resumeHeadOfficeTime } from '../../shared/domain/parcel/lease';
import { areListsTooOld } from '../../shared/domain/people/access';
import {
  afterLock,
  afterWrongPin,
  minutesOfLock,
  noTries,
  triesBeforeLock,
} from '../../shared/domain/people/lockout';
import type { PinAnswer, PinVerifier } from '../../shared/domain/people/pin';
import { mayAnswerForOthers } from '../../shared/domain/people/roles';
import { type PersonTries, openPinTries } from './pin-tries';
import type { SecretStore } from './station-secret';

export type PinDeskPorts = {
  folder: string;
  /** Where head office's list is kept. */
  secret: SecretStore;
  /** Asks head office; null when it cannot be had now. */
  fetchPins: () => Promise<PinsResponse | null>;
  /** This station now; the list of another one is worth nothing. */
  stationId: () => string | null;
  monoMs: () => number;
  wallMs: () => number;
};

type Given = { personId: string; setAt: string; pin: string };

export type PinDesk = {
  /** True when it has head office's newest list. */
  refresh: () => Promise<boolean>;
  check: (given: Given) => Promise<PinAnswer>;
  unlock: (given: Given & { lockedId: string }) => Promise<PinAnswer>;
  toldLock: (personId: string) => Promise<void>;
};

const keptSchema = z.object({ stationId: z.string(), pins: pinsResponseSchema });

export async function openPinDesk(ports: PinDeskPorts): Promise<PinDesk> {
  const { secret, monoMs, wallMs } = ports;
  const tries = await openPinTries(ports.folder);
  let kept = await readKept(secret);
  const noted = tries.clock();
  let time: HeadOfficeTime | null = noted ? resumeHeadOfficeTime(noted, monoMs(), wallMs()) : null;
  /** When each lock of this run began; those of a former run begin anew. */
  const lockedSince = new Map<string, number>(tries.lockedAtStart().map((id) => [id, monoMs()]));
  const openedMs = monoMs();
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: two tries at once would count as one. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };

  const latestMs = (): number | null => {
    if (time) time = advance(time, monoMs(), wallMs());
    return time?.headOfficeMs ?? null;
  };
  const clockNow = (): { headOfficeMs: number; wallMs: number } | null => {
    const headOfficeMs = latestMs();
    return headOfficeMs === null ? noted : { headOfficeMs, wallMs: wallMs() };
  };
  const listOf = (): PinsResponse | null => (kept?.stationId === ports.stationId() ? kept.pins : null);

  const refresh = async (): Promise<boolean> => {
    const stationId = ports.stationId();
    const sentMs = monoMs();
    const pins = stationId === null ? null : await ports.fetchPins();
    if (pins === null || stationId === null) {
      await tries.write({ clock: clockNow() });
      return false;
    }
    kept = { stationId, pins };
    const headOfficeMs = Date.parse(pins.at) + (monoMs() - sentMs);
    time = { headOfficeMs, monoMs: monoMs(), wallMs: wallMs() };
    await secret.write(JSON.stringify(kept));
    await tries.write({ clock: clockNow() });
    return true;
  };

  const isNew = (setAt: string, verifier: PinVerifier | undefined): boolean =>
    verifier !== undefined && verifier.setAt >= setAt;

  /** The lock of a person as it stands, or null; one that was sat out is over from here on. */
  const lockOf = async (personId: string): Promise<{ tries: PersonTries; leftMs: number } | null> => {
    const found = tries.of(personId);
    if (!found.isLocked) return null;
    const leftMs = (lockedSince.get(personId) ?? openedMs) + minutesOfLock(found) * 60_000 - monoMs();
    if (leftMs > 0) return { tries: found, leftMs };
    await tries.write({ personId, tries: { ...found, ...afterLock(found) } });
    return null;
  };

  const lockedAnswer = (found: PersonTries, forMs: number): PinAnswer => ({
    answer: 'locked',
    forMs,
    lockMinutes: minutesOfLock(found),
    isUntold: found.isUntold,
  });

  const check = async ({ personId, setAt, pin }: Given): Promise<PinAnswer> => {
    const entryOf = () => listOf()?.people.find((each) => each.personId === personId);
    if (!isNew(setAt, entryOf()?.pin)) await refresh();
    const list = listOf();
    const entry = entryOf();
    if (!list || !entry || !isNew(setAt, entry.pin)) return { answer: 'unknown' };
    const isTooOld = areListsTooOld(Date.parse(list.at), latestMs(), list.maxOfflineHours);
    if (isTooOld && !mayAnswerForOthers(entry.roles)) return { answer: 'too-old' };
    const lock = await lockOf(personId);
    if (lock) return lockedAnswer(lock.tries, lock.leftMs);
    const before = tries.of(personId);
    const counted = afterWrongPin(before);
    const wrong: PersonTries = { ...counted, isUntold: counted.isLocked || before.isUntold };
    await tries.write({ personId, tries: wrong, clock: clockNow() });
    if (await isRight(pin, entry.pin)) {
      await tries.write({ personId, tries: { ...noTries, isUntold: before.isUntold } });
      return { answer: 'yes' };
    }
    if (!wrong.isLocked) return { answer: 'no', left: triesBeforeLock - wrong.wrong };
    lockedSince.set(personId, monoMs());
    return lockedAnswer(wrong, minutesOfLock(wrong) * 60_000);
  };

  return {
    refresh: () => inTurn(refresh),
    check: (given) => inTurn(() => check(given)),
    unlock: ({ lockedId, ...given }) =>
      inTurn(async () => {
        const told = await check(given);
        if (told.answer !== 'yes') return told;
        const supervisor = listOf()?.people.find((each) => each.personId === given.personId);
        if (!supervisor || !mayAnswerForOthers(supervisor.roles)) return { answer: 'unknown' };
        await tries.write({ personId: lockedId, tries: { ...noTries, isUntold: false } });
        return told;
      }),
    toldLock: (personId) =>
      inTurn(() => tries.write({ personId, tries: { ...tries.of(personId), isUntold: false } })),
  };
}

async function readKept(secret: SecretStore): Promise<z.infer<typeof keptSchema> | null> {
  const text = await secret.read();
  if (text === null) return null;
  try {
    return keptSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** In the thread pool: main goes on taking keys meanwhile. */
function isRight(pin: string, { n, r, p, salt, hash }: PinVerifier): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64');
  const options = { N: n, r, p, maxmem: 256 * n * r };
  return new Promise((resolve, reject) => {
    scrypt(pin, Buffer.from(salt, 'base64'), expected.length, options, (cause, made) => {
      if (cause) reject(cause);
      else resolve(timingSafeEqual(made, expected));
    });
  });
}
