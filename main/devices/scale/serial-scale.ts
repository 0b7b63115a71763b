// One scale on a serial line: asks for its weight again and again, one question at a time, and waits for each answer as long as
// a scale may take. Half an answer that nothing followed is none; what it said before the line broke belongs to no later answer.
import type { ScaleAct, ScaleActOutcome, WeightSaid } from '../../../shared/domain/weighing/reading';
import { listenToSerialLine, type SerialTrouble } from '../serial-line';
import { speakMtSics } from './mt-sics';
import { speakNci } from './nci';
import type { Said, ScaleDialogue } from './said';
import type { ScaleState, SerialScale } from './scale-line';
import { speakToledo8217 } from './toledo-8217';

export type SerialScaleHooks = {
  onWeight: (weight: WeightSaid) => void;
  onTrouble: (trouble: ScaleState['trouble']) => void;
};

export type SerialScaleLine = {
  act: (act: ScaleAct) => Promise<ScaleActOutcome>;
  close: () => Promise<void>;
};

/** Milliseconds. */
export type ScaleTimings = {
  /** From an answer to the next question. */
  betweenMs: number;
  /** From a question to its answer; a scale that repeats by itself is asked again after so long a silence. */
  answerMs: number;
  /** Between two bytes of one answer. */
  byteMs: number;
  /** Without a weight for so long, it is silent. */
  silentMs: number;
  /** Zero and tare wait for the load to come to rest. */
  actMs: number;
};

export const defaultScaleTimings: ScaleTimings = {
  betweenMs: 100,
  answerMs: 600,
  byteMs: 150,
  silentMs: 2_000,
  actMs: 4_000,
};

const troubles: Record<SerialTrouble, NonNullable<ScaleState['trouble']>> = {
  'not-there': 'scale-not-there',
  'no-rights': 'scale-no-rights',
  taken: 'scale-taken',
  failing: 'scale-failing',
  'no-driver': 'serial-missing',
};

function dialogueOf({ protocol, unit }: SerialScale): ScaleDialogue {
  switch (protocol) {
    case 'toledo-8217':
      return speakToledo8217(unit);
    case 'mt-sics':
      return speakMtSics();
    case 'nci':
      return speakNci();
  }
}

type Asking = { act: ScaleAct; settle: (outcome: ScaleActOutcome) => void };

/** Listens until it is closed. */
export function listenToSerialScale(
  scale: SerialScale,
  { onWeight, onTrouble }: SerialScaleHooks,
  timings: ScaleTimings = defaultScaleTimings,
): SerialScaleLine {
  const dialogue = dialogueOf(scale);
  let isOpen = false;
  let isHeard = false;
  let bytesSinceWeight = 0;
  /** What the last question waits for. */
  let waiting: NodeJS.Timeout | undefined;
  let byteTimer: NodeJS.Timeout | undefined;
  let silenceTimer: NodeJS.Timeout | undefined;
  /** The act that was sent, and those behind it. */
  let acting: Asking | null = null;
  const acts: Asking[] = [];

  const listenForSilence = (): void => {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(() => {
      // A scale that zeroes gives no weight meanwhile.
      if (acting) {
        listenForSilence();
        return;
      }
      isHeard = false;
      onTrouble(bytesSinceWeight > 0 ? 'scale-garbled' : 'scale-silent');
      bytesSinceWeight = 0;
      listenForSilence();
    }, timings.silentMs);
  };

  const ask = (): void => {
    clearTimeout(waiting);
    if (!isOpen || acting) return;
    const next = acts.shift();
    if (next) {
      begin(next);
      return;
    }
    line.write(dialogue.poll());
    waiting = setTimeout(ask, timings.answerMs);
  };

  const begin = (next: Asking): void => {
    const bytes = dialogue.actBytes(next.act);
    if (bytes === null || !line.write(bytes)) {
      next.settle(bytes === null ? 'unable' : 'unanswered');
      ask();
      return;
    }
    acting = next;
    waiting = setTimeout(() => {
      dialogue.drop();
      finish('unanswered');
    }, timings.actMs);
  };

  const finish = (outcome: ScaleActOutcome): void => {
    const done = acting;
    acting = null;
    done?.settle(outcome);
    ask();
  };

  const hear = (said: Said): void => {
    switch (said.kind) {
      case 'weight':
        bytesSinceWeight = 0;
        if (!isHeard) {
          isHeard = true;
          onTrouble(null);
        }
        listenForSilence();
        onWeight(said.weight);
        if (acting) return;
        clearTimeout(waiting);
        // One that repeats is asked again only when it falls silent, or when something else is wanted of it.
        waiting = setTimeout(
          ask,
          dialogue.isStreaming() && acts.length === 0 ? timings.answerMs : timings.betweenMs,
        );
        return;
      case 'act':
        if (acting?.act === said.act) finish(said.outcome);
        return;
      case 'unknown-command':
        if (acting) finish('unable');
        else {
          clearTimeout(waiting);
          waiting = setTimeout(ask, timings.betweenMs);
        }
        return;
    }
  };

  const broken = (): void => {
    isOpen = false;
    isHeard = false;
    bytesSinceWeight = 0;
    for (const timer of [waiting, byteTimer, silenceTimer]) clearTimeout(timer);
    dialogue.drop();
    const asked = [...(acting ? [acting] : []), ...acts.splice(0)];
    acting = null;
    for (const { settle } of asked) settle('unanswered');
  };

  const line = listenToSerialLine(scale, {
    onBytes: (chunk) => {
      clearTimeout(byteTimer);
      bytesSinceWeight += chunk.length;
      for (const said of dialogue.take(chunk)) hear(said);
      if (dialogue.hasBegun()) byteTimer = setTimeout(dialogue.drop, timings.byteMs);
    },
    onTrouble: (trouble) => {
      broken();
      if (trouble) {
        onTrouble(troubles[trouble]);
        return;
      }
      // Open is not heard: that is told with the first weight.
      isOpen = true;
      listenForSilence();
      ask();
    },
  });

  return {
    act: (act) =>
      new Promise((settle) => {
        if (!isOpen) {
          settle('unanswered');
          return;
        }
        acts.push({ act, settle });
        if (dialogue.isStreaming()) ask();
      }),
    close: async () => {
      broken();
      await line.close();
    },
  };
}
