// An act of the office that somebody has to answer for, by badge and PIN.
import type { OfficeAct } from '../../shared/domain/people/office-acts';
import type { HeadOffice } from '../head-office';
import type { Answering } from '../services/people/answering-person';
import { refusedBy } from './refused';

/** @throws RequestRefused when nobody who may answers */
export async function mustAnswer(
  office: Pick<HeadOffice, 'people' | 'pool'>,
  by: Answering,
  act: OfficeAct,
): Promise<{ personId: string; name: string }> {
  const person = await office.people(office.pool, by, act);
  if (!person.ok) throw refusedBy(person.refusal, 403);
  return { personId: person.personId, name: person.name };
}
