// Adding, changing and retiring people, and their PINs: directory documents that every station pulls, and the PIN's
// verifier, which only the main process of a station gets. Every change is noted with the station it was made at.
// Must never put anything a PIN could be read from into a document, a note or a log.
import { randomInt } from 'node:crypto';
import type { z } from 'zod';
import type {
  accessRequestSchema,
  editPersonRequestSchema,
  newPersonRequestSchema,
  PersonRow,
  PinsResponse,
} from '../../../shared/contract/people';
import { companyStream, personIdSchema } from '../../../shared/domain/ids';
import { isEasyPin, type PinVerifier } from '../../../shared/domain/people/pin';
import { mayDo } from '../../../shared/domain/people/roles';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import { saveEntries } from '../directory/save-entries';
import { listPeople, loadAccess, loadPeople, type PersonDoc, personRow } from './list-people';
import { makeVerifier } from './pin-verifier';

export type PeopleTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

/** Entry of the directory, and what its changes are noted about. */
const accessEntry = 'access';

/** The office station it is done at. */
type By = { stationId: string };
type Change = 'added' | 'changed' | 'retired' | 'returned' | 'pin-set' | 'pin-removed';

export type PersonAnswer =
  | { ok: true; person: PersonRow }
  | { ok: false; refusal: 'person-unknown' | 'badge-taken' | 'pins-differ' | 'pin-easy' };

export async function addPerson(
  tools: PeopleTools,
  { name, badge, roles }: z.infer<typeof newPersonRequestSchema>,
  by: By,
): Promise<PersonAnswer> {
  return tools.writer.submit([companyStream], async (tx) => {
    const people = await loadPeople(tx.client);
    const person: PersonDoc = {
      personId: personIdSchema.parse(tools.newId()),
      name,
      badge: badge ?? newBadge(),
      roles,
    };
    if (isTaken(people, person)) return { ok: false, refusal: 'badge-taken' };
    await savePerson(tx, person);
    await note(tx, tools, person.personId, 'added', by);
    return { ok: true, person: personRow(person, []) };
  });
}

export async function editPerson(
  tools: PeopleTools,
  personId: string,
  { name, badge, roles, retired }: z.infer<typeof editPersonRequestSchema>,
  by: By,
): Promise<PersonAnswer> {
  return tools.writer.submit([companyStream], async (tx) => {
    const people = await loadPeople(tx.client);
    const before = people.find((person) => person.personId === personId);
    if (!before) return { ok: false, refusal: 'person-unknown' };
    const { retired: wasRetired = false, ...rest } = before;
    const person: PersonDoc = { ...rest, name, badge, roles, ...(retired ? { retired } : {}) };
    if (!retired && isTaken(people, person)) return { ok: false, refusal: 'badge-taken' };
    if ((await savePerson(tx, person)) > 0) {
      const what = retired === wasRetired ? 'changed' : retired ? 'retired' : 'returned';
      await note(tx, tools, personId, what, by);
    }
    return { ok: true, person: personRow(person, []) };
  });
}

/** `pin` null takes it away. */
export async function setPin(
  tools: PeopleTools,
  personId: string,
  { pin, again }: { pin: string | null; again: string | null },
  by: By | null,
): Promise<PersonAnswer> {
  if (pin !== again) return { ok: false, refusal: 'pins-differ' };
  if (pin !== null && isEasyPin(pin)) return { ok: false, refusal: 'pin-easy' };
  const verifier = pin === null ? null : await makeVerifier(pin, tools.now().toISOString());
  return tools.writer.submit([companyStream], async (tx) => {
    const before = (await loadPeople(tx.client)).find((person) => person.personId === personId);
    if (!before) return { ok: false, refusal: 'person-unknown' };
    const { pinSetAt: _before, ...rest } = before;
    const person: PersonDoc = verifier ? { ...rest, pinSetAt: verifier.setAt } : rest;
    await tx.client.query('DELETE FROM person_pin WHERE person_id = $1', [personId]);
    if (verifier)
      await tx.client.query(
        `INSERT INTO person_pin (person_id, n, r, p, salt, hash, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [personId, verifier.n, verifier.r, verifier.p, verifier.salt, verifier.hash, verifier.setAt],
      );
    await savePerson(tx, person);
    if (by) await note(tx, tools, personId, verifier ? 'pin-set' : 'pin-removed', by);
    return { ok: true, person: personRow(person, []) };
  });
}

export async function setAccess(
  tools: PeopleTools,
  access: z.infer<typeof accessRequestSchema>,
  by: By,
): Promise<Awaited<ReturnType<typeof listPeople>>> {
  await tools.writer.submit([companyStream], async (tx) => {
    const entry = { kind: 'access', entryId: accessEntry, access } as const;
    if ((await saveEntries(tx, [entry])) > 0) await note(tx, tools, accessEntry, 'changed', by);
  });
  return listPeople(tools.pool);
}

/** For the main process of a station: only of people who may work at a bench. */
export async function pinsForStation(db: Queryable, now: Date): Promise<PinsResponse> {
  const [people, access, pins] = await Promise.all([
    loadPeople(db),
    loadAccess(db),
    db.query<{ personId: string } & PinVerifier>(
      `SELECT person_id AS "personId", n, r, p, salt, hash, set_at AS "setAt" FROM person_pin`,
    ),
  ]);
  const pinOf = new Map(pins.rows.map(({ personId, ...pin }) => [personId, pin]));
  return {
    at: now.toISOString(),
    maxOfflineHours: access.maxOfflineHours,
    people: people.flatMap(({ personId, roles, retired }) => {
      const pin = pinOf.get(personId);
      return pin && !retired && mayDo(roles, 'bench.log-in') ? [{ personId, roles, pin }] : [];
    }),
  };
}

function isTaken(people: readonly PersonDoc[], { personId, badge }: PersonDoc): boolean {
  return people.some((each) => each.personId !== personId && !each.retired && each.badge === badge);
}

/** Entry ids are the person's own, or those the company began with. */
async function savePerson(tx: StreamTx, person: PersonDoc): Promise<number> {
  const { rows } = await tx.client.query<{ entry_id: string }>(
    `SELECT entry_id FROM directory WHERE stream_id = $1 AND kind = 'person' AND doc->'person'->>'personId' = $2`,
    [companyStream, person.personId],
  );
  const entryId = rows[0]?.entry_id ?? `person-${person.personId}`;
  return saveEntries(tx, [{ kind: 'person', entryId, person }]);
}

async function note(
  tx: StreamTx,
  { now, newId }: PeopleTools,
  about: string,
  what: Change,
  { stationId }: By,
): Promise<void> {
  await tx.client.query(
    'INSERT INTO person_change (change_id, about, what, at, station_id) VALUES ($1, $2, $3, $4, $5)',
    [newId(), about, what, now().toISOString(), stationId],
  );
}

/** A badge alone opens a session, so its code is not one that can be guessed: 59 bits of signs every scanner reads. */
function newBadge(): string {
  const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXY';
  return Array.from({ length: 12 }, () => signs[randomInt(signs.length)] ?? '').join('');
}
