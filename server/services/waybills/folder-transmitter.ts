// Waybills handed over as files: `out/NUMBER.xml` is picked up by the program that signs and transmits (most integrators have
// one), which writes `answers/NUMBER.json` when it knows: {"ettn", "state": "transmitted", "reference"} or {"ettn", "state":
// "refused", "code", "message"}. A file is written beside its place and renamed, so nobody reads half of one.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { TransmitterAnswer, WaybillFile, WaybillTransmitter } from './transmitter';

const answerSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('transmitted'),
    ettn: z.uuid(),
    reference: z.string().max(100).nullable().default(null),
  }),
  z.object({
    state: z.literal('refused'),
    ettn: z.uuid(),
    code: z.string().max(60).default('refused'),
    message: z.string().max(500).default(''),
  }),
]);

/** An answer is a few lines; a longer file is none. */
const mostAnswerLetters = 16_384;

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
  if (text === null) return null;
  const answer = answerSchema.safeParse(jsonOf(text));
  // Half of it may be written yet; and it may be about something else.
  if (!answer.success || answer.data.ettn.toLowerCase() !== waybillId.toLowerCase()) return null;
  const { data } = answer;
  return data.state === 'transmitted'
    ? { state: 'transmitted', reference: data.reference }
    : { state: 'refused', code: data.code, message: data.message };
}

function jsonOf(text: string): unknown {
  if (text.length > mostAnswerLetters) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}
