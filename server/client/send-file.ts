// Sends a file to a running head office as it is, and watches the import until it has ended.
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { errorSchema, type ImportRow, importRowSchema } from '../../shared/contract/http';
import { ask, beginRequest, ClientStop, type HeadOfficeAddress } from './head-office-http';
import { readJson, type TokenSource, wordsOf } from './office-access';

export type SendOptions = HeadOfficeAddress & {
  token: TokenSource;
  file: string;
  channelId: string;
  format: string;
  /** Bytes sent so far of all. */
  onSent: (bytes: number, total: number) => void;
  /** The import as head office tells it, a few times a second while it places. */
  onProgress: (row: ImportRow) => void;
};

const askEveryMs = 400;

/** The import at its end, done or failed. Throws ClientStop when the file cannot be sent or is refused. */
export async function sendFile(options: SendOptions): Promise<ImportRow> {
  const { importId } = await upload(options);
  for (;;) {
    const answer = await ask(options, `/v1/imports/${importId}`, {
      headers: { authorization: `Bearer ${await options.token()}` },
    });
    if (!answer.ok) throw new ClientStop(await wordsOf(answer));
    const row = await readJson(answer, importRowSchema);
    options.onProgress(row);
    if (row.state === 'done' || row.state === 'failed') return row;
    await pause(askEveryMs);
  }
}

async function upload(options: SendOptions): Promise<ImportRow> {
  const { token, file, channelId, format, onSent } = options;
  const total = sizeOf(file);
  const query = new URLSearchParams({ channelId, format, fileName: basename(file) });
  const sending = beginRequest(options, `/v1/imports?${query}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token()}`,
      'content-type': 'application/octet-stream',
      'content-length': total,
    },
  });
  const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
    sending.once('error', reject);
    sending.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.once('error', reject);
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
  });
  answered.catch(() => undefined);
  let sent = 0;
  const source = createReadStream(file);
  source.on('data', (part) => {
    sent += part.length;
    onSent(sent, total);
  });
  try {
    // An answer may come before the end: then the rest need not be sent.
    await Promise.race([pipeline(source, sending).catch(() => undefined), answered]);
    const { status, text } = await answered;
    source.destroy();
    const body: unknown = JSON.parse(text);
    if (status === 202) return importRowSchema.parse(body);
    const refused = errorSchema.safeParse(body);
    throw new ClientStop(
      refused.success ? refused.data.message : `Head office answered with status ${status}.`,
    );
  } catch (cause) {
    if (cause instanceof ClientStop) throw cause;
    throw new ClientStop(
      `The file did not arrive whole (${cause instanceof Error ? cause.message : String(cause)}). Send it again; what was placed is not placed twice.`,
    );
  }
}

function sizeOf(file: string): number {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw new ClientStop(`${file} is not a file.`);
    return stat.size;
  } catch (cause) {
    if (cause instanceof ClientStop) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new ClientStop(
      code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${code}).`,
    );
  }
}
