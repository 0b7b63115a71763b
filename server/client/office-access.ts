// How a command on the head office's own computer gets in: whoever may read the data folder owns the company, so the
// command makes itself an office token there and keeps it beside the data, readable by its owner alone.
// Elsewhere a token or a one-time code has to be given.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { enrolResponseSchema, errorSchema } from '../../shared/contract/http';
import { warehouseIdSchema } from '../../shared/domain/ids';
import { readDatabaseSettings } from '../db/database-settings';
import { superuser } from '../db/make-cluster';
import { openPool } from '../db/pool';
import { createEnrolmentCode } from '../services/stations/enrol';

/** The command cannot go on; the message says what to do. */
export class ClientStop extends Error {}

const tokenFile = 'office-command.token';

export type AccessOptions = {
  origin: string;
  dataDir: string | undefined;
  databaseUrl: string | undefined;
  /** Given on the command line. */
  token: string | undefined;
  code: string | undefined;
};

/** A token that head office takes, made when there is none yet. Throws ClientStop. */
export async function officeToken(options: AccessOptions): Promise<string> {
  const { origin, dataDir, token, code } = options;
  if (token !== undefined) return token;
  if (code !== undefined) return enrol(origin, code);
  const kept = dataDir === undefined ? undefined : readKept(dataDir);
  if (kept !== undefined && (await isTaken(origin, kept))) return kept;
  const made = await enrol(origin, await makeCode(options));
  if (dataDir !== undefined) keep(dataDir, made);
  return made;
}

function readKept(dataDir: string): string | undefined {
  try {
    return readFileSync(join(dataDir, tokenFile), 'utf8').trim();
  } catch {
    return undefined;
  }
}

function keep(dataDir: string, token: string): void {
  const file = join(dataDir, tokenFile);
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}

async function isTaken(origin: string, token: string): Promise<boolean> {
  const answer = await ask(`${origin}/v1/imports`, { headers: { authorization: `Bearer ${token}` } });
  return answer.status !== 401;
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

async function enrol(origin: string, code: string): Promise<string> {
  const answer = await ask(`${origin}/v1/stations/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, name: `Import command on ${hostname()}`.slice(0, 60) }),
  });
  if (!answer.ok) throw new ClientStop(await wordsOf(answer));
  return readJson(answer, enrolResponseSchema).then((enrolled) => enrolled.token);
}

/** Throws ClientStop in words when nobody answers. */
export async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
  } catch (cause) {
    const reason =
      cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
    throw new ClientStop(
      `No head office answers at ${new URL(url).origin} (${reason}). Start it with "npm run server", or name another with --server.`,
    );
  }
}

export async function readJson<S extends z.ZodType>(answer: Response, schema: S): Promise<z.output<S>> {
  return schema.parse(await answer.json());
}

/** What an answer that is not 2xx says. */
export async function wordsOf(answer: Response): Promise<string> {
  const body = errorSchema.safeParse(await answer.json().catch(() => null));
  return body.success ? body.data.message : `Head office answered with status ${answer.status}.`;
}
