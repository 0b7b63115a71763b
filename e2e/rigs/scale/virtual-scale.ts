// A scale that exists only as a program, on a pseudo-terminal: the station opens its line as it would a real one.
import { openSerialLine } from '../serial/serial-line';
import { createScaleModel, type ModelOptions, type ScaleModel } from './scale-model';
import { speechOf, type SpokenProtocol } from './scale-speech';

export type VirtualScale = Pick<ScaleModel, 'load' | 'add' | 'pose' | 'noise' | 'shown'> & {
  /** What the station opens. */
  path: string;
  /** It hears and does not answer. */
  silence: (isSilent: boolean) => void;
  /** It says this, asked or not. */
  babble: (bytes: string) => Promise<void>;
  unplug: () => Promise<void>;
  plugIn: () => Promise<void>;
  close: () => Promise<void>;
};

export type VirtualScaleOptions = ModelOptions & {
  protocol: SpokenProtocol;
  /** Where its line is; left out, a place of its own. */
  path?: string | undefined;
  /** Milliseconds between two weights of a scale that repeats by itself. */
  everyMs?: number;
};

/** Plugged in when it resolves. */
export async function openVirtualScale({
  protocol,
  path,
  everyMs = 60,
  ...options
}: VirtualScaleOptions): Promise<VirtualScale> {
  const line = await openSerialLine(path);
  const model = createScaleModel(options);
  let speech = speechOf(protocol, model);
  let isSilent = false;
  let isPluggedIn = true;
  const say = async (bytes: string | null): Promise<void> => {
    if (bytes !== null && !isSilent && isPluggedIn) await line.say(bytes);
  };
  line.onHeard((chunk) => {
    for (const answer of speech.hear(chunk)) void say(answer);
  });
  const repeating = setInterval(() => void say(speech.unasked()), everyMs);
  return {
    path: line.path,
    load: model.load,
    add: model.add,
    pose: model.pose,
    noise: model.noise,
    shown: model.shown,
    silence: (next) => {
      isSilent = next;
    },
    babble: (bytes) => line.say(bytes),
    unplug: async () => {
      isPluggedIn = false;
      await line.unplug();
      // Without power it forgets what it was asked.
      speech = speechOf(protocol, model);
    },
    plugIn: async () => {
      await line.plugIn();
      isPluggedIn = true;
    },
    close: async () => {
      clearInterval(repeating);
      isPluggedIn = false;
      await line.close();
    },
  };
}
