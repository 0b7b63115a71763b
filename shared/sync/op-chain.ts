// The chain of a station's ops, by which head office sees that one was changed, taken out or moved after it was made:
// each link is a hash of the link before it and of what the op says. It shows, it never refuses: an op of a broken chain
// is a fact like any other (law 3).
import { canonicalText } from './canonical';
import type { OpEnvelope } from './op';
import { sha256Text } from './sha256';

/** What stands before the first link. Ops made before chains began have none. */
export const chainStart = '';

/** What an op says: everything but its link. */
export function opText({ chain: _chain, ...said }: OpEnvelope): string {
  return canonicalText(said);
}

export function linkAfter(
  before: string,
  op: OpEnvelope,
  hash: (text: string) => string = sha256Text,
  said: string = opText(op),
): string {
  return hash(before + said);
}

/** The ops with their links, the first behind `before`. */
export function chained<O extends OpEnvelope>(before: string, ops: readonly O[]): O[] {
  let link = before;
  return ops.map((op) => {
    link = linkAfter(link, op);
    return { ...op, chain: link };
  });
}

export type Chain = {
  /** The newest link; null until the station has sent one. */
  head: string | null;
  /** The number of the first op whose link is not what it must be. */
  brokenAt: number | null;
};

/**
 * The chain with one op more. It begins with the first op that has a link. Behind a break it goes on from what the op says
 * of itself, so that one change is one break. `said` is the op's text where it is known already.
 */
export function continued(
  chain: Chain,
  op: OpEnvelope,
  hash?: (text: string) => string,
  said?: string,
): Chain {
  if (op.chain === undefined && chain.head === null) return chain;
  const link = linkAfter(chain.head ?? chainStart, op, hash, said);
  return {
    head: op.chain ?? link,
    brokenAt: chain.brokenAt ?? (op.chain === link ? null : op.stationSeq),
  };
}
