// Bench `import`: a whole order file through the HTTP door of a fresh head office, beside a plain COPY of the same rows
// into the same PostgreSQL; then the same file again, which must change nothing.
import { spawn } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { from as copyFrom } from 'pg-copy-streams';
import { build } from '../scripts/build.mjs';
import { officeAccess, type TokenSource } from '../server/client/office-access';
import { sendFile } from '../server/client/send-file';
import { readDatabaseSettings } from '../server/db/database-settings';
import { superuser } from '../server/db/make-cluster';
import { openPool, type Pool } from '../server/db/pool';
import type { ImportRow } from '../shared/contract/http';
import {
  atMost,
  type Bench,
  type BenchContext,
  BenchCannotRun,
  exactly,
  type Figures,
  percentile,
  projectRoot,
} from './bench';
import { findOrderFile } from './order-file';

export const bench: Bench = {
  name: 'import',
  about:
    'Sends a whole order file (online-retail-csv, .csv or .csv.gz, found by its heading) over HTTP to a fresh head office on its embedded PostgreSQL, places all of it, and sends it again. Peer: COPY of the same rows into a table with the same columns.',
  defaultData: '../shared/data/orders-uci-online-retail',
  run,
};

type Office = { origin: string; enrolCode: string; pid: number; stop: () => Promise<void> };

