// Whatever bytes come, in whatever pieces: no parser fails or hangs, pieces change nothing, and what a scale says is understood
// as what it weighs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScaleModel, type ScaleModel, scalePoses } from '../../../e2e/rigs/scale/scale-model';
import { speechOf, type SpokenProtocol, spokenProtocols } from '../../../e2e/rigs/scale/scale-speech';
import { scaleReadingSchema } from '../../../shared/domain/weighing/reading';
import { speakMtSics } from './mt-sics';
import { speakNci } from './nci';
import type { ScaleDialogue } from './said';
import { shown } from './speaking.test-kit';
import { speakToledo8217 } from './toledo-8217';

const dialogueOf = (protocol: SpokenProtocol): ScaleDialogue =>
  ({ 'toledo-8217': () => speakToledo8217('kg'), 'mt-sics': speakMtSics, nci: speakNci })[protocol]();

const inPieces = (dialogue: ScaleDialogue, bytes: Uint8Array, cuts: readonly number[]): string[] => {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).flatMap((end, index) => dialogue.take(bytes.subarray(at[index], end)).map(shown));
};

/** Bytes that look like what a scale says, so that the fuzzer comes further than the first. */
const likely = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\x02',
        '\x03',
        '\r',
        '\n',
        '\r\n',
        '?',
        'S S ',
        'S D ',
        'Z A',
        'T S ',
        'ES',
        ' g',
        ' kg',
        'kg',
        'N',
      ),
      fc.constantFrom('1', '0.5', '-3', '00', '0p4', '^^^', 'lb ', 'oz', '?A', '?P', 'Error 1'),
      fc.string({ unit: 'binary-ascii', maxLength: 3 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => Uint8Array.from(Buffer.from(parts.join(''), 'latin1')));
const anyBytes = fc.oneof(likely, fc.uint8Array({ maxLength: 400 }));
const cuts = fc.array(fc.nat(), { maxLength: 12 });

describe.each(spokenProtocols)('%s', (protocol) => {
  it('takes any bytes, and pieces change nothing', () => {
    fc.assert(
      fc.property(anyBytes, cuts, (bytes, where) => {
        const whole = dialogueOf(protocol).take(bytes);
        expect(inPieces(dialogueOf(protocol), bytes, where)).toEqual(whole.map(shown));
        for (const said of whole)
          if (said.kind === 'weight') scaleReadingSchema.parse({ ...said.weight, atMs: 0 });
      }),
      { numRuns: 2_000 },
    );
  });

  it('is understood again after any bytes, once it was quiet', () => {
    fc.assert(
      fc.property(anyBytes, fc.integer({ min: 1, max: 29_000 }), (bytes, grams) => {
        const model = createScaleModel();
        model.load(grams);
        const dialogue = dialogueOf(protocol);
        dialogue.take(bytes);
        dialogue.drop();
        expect(asked(dialogue, protocol, model)).toEqual([`${grams} g`]);
      }),
    );
  });

  it('is understood as what lies on the scale, and as nothing while it is not at rest', () => {
    const conditions = {
      still: '',
      moving: 'moving',
      overloaded: 'overload',
      'below-zero': 'underload',
      'zero-lost': { 'toledo-8217': 'zero-needed', 'mt-sics': 'moving', nci: 'zero-needed' }[protocol],
      broken: { 'toledo-8217': 'zero-needed', 'mt-sics': 'fault', nci: 'fault' }[protocol],
    };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 29_000 }), fc.constantFrom(...scalePoses), (grams, pose) => {
        const model = createScaleModel();
        model.load(grams);
        model.pose(pose);
        const [said] = asked(dialogueOf(protocol), protocol, model);
        // Two of the languages say the weight also while it moves.
        const want = pose === 'still' ? `${grams} g` : conditions[pose];
        expect(said === `~${grams} g` ? 'moving' : said).toBe(want);
      }),
    );
  });
});

function asked(dialogue: ScaleDialogue, protocol: SpokenProtocol, model: ScaleModel): string[] {
  const speech = speechOf(protocol, model);
  return speech
    .hear(Buffer.from(dialogue.poll(), 'latin1'))
    .flatMap((answer) => dialogue.take(Buffer.from(answer, 'latin1')))
    .map(shown);
}
