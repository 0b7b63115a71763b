// The photograph of the open box: by one key at any time, asked for before the seal, gone on without, and told either way.
import { describe, expect, it } from 'vitest';
import { photoHashSchema, type Shot } from '../photo/photo';
import { answerScan } from './bench';
import { benchOf, factsOf, inState, itemOf, openParcel, smallBox } from './bench.test-kit';
import type { BenchCommand } from './bench-command';
import type { Bench, BenchFacts, BenchInput, BenchOutcome } from './session';

const shot: Shot = {
  ok: true,
  file: { hash: photoHashSchema.parse('ab'.repeat(32)), bytes: 9000, widthPx: 800, heightPx: 600 },
};
const complete = inState('complete');
const say = (command: BenchCommand): BenchInput => ({ kind: 'command', command });

function run(
  inputs: readonly BenchInput[],
  photo: Partial<BenchFacts['photo']> = {},
  begun: Bench = benchOf({ parcelId: complete.parcelId }),
  open = complete,
) {
  let bench = begun;
  const told: string[] = [];
  const ops: BenchOutcome['ops'] = [];
  for (const input of inputs) {
    const isPhoto = input.kind === 'command' && input.command === 'photo';
    const facts = factsOf({
      open,
      box: smallBox,
      photo: { asked: true, hasCamera: true, ...photo, shot: isPhoto ? (photo.shot ?? shot) : null },
    });
    const result = answerScan(bench, input, facts);
    bench = result.bench;
    ops.push(...result.ops);
    told.push(result.verdict.kind === 'answer' ? result.verdict.code : `!${result.verdict.refusal.code}`);
  }
  return { bench, told, types: ops.map(({ type }) => type), ops };
}

describe('a photograph of the open box', () => {
  it('is asked for before the seal, and the seal goes on by itself', () => {
    const asked = run([say('seal')]);
    expect(asked.told).toEqual(['photo-first']);
    expect(asked.types).toEqual([]);
    const taken = run([say('photo')], {}, asked.bench);
    expect(taken.told).toEqual(['sealed']);
    expect(taken.types).toEqual(['photo.take', 'parcel.seal']);
    expect(taken.ops[0]?.body).toEqual({
      subject: { kind: 'parcel', id: complete.parcelId },
      file: shot.ok ? shot.file : null,
    });
  });

  it('taken before is enough, as long as nothing went in or out since', () => {
    const taken = run([say('photo'), say('seal')]);
    expect(taken.told).toEqual(['photo-taken', 'sealed']);
    const early = run([say('photo')], {}, benchOf({ parcelId: openParcel.parcelId }), openParcel);
    expect(run([say('seal')], {}, { ...early.bench, parcelId: complete.parcelId }).told).toEqual([
      'photo-first',
    ]);
  });

  it('is gone on without by SKIP, and head office hears that', () => {
    const skipped = run([say('seal'), say('skip')]);
    expect(skipped.told).toEqual(['photo-first', 'sealed']);
    expect(skipped.ops[0]).toMatchObject({ type: 'photo.take', body: { file: null } });
  });

  it('is not asked of a bench without a camera, which says so with the seal', () => {
    const sealed = run([say('seal')], { hasCamera: false });
    expect(sealed.told).toEqual(['sealed']);
    expect(sealed.types).toEqual(['photo.take', 'parcel.seal']);
    expect(sealed.ops[0]).toMatchObject({ body: { file: null } });
  });

  it('is not asked for where nobody wants one', () => {
    expect(run([say('seal')], { asked: false }).types).toEqual(['parcel.seal']);
    expect(run([say('seal')], { asked: false, hasCamera: false }).types).toEqual(['parcel.seal']);
  });

  it('that the camera does not give is refused softly, and the question stands', () => {
    const none: Shot = { ok: false, why: 'camera-missing' };
    const failed = run([say('seal'), say('photo')], { shot: none });
    expect(failed.told).toEqual(['photo-first', '!camera-missing']);
    expect(failed.bench).toMatchObject({ photo: { command: 'seal' }, stop: null });
    expect(run([say('photo')], {}, failed.bench).told).toEqual(['sealed']);
    const full = run([say('photo')], { shot: { ok: false, why: 'photo-not-saved' } });
    expect(full.told).toEqual(['!photo-not-saved']);
    expect(full.types).toEqual(['bench.refuse-scan']);
  });

  it('is given up by CANCEL, asked again by OK, and forgotten when something else is scanned', () => {
    const asked = run([say('seal')]).bench;
    expect(run([say('cancel')], {}, asked).bench.photo).toBeNull();
    expect(run([say('ok')], {}, asked)).toMatchObject({
      told: ['photo-first'],
      bench: { photo: { command: 'seal' } },
    });
    expect(run([itemOf('CLOCK')], {}, asked).bench.photo).toBeNull();
    expect(run([say('photo')], {}, benchOf()).told).toEqual(['photo-taken']);
  });

  it('is asked for only when everything else about the seal is right', () => {
    const noBox = { ...complete, boxId: null };
    expect(run([say('seal')], {}, benchOf({ parcelId: noBox.parcelId }), noBox).told).toEqual([
      '!box-not-chosen',
    ]);
  });
});