async function run({ options, note }: BenchContext) {
  const file = findOrderFile(options.data);
  await build({ only: ['server'], note });
  const dataDir = mkdtempSync(join(tmpdir(), 'waybill-bench-import-'));
  const office = await startOffice(dataDir);
  try {
    const pool = await openOwnPool(dataDir);
    try {
      return await measure(office, pool, file, options.data, note);
    } finally {
      await pool.end();
    }
  } finally {
    await office.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(office: Office, pool: Pool, file: string, data: string, note: BenchContext['note']) {
  await pool.query(
    `INSERT INTO channel (channel_id, name, kind, formats, currency, settings)
     VALUES ('bench', 'Bench', 'file', '{online-retail-csv}', 'GBP', '{"timeZone": "Europe/London", "createProducts": true}')`,
  );
  const { rows: copied, seconds: copySeconds } = await copyPlain(pool, file);
  note(`COPY: ${copied} rows in ${copySeconds.toFixed(2)} s`);
  const token = await officeAccess({
    origin: office.origin,
    dataDir: undefined,
    databaseUrl: undefined,
    token: undefined,
    code: office.enrolCode,
  });

  const pulse = takePulse(office.origin);
  const first = await timed(() => send(office, token, file));
  refuseFailed(first.value);
  note(`import: ${first.value.rowsRead} rows in ${first.seconds.toFixed(1)} s`);
  const allocation = await timed(() => allocationDone(pool));
  note(`allocation went on for ${allocation.seconds.toFixed(1)} s`);
  const answersMs = await pulse.stop();

  const before = await sequences(pool);
  const second = await timed(() => send(office, token, file));
  refuseFailed(second.value);
  const again = second.value;
  const changes =
    again.rowsTaken +
    again.rowsQuarantined +
    again.ordersNew +
    again.ordersChanged +
    again.unitsCancelled +
    again.productsNew +
    (await sequences(pool)) -
    before;

  const peakMiB = peakOf(office.pid);
  const linesPerSecond = first.value.rowsRead / first.seconds;
  const figures: Figures = {
    linesPerSecond,
    copyLinesPerSecond: copied / copySeconds,
    ratio: linesPerSecond / (copied / copySeconds),
    importSeconds: first.seconds,
    peakMiB,
    secondRunSeconds: second.seconds,
    secondRunChanges: changes,
    orders: first.value.ordersNew,
    rowsTaken: first.value.rowsTaken,
    unitsCancelled: first.value.unitsCancelled,
    productsNew: first.value.productsNew,
    allocationSeconds: allocation.seconds,
    healthP50Ms: percentile(answersMs, 0.5),
    healthP99Ms: percentile(answersMs, 0.99),
    rowsQuarantined: first.value.rowsQuarantined,
    ...(await reasons(pool)),
  };
  return {
    data: `${data.split('/').at(-1) ?? data}, ${first.value.rowsRead} lines`,
    n: first.value.rowsRead,
    figures,
    peers: { copy: { linesPerSecond: copied / copySeconds, seconds: copySeconds } },
    bars: { peakMiB: atMost(peakMiB, 400), secondRunChanges: exactly(changes, 0) },
  };
}

/** The largest file of the folder whose heading is the format's. */

async function startOffice(dataDir: string): Promise<Office> {
  const child = spawn(process.execPath, [join(projectRoot, 'out/server/main.mjs'), '--print-enrolment'], {
    env: {
      ...process.env,
      WAYBILL_DATA_DIR: dataDir,
      PORT: '0',
      DATABASE_URL: '',
      WAYBILL_LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { origin, enrolCode } = await new Promise<{ origin: string; enrolCode: string }>(
    (resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('{"ready":true')) resolve(JSON.parse(line));
      });
      child.once('exit', (code) => reject(new BenchCannotRun(`head office ended with ${code}`)));
    },
  );
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  return { origin, enrolCode, pid: child.pid ?? 0, stop };
}

async function openOwnPool(dataDir: string): Promise<Pool> {
  const settings = readDatabaseSettings(dataDir);
  if (!settings) throw new BenchCannotRun(`head office left no database settings in ${dataDir}`);
  return openPool(`postgres://${superuser}:${settings.password}@127.0.0.1:${settings.port}/waybill`, {
    max: 2,
  });
}

async function copyPlain(pool: Pool, file: string): Promise<{ rows: number; seconds: number }> {
  await pool.query(
    `CREATE TABLE bench_copy (invoice_no text, stock_code text, description text, quantity int, invoice_date timestamp,
       unit_price numeric, customer_id text, country text)`,
  );
  const client = await pool.connect();
  try {
    const { value, seconds } = await timed(async () => {
      const copy = client.query(copyFrom('COPY bench_copy FROM STDIN (FORMAT csv, HEADER true)'));
      const source = createReadStream(file);
      if (file.endsWith('.gz')) await pipeline(source, createGunzip(), copy);
      else await pipeline(source, copy);
      return copy.rowCount;
    });
    return { rows: value, seconds };
  } finally {
    client.release();
    await pool.query('DROP TABLE bench_copy');
  }
}

function send(office: Office, token: TokenSource, file: string): Promise<ImportRow> {
  return sendFile({
    origin: office.origin,
    token,
    file,
    channelId: 'bench',
    format: 'online-retail-csv',
    onSent: () => undefined,
    onProgress: () => undefined,
  });
}

function refuseFailed(row: ImportRow): void {
  if (row.state !== 'done')
    throw new BenchCannotRun(`the import failed: ${row.error?.message ?? 'no reason given'}`);
}

/** Waits until every order of the file has been looked at for stock. */
async function allocationDone(pool: Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query('SELECT 1 FROM outbox WHERE done_at IS NULL LIMIT 1');
    if (rows.length === 0) return;
    await pause(200);
  }
}

/** Asks for /health again and again: what a station would feel meanwhile. */
function takePulse(origin: string): { stop: () => Promise<number[]> } {
  const answersMs: number[] = [];
  let isOver = false;
  const ask = async (): Promise<void> => {
    while (!isOver) {
      const startedMs = performance.now();
      await (await fetch(`${origin}/health`)).text();
      answersMs.push(performance.now() - startedMs);
      await pause(100);
    }
  };
  // A head office that is gone is told by whoever needs it.
  const asking = ask().catch(() => undefined);
  return {
    stop: async () => {
      isOver = true;
      await asking;
      return answersMs;
    },
  };
}

async function sequences(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ seq: number }>('SELECT sum(seq)::bigint AS seq FROM stream');
  return rows[0]?.seq ?? 0;
}

/** `quarantinedNoPrice: 772` and the like. */
async function reasons(pool: Pool): Promise<Figures> {
  const { rows } = await pool.query<{ reason_code: string; rows: number }>(
    'SELECT reason_code, count(*)::int AS rows FROM quarantine GROUP BY reason_code ORDER BY rows DESC',
  );
  return Object.fromEntries(
    rows.map((row) => [
      `quarantined${row.reason_code.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase())}`,
      row.rows,
    ]),
  );
}

/** The most memory the process ever held, as Linux counts it. */
function peakOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const startedMs = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - startedMs) / 1000 };
}
