// Who of an op may not have done it: the actor, or the supervisor its body names. Judged by head office's own list.
// An op that anybody may send is nobody's fault.
import { allowedRoles, mayAnswerForOthers, mayDo } from '../../../shared/domain/people/roles';
import type { OpEnvelope } from '../../../shared/sync/op';
import type { OpPeople } from './apply-op';

export type MayNot = { personId: string; name: string };

export function whoMayNot(
  op: Pick<OpEnvelope, 'type' | 'actor' | 'body'>,
  { roles }: Pick<OpPeople, 'roles'>,
): MayNot | null {
  const held = (personId: string) => {
    const person = roles.get(personId);
    return person && !person.retired ? person.roles : [];
  };
  const named = (personId: string): MayNot => ({ personId, name: roles.get(personId)?.name ?? personId });
  if (allowedRoles[op.type] !== 'anyone' && !mayDo(held(op.actor ?? ''), op.type))
    return named(op.actor ?? '');
  const supervisorId = supervisorOf(op);
  if (supervisorId !== null && !mayAnswerForOthers(held(supervisorId))) return named(supervisorId);
  const verifierId = verifierOf(op);
  if (verifierId === null) return null;
  // Whoever looks into a box works at a bench too; who does without somebody else answers for it.
  const mayVerify =
    op.body['override'] === undefined
      ? mayDo(held(verifierId), 'parcel.verify')
      : mayAnswerForOthers(held(verifierId));
  return mayVerify ? null : named(verifierId);
}

/** People an op names. A log-in is by whom it is about. */
export function peopleOf(op: Pick<OpEnvelope, 'actor' | 'body'>): string[] {
  return [op.actor, supervisorOf(op), verifierOf(op)].filter(
    (personId): personId is NonNullable<typeof personId> => personId !== null,
  );
}

function supervisorOf({ body }: Pick<OpEnvelope, 'body'>): string | null {
  const supervisorId = body['supervisorId'];
  return typeof supervisorId === 'string' ? supervisorId : null;
}

function verifierOf({ body }: Pick<OpEnvelope, 'body'>): string | null {
  const verifierId = body['verifierId'];
  return typeof verifierId === 'string' ? verifierId : null;
}

/** One task for each of these. */
export function notAllowedKey(personId: string, parcelId: string | null, stationId: string): string {
  return `${personId} ${parcelId ?? ''} ${stationId}`;
}
