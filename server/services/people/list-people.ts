// People for the office: names, badges, roles, whether there is a PIN, and who is locked where. A lock is an op of a
// station and nothing else; the newest one about a person there says how it stands.
import type { z } from 'zod';
import type {
  PersonRow,
  peopleResponseSchema,
  personChangesResponseSchema,
} from '../../../shared/contract/people';
import { companyStream } from '../../../shared/domain/ids';
import { type Access, defaultAccess } from '../../../shared/domain/people/access';
import type { DirectoryEntry } from '../../../shared/sync/documents';
import type { Queryable } from '../../db/pool';

export type PersonDoc = Extract<DirectoryEntry, { kind: 'person' }>['person'];

export async function listPeople(db: Queryable): Promise<z.infer<typeof peopleResponseSchema>> {
  const [people, locks, access] = await Promise.all([loadPeople(db), loadLocks(db), loadAccess(db)]);
  const rows = people.map((person) => personRow(person, locks.get(person.personId) ?? []));
  return { rows: rows.sort((a, b) => a.name.localeCompare(b.name)), access };
}

export function personRow(person: PersonDoc, locks: PersonRow['locks']): PersonRow {
  const { personId, name, badge, roles, retired, pinSetAt } = person;
  return { personId, name, badge, roles, retired: retired ?? false, pinSetAt: pinSetAt ?? null, locks };
}

export async function loadPeople(db: Queryable): Promise<PersonDoc[]> {
  const { rows } = await db.query<{ person: PersonDoc }>(
    `SELECT doc->'person' AS person FROM directory WHERE stream_id = $1 AND kind = 'person' AND NOT deleted`,
    [companyStream],
  );
  return rows.map(({ person }) => person);
}

export async function loadAccess(db: Queryable): Promise<Access> {
  const { rows } = await db.query<{ access: Access }>(
    `SELECT doc->'access' AS access FROM directory WHERE stream_id = $1 AND kind = 'access' AND NOT deleted`,
    [companyStream],
  );
  return rows[0]?.access ?? defaultAccess;
}

/** Newest first. `about` is a person, or `access`: what is asked of all of them. */
export async function listPersonChanges(
  db: Queryable,
  about: string,
): Promise<z.infer<typeof personChangesResponseSchema>> {
  const { rows } = await db.query<z.infer<typeof personChangesResponseSchema>['rows'][number]>(
    `SELECT c.at, c.what, s.name AS station FROM person_change c JOIN station s USING (station_id)
     WHERE c.about = $1 ORDER BY c.at DESC, c.change_id DESC LIMIT 100`,
    [about],
  );
  return { rows };
}

async function loadLocks(db: Queryable): Promise<Map<string, PersonRow['locks']>> {
  const { rows } = await db.query<{ person_id: string; station: string; at: string; minutes: number }>(
    `SELECT person_id, station, at, minutes FROM (
       SELECT DISTINCT ON (o.body->>'personId', o.station_id) o.body->>'personId' AS person_id, o.type, s.name AS station,
              o.at, (o.body->>'lockMinutes')::int AS minutes
       FROM op o JOIN station s ON s.station_id = o.station_id
       WHERE o.type IN ('bench.lock-person', 'bench.unlock-person') AND s.revoked_at IS NULL
       ORDER BY o.body->>'personId', o.station_id, o.station_seq DESC) newest
     WHERE type = 'bench.lock-person' ORDER BY at DESC`,
  );
  const locks = new Map<string, PersonRow['locks']>();
  for (const { person_id: personId, station, at, minutes } of rows)
    locks.set(personId, [...(locks.get(personId) ?? []), { station, at, minutes }]);
  return locks;
}
