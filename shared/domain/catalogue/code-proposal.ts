// What somebody at a bench said an unknown code is, and what head office makes of it. A verdict is about a code and a product,
// however often it was proposed; every verdict can be taken back.
import { accept, type Decision, refuse } from '../decision';

export const proposalStates = ['open', 'approved', 'rejected'] as const;
export type ProposalState = (typeof proposalStates)[number];

export type ProposalAct = 'approve' | 'reject' | 'reopen';
export type ProposalEvent = { type: 'CodeApproved' | 'CodeRejected' | 'CodeReopened' };

const moves: Record<ProposalState, Partial<Record<ProposalAct, ProposalEvent['type']>>> = {
  open: { approve: 'CodeApproved', reject: 'CodeRejected' },
  approved: { reopen: 'CodeReopened' },
  rejected: { reopen: 'CodeReopened' },
};
const after: Record<ProposalEvent['type'], ProposalState> = {
  CodeApproved: 'approved',
  CodeRejected: 'rejected',
  CodeReopened: 'open',
};

/** What the catalogue knows of the code. */
export type CodeFacts = {
  code: string;
  sku: string;
  isProductKnown: boolean;
  /** The product that the code belongs to already; null: none. */
  owner: { sku: string; name: string } | null;
};

export function decideProposal(
  state: ProposalState,
  act: ProposalAct,
  { code, sku, isProductKnown, owner }: CodeFacts,
): Decision<ProposalEvent> {
  const type = moves[state][act];
  if (!type) return refuse('already-so', { code, state });
  if (act === 'approve' && !isProductKnown) return refuse('code-product-gone', { code, sku });
  if (act === 'approve' && owner && owner.sku !== sku)
    return refuse('code-of-other-product', { code, name: owner.name, sku: owner.sku });
  return accept({ type });
}

export function evolveProposal(_state: ProposalState, event: ProposalEvent): ProposalState {
  return after[event.type];
}
