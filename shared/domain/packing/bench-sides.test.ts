import { describe, expect, it } from 'vitest';
import { personIdOf, tourIdOf } from '../ids.test-kit';
import { expectValues } from '../refusal-values.test-kit';
import { answerScan } from './bench';
import { inSideHands, notBeside, type SidesFacts } from './bench-sides';
import { placesBench, waitingOrder } from './bench-places.test-kit';
import { benchOf, factsOf } from './bench.test-kit';
import { emptyBench, type BenchInput, type Person } from './session';

const nobody = inSideHands(emptyBench);
const first = waitingOrder(1, { MUG: 2 });
const second = waitingOrder(2, { MUG: 1 });
const mehmet: Person = { personId: personIdOf('mehmet'), name: 'Mehmet', roles: ['packer'] };

const besideFirst: SidesFacts = {
  here: 'right',
  other: { operatorId: personIdOf('ayse'), parcelIds: new Set([first.parcelId]), tourId: null },
};
const parcels = (...found: (typeof first)[]): BenchInput => ({
  kind: 'parcels',
  parcels: found,
  by: 'order',
  text: '1001',
});

describe('two sides of a bench', () => {
  it('a box that is open at the other side is not opened here, in words', () => {
    const facts = factsOf({ sides: besideFirst, held: [second] });
    const { verdict, ops, bench } = answerScan(benchOf(), parcels(first), facts);
    expect(verdict).toMatchObject({
      kind: 'refusal',
      tone: 'look',
      refusal: { code: 'parcel-on-other-side', values: { number: '1001' } },
    });
    if (verdict.kind === 'refusal') expectValues(verdict.refusal);
    expect(ops.map(({ type }) => type)).toEqual(['bench.refuse-scan']);
    expect(bench.parcelId).toBeNull();
  });

  it('of several boxes it is the one that is free', () => {
    const facts = factsOf({ sides: besideFirst, held: [second] });
    const { bench } = answerScan(benchOf(), parcels(first, second), facts);
    expect(bench.parcelId).toBe(second.parcelId);
  });

  it('an item opens the order that is free, though the other one is first in the queue', () => {
    const facts = factsOf({ sides: besideFirst, held: [second] });
    const item: BenchInput = {
      kind: 'item',
      sku: second.lines[0]?.sku as never,
      name: 'MUG',
      units: 1,
      code: 'MUG',
      scanId: 's',
      wantedBy: [first, second],
    };
    const { bench } = answerScan(benchOf(), item, facts);
    expect(bench.parcelId).toBe(second.parcelId);
  });

  it('nobody is logged in at both', () => {
    const out = { ...emptyBench };
    const facts = factsOf({ sides: { ...besideFirst, other: { ...nobody, operatorId: mehmet.personId } } });
    const twice = answerScan(out, { kind: 'badge', person: mehmet }, facts);
    expect(twice.verdict).toMatchObject({ refusal: { code: 'badge-on-other-side' }, tone: 'look' });
    expect(twice.bench.operator).toBeNull();
    const other = answerScan(out, { kind: 'badge', person: { ...mehmet, personId: personIdOf('x') } }, facts);
    expect(other.bench.operator?.personId).toBe('x');
  });

  it.each([
    ['right', { personId: 'mehmet', side: 'right' }],
    ['left', { personId: 'mehmet' }],
  ] as const)('a log-in on the %s says so', (here, body) => {
    const { ops } = answerScan(
      emptyBench,
      { kind: 'badge', person: mehmet },
      factsOf({ sides: { here, other: nobody } }),
    );
    expect(ops).toMatchObject([{ type: 'bench.log-in', body }]);
    expect(ops[0]?.body).toEqual(body);
  });

  it('what is in a side’s hands are its box, its places and its tour', () => {
    const at = placesBench(2, first, second);
    at.order(1);
    at.order(2);
    expect([...inSideHands(at.bench()).parcelIds].sort()).toEqual([first.parcelId, second.parcelId].sort());
    expect(inSideHands({ ...emptyBench, operator: mehmet }).operatorId).toBe('mehmet');
    const aside = { kind: 'tour', walk: { tourId: tourIdOf(3) } } as never;
    expect(inSideHands({ ...emptyBench, aside }).tourId).toBe(tourIdOf(3));
    expect(notBeside([first, second], undefined)).toEqual([first, second]);
  });
});
