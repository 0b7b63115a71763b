import { describe, expect, it } from 'vitest';
import { evolveParcel } from '../parcel/evolve';
import type { Parcel } from '../parcel/parcel';
import { elsewhere, here } from '../parcel/parcel.test-kit';
import {
  ayse,
  benchOf,
  bob,
  factsOf,
  inState,
  inputs,
  itemOf,
  openParcel,
  otherParcel,
  scan,
  type Situation,
  smallBox,
  told,
} from './bench.test-kit';
import type { BenchFacts, BenchInput } from './session';

const endMs = Date.parse('2026-01-05T14:00:00.000Z');
const leaseUntil = new Date(endMs).toISOString();
const over = { headOfficeMs: endMs, online: false };
const order = (...parcels: Parcel[]): BenchInput => ({ kind: 'parcels', parcels, by: 'order', text: 'ORD' });
const badge = (person: typeof bob): BenchInput => ({ kind: 'badge', person });
const idle = (facts: Partial<BenchFacts>): Situation => ({ bench: benchOf(), facts: factsOf(facts) });
const opened = (facts: Partial<BenchFacts>): Situation => {
  const open = { ...openParcel, leaseUntil };
  return { bench: benchOf({ parcelId: open.parcelId }), facts: factsOf({ open, box: smallBox, ...facts }) };
};

describe('a lease that is over', () => {
  const held = otherParcel({ leaseUntil });

  it('opens nothing offline and says what to do; with head office there it is asked for again', () => {
    expect(told(scan(idle(over), order(held)))).toBe('!lease-over');
    expect(told(scan(idle({ ...over, online: true }), order(held)))).toBe(
      'asking-head-office -> parcel.claim',
    );
    expect(told(scan(idle({ ...over, headOfficeMs: endMs - 120_000 }), order(held)))).toBe(
      'parcel-opened -> parcel.open',
    );
  });

  it('opens nothing by an item either, while another parcel that may be packed wants it', () => {
    const item = itemOf('SOAP', { wantedBy: [held] });
    expect(told(scan(idle(over), item))).toBe('!lease-over');
    const free = otherParcel({ parcelId: '00000001-0000-7000-8000-00000000000c' as never });
    expect(scan(idle(over), itemOf('SOAP', { wantedBy: [held, free] })).bench.parcelId).toBe(free.parcelId);
  });

  it.each(['item wanted', 'box', 'seal', 'next-box', 'ship-part', 'missing', 'damaged'] as const)(
    'does not let an open box go on: %s',
    (name) => {
      expect(told(scan(opened(over), inputs[name]))).toBe('!lease-over');
    },
  );

  it.each(['undo', 'cancel', 'ok', 'hold'] as const)('lets everything be put aside: %s', (name) => {
    expect(told(scan(opened(over), inputs[name]))).not.toBe('!lease-over');
  });

  it('cannot be told from a running one when the time is not known', () => {
    expect(told(scan(opened({ headOfficeMs: null, online: false }), inputs['item wanted']))).toBe(
      '!lease-over',
    );
  });
});

describe('a provisional pack', () => {
  const stopped = (parcel: Parcel, facts: Partial<BenchFacts> = {}): Situation => {
    const { bench } = scan(idle(over), order(parcel));
    return { bench, facts: factsOf({ ...over, offered: parcel, ...facts }) };
  };

  it.each([
    ['whose lease is over', otherParcel({ leaseUntil })],
    ['that nobody holds', otherParcel({ state: 'released', holder: null })],
    ['that another bench holds', otherParcel({ holder: elsewhere })],
  ])('of a parcel %s is offered with the stop, begun by a supervisor’s badge, flagged', (_name, parcel) => {
    const stop = stopped(parcel);
    expect(stop.bench).toMatchObject({ offeredId: parcel.parcelId });
    const begun = scan(stop, badge(bob));
    expect(told(begun)).toBe('provisional-started -> parcel.open-provisional');
    expect(begun.ops).toMatchObject([{ parcelId: parcel.parcelId, body: { supervisorId: bob.personId } }]);
    expect(begun.bench).toMatchObject({
      parcelId: parcel.parcelId,
      operator: ayse,
      stop: null,
      offeredId: null,
    });
  });

  it('is not begun by a packer’s badge, nor by a supervisor’s when nothing was offered', () => {
    const stop = stopped(otherParcel({ leaseUntil }));
    expect(told(scan(stop, badge(ayse)))).toBe('!scan-held-by-stop');
    expect(scan(stop, badge(ayse)).bench.offeredId).toBe(stop.bench.offeredId);
    expect(told(scan(idle(over), badge(bob)))).toBe('logged-in -> bench.log-in');
  });

  it('is no longer offered once the stop was cleared', () => {
    const stop = stopped(otherParcel({ leaseUntil }));
    const cleared = scan(stop, inputs.ok);
    expect(cleared.bench.offeredId).toBeNull();
    const later = scan({ bench: cleared.bench, facts: factsOf(over) }, badge(bob));
    expect(told(later)).toBe('logged-in -> bench.log-in');
  });

  it('of what another bench is packing is not offered', () => {
    const parcel = { ...inState('packing'), holder: elsewhere };
    const { bench } = scan(idle(over), order(parcel));
    expect(bench).toMatchObject({ offeredId: null, stop: { code: 'parcel-not-held-here' } });
  });

  it('goes on where the box stood', () => {
    const { bench, facts } = opened(over);
    const stop = scan({ bench, facts }, inputs['item wanted']);
    const begun = scan({ bench: stop.bench, facts: { ...facts, offered: facts.open } }, badge(bob));
    const after = evolveParcel(facts.open, {
      type: 'ProvisionalPackStarted',
      parcelId: openParcel.parcelId,
      stationId: here,
      fence: 2,
      knownFence: 2,
      operatorId: null,
      supervisorId: bob.personId,
    });
    expect(told(scan({ bench: begun.bench, facts: { ...facts, open: after } }, inputs['item wanted']))).toBe(
      'item-packed -> parcel.pack-item',
    );
  });
});
