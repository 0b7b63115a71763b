// A list as a file: asked of head office with the filter it is shown with, and taken piece by piece, so that a long one can
// be told about and stopped.
import type { ExportFormat, ExportRequest } from '../../../../shared/contract/exports';
import { errorSchema } from '../../../../shared/contract/http';
import type { Answer } from '../office-api';

export type ExportedFile = { name: string; blob: Blob };

export type ExportFile = (
  asked: Partial<ExportRequest> & Pick<ExportRequest, 'list' | 'format' | 'language'>,
  /** Told with bytes so far. */
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
) => Promise<Answer<ExportedFile>>;

export function exportApi(origin: string): { exportFile: ExportFile } {
  return { exportFile: (asked, onBytes, signal) => exportFile(origin, asked, onBytes, signal) };
}

async function exportFile(
  origin: string,
  asked: Parameters<ExportFile>[0],
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Answer<ExportedFile>> {
  try {
    const response = await fetch(new URL('/v1/exports', origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
      signal,
    });
    if (!response.ok || !response.body) {
      const known = errorSchema.safeParse(await response.json().catch(() => null));
      return known.success
        ? { ok: false, failure: { ...known.data, values: known.data.values ?? {} } }
        : failed('head-office-failed', response.statusText, response.status);
    }
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let bytes = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      bytes += value.length;
      onBytes(bytes);
    }
    const type = response.headers.get('content-type') ?? 'application/octet-stream';
    return { ok: true, value: { name: nameOf(asked.list, asked.format), blob: new Blob(pieces, { type }) } };
  } catch (cause) {
    return failed('head-office-unreachable', String(cause), 0);
  }
}

function failed(code: string, message: string, status: number): Answer<never> {
  return { ok: false, failure: { code, message, values: status === 0 ? {} : { status } } };
}

function nameOf(list: string, format: ExportFormat): string {
  const day = new Date().toISOString().slice(0, 10);
  return `${list.split('/').at(-1) ?? 'list'}-${day}.${format}`;
}
