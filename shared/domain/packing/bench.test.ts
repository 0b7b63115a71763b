import { describe, expect, it } from 'vitest';
import { refusalTones } from '../refusal';
import { expectValues } from '../refusal-values.test-kit';
import { benchTable } from './bench-table.test-kit';
import { type InputName, inputs, scan, situationNames, situations, told } from './bench.test-kit';
import { benchCommands } from './bench-command';
import type { BenchInput } from './session';

const cells = (Object.keys(benchTable) as InputName[]).flatMap((name) =>
  situationNames.map((situation) => ({ name, situation, expected: benchTable[name][situation] })),
);

describe('bench: every scan in every situation', () => {
  it('has a row for every kind of scan and every command', () => {
    const kinds: Record<BenchInput['kind'], true> = {
      badge: true,
      command: true,
      parcels: true,
      'order-elsewhere': true,
      item: true,
      box: true,
      location: true,
      tote: true,
      purchase: true,
      transfer: true,
      return: true,
      'order-form': true,
      'sale-price': true,
      'sale-payment': true,
      unknown: true,
      misread: true,
    };
    expect([...new Set(Object.values(inputs).map(({ kind }) => kind))].sort()).toEqual(
      Object.keys(kinds).sort(),
    );
    expect(Object.keys(benchTable)).toEqual(expect.arrayContaining([...benchCommands]));
  });

  it.each(cells)('$name when $situation: $expected', ({ name, situation, expected }) => {
    expect(told(scan(situations[situation], inputs[name]))).toBe(expected);
  });

  it.each(cells)(
    'law 9: $name when $situation is answered with tone, sound and place',
    ({ name, situation }) => {
      const { verdict, ops, bench } = scan(situations[situation], inputs[name]);
      expect(verdict.sound).toBeTruthy();
      if (verdict.kind === 'answer') {
        expect(verdict.holds).toBe(false);
        expect(bench.stop).toBeNull();
        return;
      }
      expectValues(verdict.refusal);
      expect(verdict.tone).toBe(refusalTones[verdict.refusal.code]);
      expect(verdict.holds).toBe(verdict.tone === 'stop');
      if (verdict.tone === 'stop') expect(verdict.sound).toBe('stop');
      expect(bench.stop !== null).toBe(verdict.holds);
      // A refusal is evidence: it is the only op, and it says what was scanned.
      expect(ops.map((op) => op.type)).toEqual(['bench.refuse-scan']);
      expect(ops[0]?.body).toMatchObject({ code: verdict.refusal.code });
    },
  );

  it.each(cells)('law 1: $name when $situation is never green without an op', ({ name, situation }) => {
    const { verdict, ops } = scan(situations[situation], inputs[name]);
    if (verdict.tone === 'go' && verdict.kind === 'answer' && verdict.code !== 'parcel-opened')
      expect(ops.length).toBeGreaterThan(0);
  });
});
