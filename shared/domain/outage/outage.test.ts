import { describe, expect, it } from 'vitest';
import {
  otherParcel,
  benchOf,
  bob,
  factsOf,
  inputs,
  openParcel,
  scan,
  smallBox,
  told,
} from '../packing/bench.test-kit';
import type { BenchFacts, BenchInput } from '../packing/session';
import {
  type Action,
  actions,
  type Condition,
  conditions,
  conditionsOf,
  outageTable,
  type OutageFacts,
  reasons,
  verdictOn,
} from './outage';

const shown = (action: Action, ...holding: Condition[]): string => {
  const verdict = verdictOn(action, new Set(holding));
  return verdict.kind === 'works' ? 'works' : `${verdict.kind} ${verdict.reason}`;
};

/** Every action under each single condition; what is not named works. */
const expected: Record<Action, Partial<Record<Condition, string>>> = {
  'log-in': { 'records-failing': 'blocked records-failing', 'scanner-unheard': 'blocked scanner-unheard' },
  'open-own-order': {
    'records-failing': 'blocked records-failing',
    'scanner-unheard': 'blocked scanner-unheard',
    'leases-over': 'blocked lease-over',
  },
  'claim-order': {
    'records-failing': 'blocked records-failing',
    'scanner-unheard': 'blocked scanner-unheard',
    'head-office-away': 'blocked claim-needs-head-office',
  },
  'open-order-elsewhere': {
    'records-failing': 'blocked records-failing',
    'scanner-unheard': 'blocked scanner-unheard',
    'head-office-away': 'blocked elsewhere-needs-head-office',
    'head-office-there': 'blocked held-elsewhere',
  },
  'provisional-pack': {
    'records-failing': 'blocked records-failing',
    'scanner-unheard': 'blocked scanner-unheard',
    'head-office-away': 'later provisional-label-later',
    'head-office-there': 'blocked provisional-not-needed',
  },
  'pack-item': {
    'records-failing': 'blocked records-failing',
    'scanner-unheard': 'blocked scanner-unheard',
    'leases-over': 'blocked lease-over',
  },
  'report-item': {
    'records-failing': 'blocked records-failing',
    'leases-over': 'blocked lease-over',
    'head-office-away': 'later told-later',
  },
  'weigh-box': { 'no-scale': 'blocked no-scale' },
  seal: {
    'records-failing': 'blocked records-failing',
    'leases-over': 'blocked lease-over',
    'numbers-used-up': 'blocked numbers-used-up',
    'head-office-away': 'later told-later',
  },
  'print-label': { 'printer-away': 'later label-later' },
  reopen: { 'records-failing': 'blocked records-failing', 'head-office-away': 'later told-later' },
  hold: { 'records-failing': 'blocked records-failing', 'head-office-away': 'later told-later' },
  'hand-over': {
    'records-failing': 'blocked records-failing',
    'scanner-unheard': 'blocked scanner-unheard',
    'head-office-away': 'later told-later',
  },
  'answer-cancel': {
    'records-failing': 'blocked records-failing',
    'scanner-unheard': 'blocked scanner-unheard',
    'head-office-away': 'later cancellations-unheard',
  },
  'take-work': { 'head-office-away': 'later work-comes-later' },
  'give-back': { 'records-failing': 'blocked records-failing', 'head-office-away': 'later told-later' },
  'finish-task': { 'records-failing': 'blocked records-failing', 'head-office-away': 'later told-later' },
  'office-pages': { 'head-office-away': 'blocked office-needs-head-office' },
  'look-up-stock': { 'head-office-away': 'blocked stock-needs-head-office' },
  enrol: { 'head-office-away': 'blocked enrol-needs-head-office' },
};

describe('action x what is away', () => {
  it.each(actions.flatMap((action) => conditions.map((condition) => [action, condition] as const)))(
    '%s, %s',
    (action, condition) => {
      expect(shown(action, condition)).toBe(expected[action][condition] ?? 'works');
    },
  );

  it('lets everything be done while nothing is wrong and head office is not known to be there or away', () => {
    expect(actions.filter((action) => shown(action) !== 'works')).toEqual([]);
  });

  it('names a block before a delay, and of two blocks the one nearest to the hand', () => {
    expect(shown('seal', 'head-office-away', 'numbers-used-up')).toBe('blocked numbers-used-up');
    expect(shown('seal', 'numbers-used-up', 'leases-over')).toBe('blocked numbers-used-up');
    expect(shown('pack-item', 'leases-over', 'records-failing')).toBe('blocked records-failing');
  });

  it('uses every reason, and no other', () => {
    const used = Object.values(outageTable).flatMap((row) =>
      Object.values(row).flatMap((verdict) => (verdict.kind === 'works' ? [] : [verdict.reason])),
    );
    expect([...new Set(used)].sort()).toEqual([...reasons].sort());
  });
});

