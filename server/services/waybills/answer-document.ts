// What whoever transmits says of a waybill, as a file or over HTTP: {"ettn", "state": "transmitted", "reference"}, {"ettn", "state":
// "refused", "code", "message"}, and over HTTP {"ettn", "state": "waiting"} as well. An answer about another one is none.
import { z } from 'zod';
import type { TransmitterAnswer } from './transmitter';

const answerSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), ettn: z.uuid() }),
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

/** An answer is a few lines; a longer one is none. */
export const mostAnswerLetters = 16_384;

/** Null: no answer to this waybill (half written, about another, or nothing of the kind). */
export function readAnswerDocument(text: string, waybillId: string): TransmitterAnswer | null {
  const answer = answerSchema.safeParse(jsonOf(text));
  if (!answer.success || answer.data.ettn.toLowerCase() !== waybillId.toLowerCase()) return null;
  const { ettn: _ettn, ...said } = answer.data;
  return said;
}

function jsonOf(text: string): unknown {
  if (text.length > mostAnswerLetters) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
