// Takes files in: reads them while they arrive, places what they say one import after the other, and knows how far each
// is. Reading and placing are two steps so that a restart loses nothing that was placed and repeats nothing.
// A fault of one file never stops head office or another file.
import type { ImportRow } from '../../../shared/contract/http';
import { channelForFile, channelById } from './channels';
import { resumeAllocation } from './defer-allocation';
import { ImportRefused, type ImportErrorValues } from './import-refused';
import {
  addImport,
  finishImport,
  importById,
  interruptedReadings,
  noteReading,
  placingJobs,
} from './import-rows';
import { placeImport, type PlacingTools } from './place-import';
import { readText } from './read-text';
import { stageFile } from './stage-file';

export type ImportTools = PlacingTools & {
  /** Most bytes of text one file may have, unpacked. */
  maxFileBytes: number;
  /** Told of faults that are not the file's. */
  onFault: (importId: string, cause: unknown) => void;
};

export type FileSent = {
  channelId: string;
  format: string;
  fileName: string;
  /** Length of the upload, when the sender said it. */
  bytesTotal: number | null;
  body: AsyncIterable<Uint8Array>;
};

export type ImportDesk = {
  /** Reads the whole upload; answers when it is staged and placing has begun. Throws ImportRefused. */
  receive: (file: FileSent) => Promise<ImportRow>;
  /** Asks a running import to stop; what is placed stays. Throws ImportRefused. */
  cancel: (importId: string) => Promise<ImportRow>;
  /** Goes on with what a former head office left. Call once at the start. */
  resume: () => Promise<void>;
  /** Resolves when nothing is being placed. */
  idle: () => Promise<void>;
  /** Stops after the slice under way; the rest is resumed at the next start. */
  stop: () => Promise<void>;
};

const progressEveryMs = 400;

export function createImportDesk(tools: ImportTools): ImportDesk {
  const { pool } = tools;
  const running = new Set<string>();
  const cancelled = new Set<string>();
  let stopped = false;
  let placing: Promise<void> = Promise.resolve();

  const checkCancelled = (importId: string): void => {
    if (cancelled.has(importId)) throw new ImportRefused('import-cancelled');
    if (stopped) throw new ImportRefused('import-interrupted');
  };

  const fail = async (importId: string, cause: unknown): Promise<ImportRefused> => {
    const refused = cause instanceof ImportRefused ? cause : faultOf(cause);
    if (refused !== cause) tools.onFault(importId, cause);
    await finishImport(pool, importId, { code: refused.code, values: refused.values });
    return refused;
  };

  const place = async (importId: string): Promise<void> => {
    try {
      const job = (await placingJobs(pool)).find((each) => each.importId === importId);
      if (!job || stopped) return;
      const channel = await channelById(pool, job.channelId);
      const done = await placeImport(tools, job, channel, () => !stopped && !cancelled.has(importId));
      if (!done) checkCancelled(importId);
      await finishImport(pool, importId, null);
    } catch (cause) {
      if (stopped && !cancelled.has(importId)) return;
      await fail(importId, cause);
    } finally {
      running.delete(importId);
      cancelled.delete(importId);
      await resumeAllocation(pool);
    }
  };

  const queue = (importId: string): void => {
    running.add(importId);
    placing = placing.then(() => place(importId)).catch((cause: unknown) => tools.onFault(importId, cause));
  };

  const receive = async (file: FileSent): Promise<ImportRow> => {
    const channel = await channelForFile(pool, file.channelId, file.format);
    const importId = tools.newId();
    const { fileName, format, bytesTotal } = file;
    await addImport(pool, { importId, channelId: channel.channelId, format, fileName, bytesTotal });
    running.add(importId);
    let bytes = 0;
    let rows = 0;
    const noting = setInterval(() => {
      noteReading(pool, importId, bytes, rows).catch((cause: unknown) => tools.onFault(importId, cause));
    }, progressEveryMs);
    try {
      const text = readText(uploadOf(file.body), {
        maxBytes: tools.maxFileBytes,
        legacyEncoding: channel.settings.legacyEncoding,
        onBytes: (count) => {
          bytes += count;
        },
      });
      await stageFile(pool, importId, channel, text, (count) => {
        rows = count;
        checkCancelled(importId);
      });
    } catch (cause) {
      running.delete(importId);
      cancelled.delete(importId);
      throw await fail(importId, cause);
    } finally {
      clearInterval(noting);
      await noteReading(pool, importId, bytes, rows);
    }
    queue(importId);
    return importById(pool, importId);
  };

  return {
    receive,
    cancel: async (importId) => {
      await importById(pool, importId);
      if (!running.has(importId)) throw new ImportRefused('import-not-running');
      cancelled.add(importId);
      return importById(pool, importId);
    },
    resume: async () => {
      for (const importId of await interruptedReadings(pool)) {
        if (!running.has(importId))
          await finishImport(pool, importId, { code: 'import-interrupted', values: {} });
      }
      for (const job of await placingJobs(pool)) if (!running.has(job.importId)) queue(job.importId);
    },
    idle: () => placing,
    stop: async () => {
      stopped = true;
      await placing;
    },
  };
}

/** Whatever breaks the upload is told as that, not as a fault of head office. */
async function* uploadOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw new ImportRefused('import-upload-broken', {
      detail: cause instanceof Error ? cause.message : String(cause),
    });
  }
}

function faultOf(cause: unknown): ImportRefused {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  // PostgreSQL: disk_full; Node: no space left on device.
  if (code === '53100' || code === 'ENOSPC') return new ImportRefused('import-disk-full');
  const values: ImportErrorValues = {
    detail: (cause instanceof Error ? cause.message : String(cause)).slice(0, 300),
  };
  return new ImportRefused('import-failed', values);
}
