import { describe, expect, it } from 'vitest';
import { type Acceptance, type ActOutcome, type KnownAct, outcomeOf, threeFacts } from './three-facts';

const act = (outcome: ActOutcome, at = '2026-01-05T10:00:00Z'): KnownAct => ({
  at,
  outcome,
  knownAt: outcome === 'not-known' ? null : '2026-01-05T11:30:00Z',
});
const scan = (outcome: ActOutcome, at = '2026-01-05T16:00:00Z'): Acceptance => ({
  ...act(outcome, at),
  source: 'driver-scan',
});

describe('the three facts of a parcel', () => {
  it.each<[string, KnownAct | null, Acceptance[], string]>([
    ['an open box', null, [], 'no no no'],
    ['sealed while head office is away', act('not-known'), [], 'yes coming no'],
    ['sealed, and head office has it', act('applied'), [], 'yes yes no'],
    ['sealed, and head office knows otherwise', act('contradicted'), [], 'yes disputed no'],
    [
      'scanned by the driver while head office is away',
      act('not-known'),
      [scan('not-known')],
      'yes coming coming',
    ],
    ['the seal is known, the scan not yet', act('applied'), [scan('not-known')], 'yes yes coming'],
    ['both are known', act('applied'), [scan('applied')], 'yes yes yes'],
    [
      'the driver took what the books say has left',
      act('applied'),
      [scan('contradicted')],
      'yes yes disputed',
    ],
    [
      'a scan that counted after one that did not',
      act('applied'),
      [scan('contradicted'), scan('applied')],
      'yes yes yes',
    ],
  ])('%s', (_name, seal, acceptances, states) => {
    const facts = threeFacts(seal, acceptances);
    expect(
      [facts.packedHere, facts.knownAtHeadOffice, facts.acceptedByCarrier]
        .map(({ state }) => state)
        .join(' '),
    ).toBe(states);
  });

  it('carry the time of the bench, of head office, and of the driver', () => {
    const facts = threeFacts(act('applied'), [scan('applied')]);
    expect(facts.packedHere.at).toBe('2026-01-05T10:00:00Z');
    expect(facts.knownAtHeadOffice.at).toBe('2026-01-05T11:30:00Z');
    expect(facts.acceptedByCarrier.at).toBe('2026-01-05T16:00:00Z');
  });

  it('give no time to a fact that is not so', () => {
    expect(threeFacts(act('not-known'), []).knownAtHeadOffice.at).toBeNull();
    expect(threeFacts(null, []).packedHere.at).toBeNull();
  });

  it.each<[boolean, 'applied' | 'refused' | 'contradiction' | null, boolean, ActOutcome]>([
    [false, null, false, 'not-known'],
    // A result that came from the life of head office before the one it was restored to proves nothing.
    [false, 'applied', true, 'not-known'],
    [true, null, false, 'applied'],
    [true, 'applied', false, 'applied'],
    [true, 'contradiction', true, 'applied'],
    [true, 'contradiction', false, 'contradicted'],
    [true, 'refused', false, 'contradicted'],
  ])('proven %s, result %s, in the parcel %s: %s', (isProven, status, isInParcel, outcome) => {
    expect(outcomeOf(isProven, status, isInParcel)).toBe(outcome);
  });
});
