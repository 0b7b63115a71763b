// Making this PC a station of a head office: a one-time code and the public half of a new key against an identity. Answers
// for telling a wrong code, an unreachable head office, a stranger in its place and a strange answer apart, because the
// person does something else about each. The code goes to nobody whose authority is not the one the office named.
import type { EnrolmentTicket } from '../../shared/contract/enrolment-ticket';
import { errorSchema } from '../../shared/contract/http';
import { askToEnrol, type Enrolled, type Signer } from '../../shared/contract/station-access';
import { Failure } from '../failure';
import { createDoor, refusePlainHttp } from './head-office-door';
import { authorityWithPin } from './trust';

export type EnrolledAt = { enrolled: Enrolled; authority: string | null };

/**
 * @param known the authority this station already believes for this head office, or null
 *
 * Throws `enrol.code-refused` (values: reason), `enrol.no-fingerprint`, `enrol.unreachable`, `head-office.plain-http`,
 * `tls.*` (values: headOffice) or `enrol.strange-answer` (values: status).
 */
export async function enrolAt(
  headOffice: string,
  { code, pin }: Pick<EnrolmentTicket, 'code' | 'pin'>,
  name: string,
  signer: Signer,
  known: string | null,
): Promise<EnrolledAt> {
  refusePlainHttp(headOffice);
  const authority = await authorityFor(headOffice, pin, known);
  const answer = await askToEnrol(createDoor(headOffice, authority), signer, code, name);
  if (answer.ok) return { enrolled: answer.value, authority };
  const { status } = answer;
  if (status >= 400 && status < 500) {
    const refused = errorSchema.safeParse(answer.body);
    throw new Failure('enrol.code-refused', { status, reason: refused.success ? refused.data.code : '' });
  }
  throw new Failure('enrol.strange-answer', { status, headOffice });
}

async function authorityFor(
  headOffice: string,
  pin: string | null,
  known: string | null,
): Promise<string | null> {
  if (new URL(headOffice).protocol !== 'https:') return null;
  if (pin !== null) return authorityWithPin(headOffice, pin);
  if (known === null) throw new Failure('enrol.no-fingerprint', { headOffice });
  return known;
}