describe('what holds', () => {
  const up: OutageFacts = {
    parts: { 'head-office': 'up', carrier: 'up', printer: 'up', scanner: 'up', scale: 'up', records: 'up' },
    areLeasesOver: false,
  };
  const away = (parts: Partial<OutageFacts['parts']>, areLeasesOver = false): string[] => [
    ...conditionsOf({ parts: { ...up.parts, ...parts }, areLeasesOver }),
  ];

  it.each<[string, Partial<OutageFacts['parts']>, boolean, Condition[]]>([
    ['all well', {}, false, ['head-office-there']],
    ['nobody knows of head office yet', { 'head-office': 'unknown' }, false, []],
    ['head office away', { 'head-office': 'down' }, false, ['head-office-away']],
    ['away for longer than its leases', { 'head-office': 'down' }, true, ['head-office-away', 'leases-over']],
    // Head office gives them again as soon as they are asked for.
    ['leases over with head office there', {}, true, ['head-office-there']],
    ['no numbers', { carrier: 'down' }, false, ['numbers-used-up', 'head-office-there']],
    ['no printer', { printer: 'none' }, false, ['head-office-there', 'printer-away']],
    ['printer not asked yet', { printer: 'unknown' }, false, ['head-office-there']],
    ['no scale', { scale: 'none' }, false, ['head-office-there', 'no-scale']],
    [
      'scanner and records',
      { scanner: 'down', records: 'down' },
      false,
      ['records-failing', 'scanner-unheard', 'head-office-there'],
    ],
  ])('%s', (_name, parts, areLeasesOver, holding) => {
    expect(away(parts, areLeasesOver).sort()).toEqual([...holding].sort());
  });
});

describe('the table foretells what the bench answers', () => {
  const endMs = Date.parse('2026-01-05T14:00:00.000Z');
  const leaseUntil = new Date(endMs).toISOString();
  const own: BenchInput = {
    kind: 'parcels',
    parcels: [otherParcel({ leaseUntil })],
    by: 'order',
    text: 'ORD',
  };
  const tries: Partial<Record<Action, { input: BenchInput; isOpen: boolean }>> = {
    'log-in': { input: { kind: 'badge', person: bob }, isOpen: false },
    'open-own-order': { input: own, isOpen: false },
    'claim-order': { input: inputs['order nobody holds'], isOpen: false },
    'open-order-elsewhere': { input: inputs['order on another bench'], isOpen: false },
    'pack-item': { input: inputs['item wanted'], isOpen: true },
    'report-item': { input: inputs.missing, isOpen: true },
    seal: { input: inputs.seal, isOpen: true },
    hold: { input: inputs.hold, isOpen: true },
    'take-work': { input: inputs['take-20'], isOpen: false },
    'give-back': { input: inputs['give-back'], isOpen: false },
    'hand-over': { input: inputs['label to hand over'], isOpen: false },
  };
  const worlds: [string, Partial<BenchFacts>, OutageFacts['parts']['head-office'], boolean][] = [
    ['head office there', { online: true }, 'up', false],
    ['head office away', { online: false }, 'down', false],
    ['away for longer than its leases', { online: false, headOfficeMs: endMs }, 'down', true],
    ['no numbers left', { online: true, nextSscc: null }, 'up', false],
  ];

  it.each(
    worlds.flatMap(([name, facts, headOffice, isOver]) =>
      Object.entries(tries).map(
        ([action, given]) => [action as Action, name, given, facts, headOffice, isOver] as const,
      ),
    ),
  )('%s, %s', (action, name, { input, isOpen }, facts, headOffice, areLeasesOver) => {
    const open = {
      ...openParcel,
      leaseUntil,
      lines: openParcel.lines.map((line) => ({
        ...line,
        expected: action === 'seal' ? line.packed : line.expected,
      })),
    };
    const situation = isOpen
      ? { bench: benchOf({ parcelId: open.parcelId }), facts: factsOf({ open, box: smallBox, ...facts }) }
      : { bench: benchOf(), facts: factsOf(facts) };
    const foretold = verdictOn(
      action,
      conditionsOf({
        parts: {
          'head-office': headOffice,
          carrier: name === 'no numbers left' ? 'down' : 'up',
          printer: 'up',
          scanner: 'up',
          scale: 'up',
          records: 'up',
        },
        areLeasesOver,
      }),
    );
    expect(told(scan(situation, input)).startsWith('!')).toBe(foretold.kind === 'blocked');
  });
});
