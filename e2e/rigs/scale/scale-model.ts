// What lies on a scale that exists only as a program, and what it would show: a load in milligrams, a division it rounds to,
// noise, a load that has not come to rest, a zero and a tare that it keeps.

export type ScalePose = 'still' | 'moving' | 'overloaded' | 'below-zero' | 'zero-lost' | 'broken';
export const scalePoses: readonly ScalePose[] = [
  'still',
  'moving',
  'overloaded',
  'below-zero',
  'zero-lost',
  'broken',
];

export type Shown = { milligrams: number; isNet: boolean; pose: ScalePose };

export type ScaleModel = {
  /** What lies on it from now on, in grams. */
  load: (grams: number) => void;
  add: (grams: number) => void;
  pose: (pose: ScalePose) => void;
  /** Grams that what it shows strays by, up and down, each time it is asked. */
  noise: (grams: number) => void;
  /** False: it cannot zero or tare now. */
  zero: () => boolean;
  tare: () => boolean;
  shown: () => Shown;
  division: () => number;
};

export type ModelOptions = {
  /** Grams. */
  division?: number;
  capacityGrams?: number;
  random?: () => number;
};

export function createScaleModel({
  division = 1,
  capacityGrams = 30_000,
  random = Math.random,
}: ModelOptions = {}): ScaleModel {
  let load = 0;
  let noise = 0;
  let zeroAt = 0;
  let tare = 0;
  let pose: ScalePose = 'still';
  const rounded = (grams: number): number => Math.round(Math.round(grams / division) * division * 1000);
  return {
    load: (grams) => {
      load = grams;
    },
    add: (grams) => {
      load += grams;
    },
    pose: (next) => {
      pose = next;
    },
    noise: (grams) => {
      noise = grams;
    },
    zero: () => {
      if (pose === 'moving' || pose === 'broken') return false;
      zeroAt = load;
      tare = 0;
      if (pose === 'zero-lost') pose = 'still';
      return true;
    },
    tare: () => {
      if (pose !== 'still' || load <= zeroAt) return false;
      tare = load - zeroAt;
      return true;
    },
    shown: () => {
      const gross = load - zeroAt + (random() * 2 - 1) * noise;
      const isOver = load > capacityGrams;
      return {
        milligrams: rounded(gross - tare),
        isNet: tare !== 0,
        pose: pose === 'still' && isOver ? 'overloaded' : pose,
      };
    },
    division: () => division,
  };
}
