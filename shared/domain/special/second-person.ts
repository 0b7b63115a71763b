// Two people for one box: the one who packed it, and another who looked into it before it was sealed. The bench asks
// before an act and head office again after it; it is the same question (law 4).
// Must never take the word of somebody who put anything into the box, unless a supervisor answers for doing without.
import type { Refusal } from '../decision';
import type { PersonId } from '../ids';
import type { OverrideReason, ParcelSpecial } from './special-mark';

/** Whether the box may not be sealed yet. */
export function waitsForSecond(special: ParcelSpecial | null | undefined): boolean {
  return special?.second === 'asked' && !isVerified(special);
}

export function isVerified({ verified, packers }: ParcelSpecial): boolean {
  if (!verified) return false;
  return verified.override !== null || !packers.includes(verified.by);
}

/**
 * Why this person's look does not count, or null when it does.
 * @param operatorId who works at the bench; null: nobody is known
 */
export function refuseSecond(
  special: ParcelSpecial,
  number: string,
  verifierId: PersonId,
  operatorId: PersonId | null,
  override: OverrideReason | null,
): Refusal | null {
  if (override !== null)
    return special.mayOverride ? null : { code: 'override-not-allowed', values: { number } };
  const isSame = verifierId === operatorId || special.packers.includes(verifierId);
  return isSame ? { code: 'second-person-same', values: { number } } : null;
}
