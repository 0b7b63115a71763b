// What a scale in each language answers to the bytes that it is sent, by its model. The other side's parser is not used here:
// both come from what the languages are said to be, so that one does not excuse the other.
import type { ScaleModel, Shown } from './scale-model';

export const spokenProtocols = ['toledo-8217', 'mt-sics', 'nci'] as const;
export type SpokenProtocol = (typeof spokenProtocols)[number];

export type ScaleSpeech = {
  /** Answers to what came. */
  hear: (bytes: Uint8Array) => string[];
  /** What it says by itself, now and again; null: nothing. */
  unasked: () => string | null;
};

export function speechOf(protocol: SpokenProtocol, model: ScaleModel): ScaleSpeech {
  switch (protocol) {
    case 'toledo-8217':
      return toledo(model);
    case 'mt-sics':
      return sics(model);
    case 'nci':
      return nci(model);
  }
}

const kilograms = (milligrams: number): string => (milligrams / 1_000_000).toFixed(3);

/** Parity, as an 8-bit line would see it. */
const even = (text: string): string =>
  [...text]
    .map((each) => {
      const byte = each.charCodeAt(0);
      const ones = [...byte.toString(2)].filter((digit) => digit === '1').length;
      return String.fromCharCode(ones % 2 === 0 ? byte : byte | 0x80);
    })
    .join('');

function toledo(model: ScaleModel): ScaleSpeech {
  const status = (bits: number): string => even(`\x02?${String.fromCharCode(0b100_0000 | bits)}\r`);
  const weight = ({ milligrams, isNet, pose }: Shown): string => {
    switch (pose) {
      case 'moving':
        return status(1);
      case 'overloaded':
        return status(2);
      case 'below-zero':
        return status(4);
      case 'zero-lost':
      case 'broken':
        return status(8);
      case 'still':
        if (milligrams < 0 && !isNet) return status(4);
        return even(`\x02${kilograms(milligrams).padStart(6, '0')}${isNet ? 'N' : ''}\r`);
    }
  };
  return {
    hear: (bytes) =>
      [...bytes].flatMap((byte) => {
        switch (String.fromCharCode(byte & 0x7f)) {
          case 'W':
            return [weight(model.shown())];
          case 'Z':
            return [model.zero() ? status(16) : status(1)];
          case 'T':
            return [model.tare() ? status(32) : status(1)];
          default:
            return [];
        }
      }),
    unasked: () => null,
  };
}

function sics(model: ScaleModel): ScaleSpeech {
  let begun = '';
  let isRepeating = false;
  const weight = (): string => {
    const { milligrams, pose } = model.shown();
    const value = (milligrams / 1000).toFixed(model.division() < 1 ? 2 : 0).padStart(10);
    switch (pose) {
      case 'moving':
        return `S D ${value} g\r\n`;
      case 'overloaded':
        return 'S +\r\n';
      case 'below-zero':
        return 'S -\r\n';
      case 'zero-lost':
        return 'S I\r\n';
      case 'broken':
        return 'S S Error 10b\r\n';
      case 'still':
        return `S S ${value} g\r\n`;
    }
  };
  const answer = (command: string): string => {
    switch (command) {
      case 'SIR':
        isRepeating = true;
        return weight();
      case 'SI':
      case 'S':
        isRepeating = false;
        return weight();
      case 'Z':
        return model.zero() ? 'Z A\r\n' : 'Z I\r\n';
      case 'T':
        return model.tare() ? 'T S     100.00 g\r\n' : 'T I\r\n';
      default:
        return 'ES\r\n';
    }
  };
  return {
    hear: (bytes) => {
      const lines = (begun + Buffer.from(bytes).toString('latin1')).split('\r\n');
      begun = lines.pop() ?? '';
      return lines.map(answer);
    },
    unasked: () => (isRepeating ? weight() : null),
  };
}

function nci(model: ScaleModel): ScaleSpeech {
  let begun = '';
  const status = ({ milligrams, pose, isNet }: Shown): string => {
    const one = 0x30 | (pose === 'moving' ? 1 : 0) | (milligrams === 0 ? 2 : 0);
    const two =
      0x30 | (pose === 'below-zero' ? 1 : 0) | (pose === 'overloaded' ? 2 : 0) | (pose === 'broken' ? 4 : 0);
    const three = 0x30 | (isNet ? 4 : 0) | (pose === 'zero-lost' ? 8 : 0);
    return three === 0x30 ? String.fromCharCode(one, two) : String.fromCharCode(one, two | 64, three);
  };
  const answer = (command: string): string => {
    switch (command) {
      case 'W': {
        const shown = model.shown();
        const digits = kilograms(shown.milligrams).padStart(7);
        return `\n${shown.pose === 'overloaded' ? '^^^^^^^' : digits}kg\r\n${status(shown)}\r\x03`;
      }
      case 'Z':
        model.zero();
        return `\n${status(model.shown())}\r\x03`;
      case 'T':
        return `\n${model.tare() ? status(model.shown()) : String.fromCharCode(0x31, 0x30)}\r\x03`;
      default:
        return '\n?\r\x03';
    }
  };
  return {
    hear: (bytes) => {
      const commands = (begun + Buffer.from(bytes).toString('latin1')).split('\r');
      begun = commands.pop() ?? '';
      return commands.map(answer);
    },
    unasked: () => null,
  };
}

/** A report of a HID scale, as it would send what its model shows. */
export function hidReportOf({ milligrams, pose }: Shown): Uint8Array {
  const grams = Math.round(Math.abs(milligrams) / 1000);
  const still = milligrams === 0 ? 2 : milligrams < 0 ? 5 : 4;
  const status = { still, moving: 3, overloaded: 6, 'below-zero': 5, 'zero-lost': 8, broken: 1 }[pose];
  return Uint8Array.from([3, status, 2, 0, grams & 0xff, (grams >> 8) & 0xff]);
}
