// Waybills handed over as files: `out/NUMBER.xml` is picked up by the program that signs and transmits (most integrators have
// one), which writes `answers/NUMBER.json` when it knows: {"ettn", "state": "transmitted", "reference"} or {"ettn", "state":
// "refused", "code", "message"}. A file is written beside its place and renamed, so nobody reads half of one.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAnswerDocument } from './answer-document';
import type { TransmitterAnswer, WaybillFile, WaybillTransmitter } from './transmitter';

export function folderTransmitter(folder: string): WaybillTransmitter {
  const outOf = (number: string): string => join(folder, 'out', `${nameOf(number)}.xml`);
  /** Says that it was laid out. */
  const noteOf = (number: string): string => join(folder, 'handed', nameOf(number));
  const answerTo = (number: string): string => join(folder, 'answers', `${nameOf(number)}.json`);
  return {
    kind: 'folder',
    isPolled: true,
    transmit: async (file) => {
      const answer = await readAnswer(answerTo(file.number), file.waybillId);
      if (answer) return answer;
      await mkdir(join(folder, 'answers'), { recursive: true });
      await mkdir(join(folder, 'out'), { recursive: true });
      await mkdir(join(folder, 'handed'), { recursive: true });
      // Whoever picks it up takes it away: it is not laid out again while its answer is out.
      if ((await textOf(noteOf(file.number))) !== file.waybillId) {
        await layOut(outOf(file.number), file);
        await writeWhole(noteOf(file.number), file.waybillId);
      }
      return { state: 'waiting' };
    },
    forget: async ({ number }) => {
      await rm(answerTo(number), { force: true });
      await rm(noteOf(number), { force: true });
    },
  };
}

/** Numbers are letters and digits; nothing else becomes the name of a file. */
function nameOf(number: string): string {
  if (!/^[A-Z0-9]{16}$/.test(number)) throw new Error(`no number of a waybill: ${number}`);
  return number;
}

async function layOut(path: string, { xml }: WaybillFile): Promise<void> {
  if ((await textOf(path)) !== xml) await writeWhole(path, xml);
}

async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.part`;
  await writeFile(beside, text, 'utf8');
  await rename(beside, path);
}

async function readAnswer(path: string, waybillId: string): Promise<TransmitterAnswer | null> {
  const text = await textOf(path);
  return text === null ? null : readAnswerDocument(text, waybillId);
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}
