// Which station this PC is, and its secret. Answers for enrolling once, for keeping settings and token together, and
// for telling the window everything about the station except the token.
import type { StationInfo } from '../../shared/contract/window';
import { Failure } from '../failure';
import { enrolAt } from './enrolment';
import { type StationSettings, writeSettings } from './station-settings';
import type { TokenStore } from './station-token';

export type StationEnvironment = {
  appVersion: string;
  electronVersion: string;
  systemLocale: string;
};

export type Station = {
  info: () => StationInfo;
  /** Origin requests go to, for example `http://127.0.0.1:4310`. */
  headOffice: () => string;
  /** For main only. */
  token: () => string | null;
  /** Throws the failures of `enrolAt` and `disk.cannot-write`; leaves the former enrolment on any of them. */
  enrol: (code: string, name: string) => Promise<StationInfo>;
  /** True when head office answers and says that it does not know our token. Never throws. */
  isTokenRefused: () => Promise<boolean>;
};

const tokenCheckTimeoutMs = 3_000;

/** `headOffice` is this run's address when it was given at start; else the settings decide. */
export async function createStation(
  folder: string,
  settings: StationSettings,
  headOffice: string | null,
  tokens: TokenStore,
  environment: StationEnvironment,
): Promise<Station> {
  let current: StationSettings = { ...settings, headOffice: headOffice ?? settings.headOffice };
  let token = current.station === null ? null : await tokens.read();

  const info = (): StationInfo => ({
    // Without its token a station cannot prove who it is, so it has to enrol again.
    station: token === null ? null : current.station,
    headOffice: current.headOffice,
    ...environment,
  });

  return {
    info,
    headOffice: () => current.headOffice,
    token: () => token,
    enrol: async (code, name) => {
      const enrolled = await enrolAt(current.headOffice, code, name);
      const next: StationSettings = { ...current, station: enrolled.station };
      await tokens.write(enrolled.token);
      await writeSettings(folder, next);
      current = next;
      token = enrolled.token;
      return info();
    },
    isTokenRefused: async () => {
      if (token === null) return false;
      try {
        const answer = await fetch(new URL('/v1/pull?collection=directory&limit=1', current.headOffice), {
          headers: { authorization: `Bearer ${token}` },
          signal: AbortSignal.timeout(tokenCheckTimeoutMs),
        });
        await answer.body?.cancel();
        return answer.status === 401;
      } catch {
        return false;
      }
    },
  };
}

const retryMs = [250, 500, 1_000, 2_000, 5_000];

/**
 * Enrols with a code given at start, when that is needed: not enrolled yet, or the token is refused.
 * Tries again while head office is unreachable, until `isOver`. Answers true when it enrolled.
 */
export async function enrolAtStart(
  station: Station,
  code: string,
  name: string,
  isOver: () => boolean,
  wait: (ms: number) => Promise<void>,
): Promise<boolean> {
  if (station.info().station !== null && !(await station.isTokenRefused())) return false;
  for (let attempt = 0; !isOver(); attempt += 1) {
    try {
      await station.enrol(code, name);
      return true;
    } catch (cause) {
      if (!(cause instanceof Failure) || cause.code !== 'enrol.unreachable') throw cause;
    }
    await wait(retryMs[Math.min(attempt, retryMs.length - 1)] ?? 5_000);
  }
  return false;
}
