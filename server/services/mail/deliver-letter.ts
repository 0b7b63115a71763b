// Delivers a letter that somebody keeps, and says what became of it. Whoever dies between the server's yes and the note of it
// sends a repeat under the same message id, which a mail program knows as one.
import type { Pool } from '../../db/pool';
import { GiveUp, TryLater } from '../../jobs/outbox';
import { type KeptMailSettings, readMailSettings } from './mail-settings';
import { type Letter, sendLetter } from './smtp';

/** After so many tries somebody has to look. */
export const mostTries = 40;
const offPauseMs = 300_000;

/** `answer`: what the server said, or why it could not be asked; at most 1,000 characters. */
export type Became = {
  state: 'sent' | 'waiting' | 'refused' | 'failed';
  answer: string;
  sentAt: string | null;
};

/** @throws TryLater while mail is switched off */
export async function settingsToSend(pool: Pool): Promise<KeptMailSettings> {
  const kept = await readMailSettings(pool);
  if (!kept.settings.isOn) throw new TryLater('mail is switched off', offPauseMs);
  return kept;
}

/** @param id the same for every try */
export function messageIdOf(id: string, fromAddress: string): string {
  return `<${id}@${fromAddress.slice(fromAddress.lastIndexOf('@') + 1)}>`;
}

/** @returns what the server said. @throws TryLater, GiveUp, or another error when the server could not be reached */
export async function deliverLetter(
  kept: KeptMailSettings,
  letter: Letter,
  { attempt, now, note }: { attempt: number; now: () => Date; note: (became: Became) => Promise<unknown> },
): Promise<string> {
  try {
    const answer = await sendLetter(kept, letter, attempt);
    await note({ state: 'sent', answer: answer.slice(0, 1000), sentAt: now().toISOString() });
    return answer;
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    const isOver = attempt >= mostTries;
    await note({
      state: cause instanceof GiveUp ? 'refused' : isOver ? 'failed' : 'waiting',
      answer: words.slice(0, 1000),
      sentAt: null,
    });
    throw cause;
  }
}
