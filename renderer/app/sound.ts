// Sounds an operator knows with eyes on the goods: pitch and rhythm both differ, so each is told apart by either.
// Never throws and never delays a verdict; where there is no sound device it is silent, and says so when asked.
// The stop sound cannot be turned down below its floor, muted or not.
import type { Sound } from '../../shared/domain/packing/verdict';

/** A tone of the grammar. Times in milliseconds from the start, pitch in hertz, level 0 to 1. */
export type Tone = { atMs: number; forMs: number; hertz: number; level: number; wave: OscillatorType };

const sine = (atMs: number, forMs: number, hertz: number, level = 0.8): Tone => ({
  atMs,
  forMs,
  hertz,
  level,
  wave: 'sine',
});

/** Screens.md, sound grammar. */
export const soundGrammar: Readonly<Record<Sound, readonly Tone[]>> = {
  accepted: [sine(0, 90, 1320)],
  'line-complete': [sine(0, 90, 880), sine(110, 140, 1320)],
  'order-complete': [sine(0, 420, 523.25, 0.5), sine(90, 330, 659.25, 0.5), sine(180, 240, 783.99, 0.5)],
  look: [sine(0, 110, 620), sine(190, 110, 620)],
  stop: [
    { atMs: 0, forMs: 500, hertz: 150, level: 1, wave: 'sawtooth' },
    { atMs: 0, forMs: 500, hertz: 157, level: 0.6, wave: 'square' },
  ],
  already: [sine(0, 60, 440, 0.35), sine(100, 60, 440, 0.35)],
};

export const stopFloor = 0.35;
const rampS = 0.008;
/** Scans can come faster than sounds end; a tone never starts this late behind its verdict. */
const longestResumeMs = 250;

/** The level a sound is played at. */
export function loudness(sound: Sound, volume: number, muted: boolean): number {
  const asked = muted ? 0 : Math.min(1, Math.max(0, volume));
  return sound === 'stop' ? Math.max(stopFloor, asked) : asked;
}

/** Two operators at one computer hear each their own: the left one on the left. */
export type Ear = 'both' | 'left' | 'right';
const panOf: Record<Ear, number> = { both: 0, left: -1, right: 1 };

export type SoundPlayer = {
  play: (sound: Sound, ear?: Ear) => void;
  /** `silent` while there is no device or the system has not let us play yet. */
  state: () => 'ready' | 'silent';
  close: () => void;
};

/** `newContext` makes the audio device, or throws or gives null where there is none. */
export function createSoundPlayer(
  settings: () => { volume: number; muted: boolean },
  newContext: () => AudioContext | null = defaultContext,
): SoundPlayer {
  let context: AudioContext | null = null;
  const device = (): AudioContext | null => {
    try {
      if (context?.state === 'closed') context = null;
      context ??= newContext();
    } catch {
      context = null;
    }
    return context;
  };
  return {
    play: (sound, ear = 'both') => {
      const { volume, muted } = settings();
      const level = loudness(sound, volume, muted);
      const at = level > 0 ? device() : null;
      if (at === null) return;
      if (at.state === 'running') schedule(at, sound, level, ear);
      else void playAfterResume(at, sound, level, ear);
    },
    state: () => (device()?.state === 'running' ? 'ready' : 'silent'),
    close: () => {
      void context?.close().catch(() => undefined);
      context = null;
    },
  };
}

async function playAfterResume(context: AudioContext, sound: Sound, level: number, ear: Ear): Promise<void> {
  const askedMs = performance.now();
  try {
    await context.resume();
    if (performance.now() - askedMs <= longestResumeMs) schedule(context, sound, level, ear);
  } catch {
    // No device, or the system forbids sound: the verdict is on the screen all the same.
  }
}

function schedule(context: AudioContext, sound: Sound, level: number, ear: Ear): void {
  try {
    const startS = context.currentTime;
    for (const tone of soundGrammar[sound]) {
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      const fromS = startS + tone.atMs / 1000;
      const untilS = fromS + tone.forMs / 1000;
      oscillator.type = tone.wave;
      oscillator.frequency.value = tone.hertz;
      // A ramp at both ends: a tone that is cut hard clicks.
      gain.gain.setValueAtTime(0, fromS);
      gain.gain.linearRampToValueAtTime(level * tone.level, fromS + rampS);
      gain.gain.setValueAtTime(level * tone.level, untilS - rampS);
      gain.gain.linearRampToValueAtTime(0, untilS);
      oscillator.connect(gain).connect(placed(context, ear));
      oscillator.start(fromS);
      oscillator.stop(untilS);
    }
  } catch {
    // The device went away between two calls; the next sound asks for a new one.
  }
}

function placed(context: AudioContext, ear: Ear): AudioNode {
  if (ear === 'both') return context.destination;
  const panner = context.createStereoPanner();
  panner.pan.value = panOf[ear];
  panner.connect(context.destination);
  return panner;
}

function defaultContext(): AudioContext | null {
  return typeof AudioContext === 'undefined' ? null : new AudioContext({ latencyHint: 'interactive' });
}
