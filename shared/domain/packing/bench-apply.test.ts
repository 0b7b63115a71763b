import { describe, expect, it } from 'vitest';
import { evolveParcel } from '../parcel/evolve';
import type { Parcel } from '../parcel/parcel';
import { answerScan } from './bench';
import { labelToApply } from './bench-apply';
import {
  benchOf,
  factsOf,
  inputs,
  inState,
  itemOf,
  lastParcel,
  openParcel,
  otherParcel,
  smallBox,
  told,
} from './bench.test-kit';
import type { Bench, BenchFacts, BenchInput } from './session';

const rules = { ...factsOf().rules, scansLabels: true };
const label = (...parcels: Parcel[]): BenchInput => ({ kind: 'parcels', parcels, by: 'label', text: 'SSCC' });
const command = (name: Extract<BenchInput, { kind: 'command' }>['command']): BenchInput => ({
  kind: 'command',
  command: name,
});

/** Scans one after the other with one box sealed and another open; what each was answered. */
function words(sealed: Parcel, given: BenchInput[], over: Partial<BenchFacts> = {}) {
  let bench: Bench = benchOf({ parcelId: openParcel.parcelId, lastSealedId: sealed.parcelId });
  let lastSealed = sealed;
  return given.map((input) => {
    const facts = factsOf({ open: openParcel, box: smallBox, lastSealed, rules, online: false, ...over });
    // As the station knows it by now.
    const known = (parcel: Parcel) => (parcel.parcelId === lastSealed.parcelId ? lastSealed : parcel);
    const heard = input.kind === 'parcels' ? { ...input, parcels: input.parcels.map(known) } : input;
    const result = answerScan(bench, heard, facts);
    bench = result.bench;
    for (const op of result.ops)
      if (op.type === 'parcel.record-label')
        lastSealed = evolveParcel(lastSealed, {
          type: 'LabelPrinted',
          parcelId: lastSealed.parcelId,
          label: op.body.label,
        });
    return told(result);
  });
}

const stranger = otherParcel({ state: 'labelled', orderNumber: '1070' });

describe('a label scanned back on its box', () => {
  it('comes before anything goes into the next box, without head office', () => {
    expect(words(lastParcel, [itemOf('MUG'), label(lastParcel), itemOf('MUG')])).toEqual([
      '!label-first',
      'label-on-box -> parcel.record-label',
      'item-packed -> parcel.pack-item',
    ]);
  });

  it('is told of as the proof that it is, for the print that is the newest', () => {
    const facts = factsOf({ lastSealed: lastParcel, rules, attemptOf: () => 3 });
    const { ops } = answerScan(benchOf({ lastSealedId: lastParcel.parcelId }), label(lastParcel), facts);
    expect(ops).toMatchObject([
      {
        type: 'parcel.record-label',
        parcelId: lastParcel.parcelId,
        body: { label: { jobId: lastParcel.sealedBy, attempt: 3, outcome: 'scanned' } },
      },
    ]);
  });

  it('of another box is a stop, which the right one ends', () => {
    expect(words(lastParcel, [label(stranger), itemOf('MUG'), label(stranger), label(lastParcel)])).toEqual([
      '!label-of-other-box',
      '!scan-held-by-stop',
      '!scan-held-by-stop',
      'label-on-box -> parcel.record-label',
    ]);
    expect(words(lastParcel, [label()])).toEqual(['!label-of-other-box']);
  });

  it('hands the box over the next time it is scanned', () => {
    expect(words(lastParcel, [label(lastParcel), label(lastParcel)])).toEqual([
      'label-on-box -> parcel.record-label',
      'handed-over -> parcel.hand-over',
    ]);
  });

  it('makes a box labelled whose printer said nothing', () => {
    const silent = { ...inState('sealed'), orderNumber: '1041' };
    expect(words(silent, [label(silent), label(silent)])).toEqual([
      'label-on-box -> parcel.record-label',
      'handed-over -> parcel.hand-over',
    ]);
  });

  it('may be put off with SKIP, and is asked for again once it prints again', () => {
    expect(words(lastParcel, [command('skip'), itemOf('MUG')])).toEqual([
      'label-later',
      'item-packed -> parcel.pack-item',
    ]);
    const facts = factsOf({ lastSealed: lastParcel, rules });
    const later = benchOf({ lastSealedId: lastParcel.parcelId, laterLabelId: lastParcel.parcelId });
    const again = answerScan(later, command('reprint'), facts);
    expect(told(again)).toBe('label-asked');
    expect(labelToApply(again.bench, facts)).toBe(lastParcel);
  });

  it.each(['seal', 'next-box'] as const)('holds %s, and no other command', (name) => {
    expect(words(lastParcel, [command(name), command('undo')])).toEqual([
      '!label-first',
      'undone -> parcel.undo',
    ]);
  });

  it.each<[string, Partial<Parcel>, Partial<BenchFacts>]>([
    ['where the warehouse does not ask for it', {}, { rules: factsOf().rules }],
    ['of a box that has left', { state: 'handed-over' }, {}],
    ['of a box that was opened again', { state: 'packing' }, {}],
    ['of a box that another bench sealed', { holder: null }, {}],
    [
      'of a provisional pack that head office has not taken',
      { provisional: inState('packing').provisional ?? ({} as never), label: null },
      {},
    ],
    ['that was scanned', { label: { jobId: 'x', attempt: 1, outcome: 'scanned' } }, {}],
  ])('is not waited for: %s', (_why, over, facts) => {
    const lastSealed = { ...lastParcel, ...over };
    expect(labelToApply(benchOf(), factsOf({ rules, lastSealed, ...facts }))).toBeNull();
  });

  it('lets a badge through', () => {
    expect(words(lastParcel, [inputs.badge])).toEqual(['logged-in -> bench.log-in']);
  });
});
