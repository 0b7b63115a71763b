// Which station this PC is, and its key. Answers for enrolling once, for keeping settings and key together, and for
// telling the window everything about the station except its key and its tokens.
import { readTicket } from '../../shared/contract/enrolment-ticket';
import { askForToken, askToTakeKey, type Enrolled, type Signer } from '../../shared/contract/station-access';
import type { StationInfo } from '../../shared/contract/window';
import { Failure } from '../failure';
import {
  type AccessKeeper,
  type AccessPorts,
  createAccessKeeper,
  type Obtained,
  troubleOfFailure,
} from './access-keeper';
import { enrolAt } from './enrolment';
import { createDoor } from './head-office-door';
import { newPrivateKey, signerOf } from './station-key';
import type { SecretStore } from './station-secret';
import { headOfficeSchema, type StationSettings, writeSettings } from './station-settings';

export type StationEnvironment = {
  appVersion: string;
  electronVersion: string;
  systemLocale: string;
  /** Where a secret of this computer is kept: sealed by the system, or in a file only this user reads. */
  secretsIn: 'system' | 'file';
  /** Every scan is to be seen on the scale; left out: no. */
  weighsScans?: boolean;
};

export type StationSecrets = {
  key: SecretStore;
  /** What a version before keys left; read once, then cleared. */
  formerToken: SecretStore;
};

export type Station = {
  info: () => StationInfo;
  /** Origin requests go to, for example `http://127.0.0.1:4310`. */
  headOffice: () => string;
  /** PEM of the only authority whose certificates are believed; null over plain http. */
  authority: () => string | null;
  /** For main only; null until enrolled. */
  access: () => AccessKeeper | null;
  /**
   * @param text a ticket as scanned, or a code as typed
   * @param typedAddress where head office answers, as typed; a scanned ticket says it itself
   *
   * Throws the failures of `enrolAt`, `enrol.address-wrong` and `disk.cannot-write`; leaves the former enrolment on any.
   */
  enrol: (text: string, name: string, typedAddress?: string | null) => Promise<StationInfo>;
  /** True when head office answers and says that it does not know our key. Never throws. */
  isRefused: () => Promise<boolean>;
  onTrouble: (listener: (trouble: string | null) => void) => void;
  stop: () => void;
};

const accessCheckTimeoutMs = 3_000;

/** `headOffice` is this run's address when it was given at start; else the settings decide. */
export async function createStation(
  folder: string,
  settings: StationSettings,
  headOffice: string | null,
  secrets: StationSecrets,
  environment: StationEnvironment,
  clock: Omit<AccessPorts, 'obtain'>,
): Promise<Station> {
  let current: StationSettings = { ...settings, headOffice: headOffice ?? settings.headOffice };
  let access: AccessKeeper | null = null;
  let tellTrouble: (trouble: string | null) => void = () => undefined;

  const keepAccess = (signer: Signer, lastingToken: string | null): AccessKeeper => {
    access?.stop();
    const keeper = createAccessKeeper({
      ...clock,
      obtain: () =>
        obtain(signer, lastingToken).catch((cause: unknown) => ({
          ok: false,
          trouble: troubleOfFailure(cause),
        })),
    });
    keeper.onTrouble((trouble) => tellTrouble(trouble));
    access = keeper;
    return keeper;
  };

  const obtain = async (signer: Signer, lastingToken: string | null): Promise<Obtained> => {
    const { station, audience, authority } = current;
    if (station === null) return { ok: false, trouble: 'refused' };
    const post = createDoor(current.headOffice, authority);
    if (audience === null) return giveLastingToken(post, signer, lastingToken);
    const answer = await askForToken(post, signer, { stationId: station.stationId, audience });
    if (answer.ok) {
      if (lastingToken !== null) await secrets.formerToken.clear();
      return { ok: true, ...answer.value };
    }
    return { ok: false, trouble: troubleOfStatus(answer.status) };
  };

  /** A folder from before keys: its lasting token is worth this key, and is gone when the key has been used. */
  const giveLastingToken = async (
    post: ReturnType<typeof createDoor>,
    signer: Signer,
    lastingToken: string | null,
  ): Promise<Obtained> => {
    if (lastingToken === null) return { ok: false, trouble: 'refused' };
    const bearer = { authorization: `Bearer ${lastingToken}` };
    const taken = await askToTakeKey((path, body) => post(path, body, bearer), signer);
    if (!taken.ok) return { ok: false, trouble: troubleOfStatus(taken.status) };
    await remember(taken.value, current.authority, current.headOffice);
    await secrets.formerToken.clear();
    return { ok: true, ...taken.value };
  };

  const remember = async (enrolled: Enrolled, authority: string | null, at: string): Promise<void> => {
    const { stationId, name, warehouseId, roles, audience } = enrolled;
    const station = { stationId, name, warehouseId, roles };
    const next: StationSettings = { ...current, headOffice: at, station, audience, authority };
    await writeSettings(folder, next);
    current = next;
  };

  const begin = async (): Promise<void> => {
    if (current.station === null) return;
    const kept = await secrets.key.read();
    const lastingToken = await secrets.formerToken.read();
    if (kept === null && lastingToken === null) return;
    const privateKey = kept ?? newPrivateKey();
    // On disk before head office has it: a cut in between must not leave a station without its key.
    if (kept === null) await secrets.key.write(privateKey);
    keepAccess(signerOf(privateKey), lastingToken).begin();
  };

  const info = (): StationInfo => ({
    // Without its key a station cannot prove who it is, so it has to enrol again.
    station: access === null ? null : current.station,
    headOffice: current.headOffice,
    ...environment,
  });

  await begin();
  return {
    info,
    headOffice: () => current.headOffice,
    authority: () => current.authority,
    access: () => access,
    enrol: async (text, name, typedAddress = null) => {
      const ticket = readTicket(text);
      const at = addressOf(ticket.headOffice ?? typedAddress ?? current.headOffice);
      const known = at === current.headOffice ? current.authority : null;
      const privateKey = newPrivateKey();
      const signer = signerOf(privateKey);
      const { enrolled, authority } = await enrolAt(at, ticket, name, signer, known);
      await secrets.key.write(privateKey);
      await remember(enrolled, authority, at);
      await secrets.formerToken.clear();
      keepAccess(signer, null).take(enrolled);
      return info();
    },
    isRefused: async () => (await access?.fresh(accessCheckTimeoutMs))?.kind === 'refused',
    onTrouble: (listener) => {
      tellTrouble = listener;
      if (access) listener(access.trouble());
    },
    stop: () => access?.stop(),
  };
}

/** `10.0.0.5:4310` is meant as https: plain http is only for this computer, and said in full. */
function addressOf(text: string): string {
  const whole = /^[a-z]+:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`;
  const parsed = headOfficeSchema.safeParse(whole);
  if (!parsed.success) throw new Failure('enrol.address-wrong', { address: text });
  return parsed.data;
}

function troubleOfStatus(status: number): string {
  return status === 401 || status === 403 ? 'refused' : 'enrol.unreachable';
}

const retryMs = [250, 500, 1_000, 2_000, 5_000];

/**
 * Enrols with a code given at start, when that is needed: not enrolled yet, or the key is refused.
 * Tries again while head office is unreachable, until `isOver`. Answers true when it enrolled.
 */
export async function enrolAtStart(
  station: Station,
  code: string,
  name: string,
  isOver: () => boolean,
  wait: (ms: number) => Promise<void>,
): Promise<boolean> {
  if (station.info().station !== null && !(await station.isRefused())) return false;
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
