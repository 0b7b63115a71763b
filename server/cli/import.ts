// `npm run import`: sends an order file to a running head office and shows how far it is.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ImportRow } from '../../shared/contract/http';
import { ConfigFailure, defaultPort, isTlsWanted } from '../config';
import { DatabaseFailure } from '../db/database-failure';
import { ClientStop } from '../client/head-office-http';
import { officeAccess } from '../client/office-access';
import { sendFile } from '../client/send-file';
import { readAuthority } from '../tls/authority';

const help = `npm run import -- FILE --channel CHANNEL --format FORMAT [OPTIONS]

Sends an order file (text or .gz) to a running head office and waits until its orders are placed. Lines that cannot be
taken wait in quarantine with row, reason and original text; the same file sent twice changes nothing.

  --channel CHANNEL  the channel the orders belong to, for example online-retail
  --format FORMAT    how the file is written: online-retail-csv
  --server URL       head office (default: this computer, PORT)
  --authority FILE   certificate of its authority (authority.pem), when head office is another computer
  --token TOKEN      an office token; or
  --code CODE        a one-time code from the office view. Neither is needed on head office's own computer.
  --json             print the import as one JSON object at the end

Environment: PORT (default ${defaultPort}), WAYBILL_DATA_DIR or DATABASE_URL of the head office on this computer
Exit code: 0 placed, 1 refused or failed, 64 wrong use
`;

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = read(args);
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [file] = positionals;
  const { channel, format } = values;
  if (file === undefined || positionals.length > 1 || channel === undefined || format === undefined) {
    process.stderr.write(`${help}\nGive one file, --channel and --format.\n`);
    return 64;
  }
  const origin = originOf(values.server ?? ownOrigin());
  const authority = authorityOf(values.authority);
  const token = await officeAccess({
    origin,
    authority,
    dataDir: process.env['WAYBILL_DATA_DIR'],
    databaseUrl: process.env['DATABASE_URL'],
    token: values.token,
    code: values.code,
  });
  const screen = createScreen(process.stderr.isTTY);
  const row = await sendFile({
    origin,
    authority,
    token,
    file: resolve(process.env['INIT_CWD'] ?? process.cwd(), file),
    channelId: channel,
    format,
    onSent: (bytes, total) =>
      screen.show(`sent ${megabytes(bytes)} of ${megabytes(total)} MB`, bytes === total),
    onProgress: (now) => screen.show(progressOf(now), now.state === 'done' || now.state === 'failed'),
  });
  screen.end();
  process.stdout.write(values.json ? `${JSON.stringify(row)}\n` : summaryOf(row));
  return row.state === 'done' ? 0 : 1;
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        channel: { type: 'string' },
        format: { type: 'string' },
        server: { type: 'string' },
        authority: { type: 'string' },
        token: { type: 'string' },
        code: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (cause) {
    throw new ClientStop(
      `${cause instanceof Error ? cause.message : String(cause)}\nSee npm run import -- --help`,
    );
  }
}

/** As the head office of this computer listens, by the same environment. */
function ownOrigin(): string {
  const isSecure = isTlsWanted(process.env['WAYBILL_TLS'] || undefined, process.env['HOST'] || '127.0.0.1');
  return `${isSecure ? 'https' : 'http'}://127.0.0.1:${process.env['PORT'] ?? defaultPort}`;
}

function authorityOf(file: string | undefined): string | null {
  const dataDir = process.env['WAYBILL_DATA_DIR'];
  if (file === undefined) return dataDir === undefined ? null : readAuthority(dataDir);
  try {
    return readFileSync(resolve(process.env['INIT_CWD'] ?? process.cwd(), file), 'utf8');
  } catch {
    throw new ClientStop(`There is no authority to read in ${file}.`);
  }
}

function originOf(text: string): string {
  try {
    return new URL(text).origin;
  } catch {
    throw new ClientStop(`--server wants an address such as http://127.0.0.1:${defaultPort}, not "${text}".`);
  }
}

/** One line that is written over on a terminal; elsewhere a line now and then. */
function createScreen(isTerminal: boolean): {
  show: (line: string, isLast: boolean) => void;
  end: () => void;
} {
  let shownAt = 0;
  return {
    show: (line, isLast) => {
      const now = performance.now();
      if (!isLast && now - shownAt < (isTerminal ? 100 : 2000)) return;
      shownAt = now;
      process.stderr.write(isTerminal ? `\r\u001b[K${line}` : `${line}\n`);
    },
    end: () => {
      if (isTerminal) process.stderr.write('\n');
    },
  };
}

const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1);
const count = (value: number): string => value.toLocaleString('en');

function progressOf(row: ImportRow): string {
  const placed = row.rowsTaken + row.rowsUnchanged + row.rowsQuarantined;
  return `${row.state}: ${count(row.rowsRead)} rows read, ${count(placed)} placed, ${count(row.ordersNew)} new orders`;
}

function summaryOf(row: ImportRow): string {
  const lines = [
    row.state === 'done' ? `${row.fileName}: done` : `${row.fileName}: failed. ${row.error?.message ?? ''}`,
    `  rows    ${count(row.rowsRead)} read, ${count(row.rowsTaken)} taken, ${count(row.rowsUnchanged)} unchanged, ${count(row.rowsQuarantined)} in quarantine`,
    `  orders  ${count(row.ordersNew)} new, ${count(row.ordersUnchanged)} unchanged, ${count(row.ordersChanged)} changed; ${count(row.unitsCancelled)} units cancelled`,
    ...(row.productsNew > 0
      ? [`  products  ${count(row.productsNew)} new, with measures still to be taken`]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (cause: unknown) => {
    const isExpected =
      cause instanceof ClientStop || cause instanceof ConfigFailure || cause instanceof DatabaseFailure;
    const words = isExpected ? cause.message : cause instanceof Error ? cause.stack : String(cause);
    process.stderr.write(`${words}\n`);
    process.exit(1);
  },
);
