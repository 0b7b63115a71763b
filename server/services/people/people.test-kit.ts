// People who may answer for an act, with badge and PIN, for a head office of tests.
import { companyStream, type PersonId } from '../../../shared/domain/ids';
import type { Role } from '../../../shared/domain/people/roles';
import type { TestOffice } from '../../test-office.test-kit';
import { saveEntries } from '../directory/save-entries';
import { makeVerifier } from './pin-verifier';

export const manager = { badge: 'M1', pin: '46824' };
export const clerk = { badge: 'C1', pin: '13579' };

/** A manager and a clerk of the office. */
export async function addOfficePeople({ office }: Pick<TestOffice, 'office'>): Promise<void> {
  const person = (personId: string, badge: string, roles: Role[]) => ({
    kind: 'person' as const,
    entryId: `person-${personId}`,
    person: {
      personId: personId as PersonId,
      name: personId === 'PM' ? 'Mina Manager' : 'Cem Clerk',
      badge,
      roles,
    },
  });
  await office.writer.submit([companyStream], (tx) =>
    saveEntries(tx, [person('PM', manager.badge, ['manager']), person('PC', clerk.badge, ['office'])]),
  );
  for (const [personId, { pin }] of [
    ['PM', manager],
    ['PC', clerk],
  ] as const) {
    const { n, r, p, salt, hash, setAt } = await makeVerifier(pin, '2026-01-01T00:00:00.000Z');
    await office.pool.query('INSERT INTO person_pin VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      personId,
      n,
      r,
      p,
      salt,
      hash,
      setAt,
    ]);
  }
}
