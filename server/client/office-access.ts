// How a command on the head office's own computer gets in: whoever may read the data folder owns the company, so the
// command makes itself an office station there and keeps its key beside the data, readable by its owner alone.
// Elsewhere a token or a one-time code has to be given.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { errorSchema } from '../../shared/contract/http';
import {
  type Access,
  askForToken,
  askToEnrol,
  askToTakeKey,
  type Enrolled,
  type PostToHeadOffice,
  type StationIdentity,
} from '../../shared/contract/station-access';
import { stationIdSchema, warehouseIdSchema } from '../../shared/domain/ids';
import { readDatabaseSettings } from '../db/database-settings';
import { superuser } from '../db/make-cluster';
import { openPool } from '../db/pool';
import { createEnrolmentCode } from '../services/stations/enrol';
import { readTicket } from '../../shared/contract/enrolment-ticket';
import { ask, ClientStop, type HeadOfficeAddress } from './head-office-http';
import { newPrivateKey, signerOf } from './station-signer';

const keyFile = 'office-command.key';
/** Of a version that kept a lasting token; it is worth a key. */
const formerFile = 'office-command.token';

export type AccessOptions = HeadOfficeAddress & {
  dataDir: string | undefined;
  databaseUrl: string | undefined;
  /** Given on the command line. */
  token: string | undefined;
  code: string | undefined;
};

/** A token that is good for the next request. Throws ClientStop. */
export type TokenSource = () => Promise<string>;

const keptSchema = z.object({ privateKey: z.string(), stationId: stationIdSchema, audience: z.uuid() });
type Kept = z.infer<typeof keptSchema>;

/** Makes an office station when there is none yet. Throws ClientStop. */
export async function officeAccess(options: AccessOptions): Promise<TokenSource> {
  const { dataDir, token, code } = options;
  if (token !== undefined) return async () => token;
  const post = posting(options);
  if (code !== undefined) return enrol(post, code).then(({ kept, access }) => renewed(post, kept, access));
  const known = dataDir === undefined ? null : await keptIn(dataDir, post);
  if (known) {
    const access = await askForToken(post, signerOf(known.privateKey), known);
    if (access.ok) return renewed(post, known, access.value);
    if (access.status !== 401) throw new ClientStop(wordsIn(access));
  }
  const { kept, access } = await enrol(post, await makeCode(options));
  if (dataDir !== undefined) keep(dataDir, kept);
  return renewed(post, kept, access);
}

function renewed(post: PostToHeadOffice, kept: Kept, first: Access): TokenSource {
  let access = first;
  let renewAtMs = performance.now() + access.lifeMs / 2;
  return async () => {
    if (performance.now() < renewAtMs) return access.token;
    const answer = await askForToken(post, signerOf(kept.privateKey), kept);
    if (!answer.ok) throw new ClientStop(wordsIn(answer));
    access = answer.value;
    renewAtMs = performance.now() + access.lifeMs / 2;
    return access.token;
  };
}

async function keptIn(dataDir: string, post: Posting): Promise<Kept | null> {
  const kept = keptSchema.safeParse(json(readIfThere(join(dataDir, keyFile))));
  if (kept.success) return kept.data;
  const former = readIfThere(join(dataDir, formerFile))?.trim();
  if (!former) return null;
  const privateKey = newPrivateKey();
  const withToken: PostToHeadOffice = (path, body) => post(path, body, { authorization: `Bearer ${former}` });
  const taken = await askToTakeKey(withToken, signerOf(privateKey));
  if (!taken.ok) return null;
  const own = { privateKey, ...identityOf(taken.value) };
  keep(dataDir, own);
  rmSync(join(dataDir, formerFile), { force: true });
  return own;
}

const identityOf = ({ stationId, audience }: Enrolled): StationIdentity => ({ stationId, audience });

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function json(text: string | undefined): unknown {
  try {
    return text === undefined ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function keep(dataDir: string, kept: Kept): void {
  const file = join(dataDir, keyFile);
  // A file that is there keeps its own mode; this one is never there with another.
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(kept)}\n`, { mode: 0o600, flag: 'wx' });
}

async function makeCode({ dataDir, databaseUrl, origin }: AccessOptions): Promise<string> {
  const settings = dataDir === undefined ? null : readDatabaseSettings(dataDir);
  const url =
    databaseUrl ??
    (settings
      ? `postgres://${superuser}:${settings.password}@127.0.0.1:${settings.port}/waybill`
      : undefined);
  if (url === undefined) {
    throw new ClientStop(
      `Head office at ${origin} wants to know who asks. Make a code in its office view and give it with --code, or run this on its own computer with WAYBILL_DATA_DIR set to its data folder.`,
    );
  }
  const pool = await openPool(url, { max: 1 });
  try {
    const { rows } = await pool.query<{ stream_id: string }>(
      `SELECT stream_id FROM stream WHERE kind = 'warehouse' ORDER BY stream_id LIMIT 1`,
    );
    if (!rows[0])
      throw new ClientStop(
        'Head office has no warehouse yet. Enrol a station first, or start it with --sample.',
      );
    const made = await createEnrolmentCode(
      pool,
      warehouseIdSchema.parse(rows[0].stream_id),
      ['office'],
      new Date(),
    );
    return made.code;
  } finally {
    await pool.end();
  }
}

async function enrol(post: PostToHeadOffice, code: string): Promise<{ kept: Kept; access: Access }> {
  const privateKey = newPrivateKey();
  const name = `Import command on ${hostname()}`.slice(0, 60);
  // Typed codes carry the fingerprint behind them; here the authority itself is known.
  const answer = await askToEnrol(post, signerOf(privateKey), readTicket(code).code, name);
  if (!answer.ok) throw new ClientStop(wordsIn(answer));
  return { kept: { privateKey, ...identityOf(answer.value) }, access: answer.value };
}

type Posting = (
  path: string,
  body: object,
  headers?: Record<string, string>,
) => Promise<{ status: number; body: unknown }>;

function posting(address: HeadOfficeAddress): Posting {
  return async (path, body, headers = {}) => {
    const answer = await ask(address, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  };
}

export async function readJson<S extends z.ZodType>(answer: Response, schema: S): Promise<z.output<S>> {
  return schema.parse(await answer.json());
}

/** What an answer that is not 2xx says. */
export async function wordsOf(answer: Response): Promise<string> {
  return wordsIn({ status: answer.status, body: await answer.json().catch(() => null) });
}

function wordsIn({ status, body }: { status: number; body: unknown }): string {
  const refused = errorSchema.safeParse(body);
  return refused.success ? refused.data.message : `Head office answered with status ${status}.`;
}
