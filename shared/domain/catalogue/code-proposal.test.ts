import { describe, expect, it } from 'vitest';
import {
  type CodeFacts,
  decideProposal,
  evolveProposal,
  type ProposalAct,
  type ProposalState,
  proposalStates,
} from './code-proposal';

const facts: CodeFacts = { code: '123', sku: 'MUG', isProductKnown: true, owner: null };
const acts: readonly ProposalAct[] = ['approve', 'reject', 'reopen'];
const table: Record<ProposalState, Record<ProposalAct, ProposalState | null>> = {
  open: { approve: 'approved', reject: 'rejected', reopen: null },
  approved: { approve: null, reject: null, reopen: 'open' },
  rejected: { approve: null, reject: null, reopen: 'open' },
};

describe('the verdict about a code', () => {
  it.each(proposalStates.flatMap((state) => acts.map((act) => ({ state, act, after: table[state][act] }))))(
    '$state, $act: $after',
    ({ state, act, after }) => {
      const decision = decideProposal(state, act, facts);
      if (after === null) {
        expect(decision).toMatchObject({ ok: false, refusal: { code: 'already-so' } });
        return;
      }
      if (!decision.ok) throw new Error(decision.refusal.code);
      expect(decision.events.reduce<ProposalState>(evolveProposal, state)).toBe(after);
    },
  );

  it('gives no code to a product that is gone, nor one that another product has', () => {
    expect(decideProposal('open', 'approve', { ...facts, isProductKnown: false })).toMatchObject({
      refusal: { code: 'code-product-gone', values: { sku: 'MUG' } },
    });
    const owner = { sku: 'LAMP', name: 'Lamp' };
    expect(decideProposal('open', 'approve', { ...facts, owner })).toMatchObject({
      refusal: { code: 'code-of-other-product', values: { name: 'Lamp' } },
    });
    expect(decideProposal('open', 'reject', { ...facts, owner }).ok).toBe(true);
    expect(decideProposal('open', 'approve', { ...facts, owner: { sku: 'MUG', name: 'Mug' } }).ok).toBe(true);
  });
});
