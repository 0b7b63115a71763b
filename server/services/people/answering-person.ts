// Who answers for an act of the office: badge, PIN and the roles that head office knows. Whoever guesses PINs has to wait:
// longer each time, counted here for each person, whichever PC they sit at.
import { readOwnCode } from '../../../shared/barcode/own-code';
import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Refusal } from '../../../shared/domain/decision';
import {
  afterLock,
  afterWrongPin,
  minutesOfLock,
  noTries,
  type PinTries,
  triesBeforeLock,
} from '../../../shared/domain/people/lockout';
import { mayDoInOffice, type OfficeAct } from '../../../shared/domain/people/office-acts';
import type { PinVerifier } from '../../../shared/domain/people/pin';
import type { Queryable } from '../../db/pool';
import { loadPeople } from './list-people';

export type Answering = { badge: string; pin: string | null };
export type AnsweringPerson = { ok: true; personId: string; name: string } | { ok: false; refusal: Refusal };

type Tries = PinTries & { lockedUntilMs: number };

export type PersonDesk = (db: Queryable, who: Answering, act: OfficeAct) => Promise<AnsweringPerson>;

export function createPersonDesk(nowMs: () => number): PersonDesk {
  const tries = new Map<string, Tries>();
  return async (db, { badge, pin }, act) => {
    const people = await loadPeople(db);
    const person = people.find((each) => each.badge === badgeIn(badge));
    if (!person) return { ok: false, refusal: { code: 'badge-unknown', values: {} } };
    const { personId, name } = person;
    if (person.retired) return { ok: false, refusal: { code: 'person-retired', values: { name } } };
    if (!mayDoInOffice(person.roles, act))
      return { ok: false, refusal: { code: 'person-may-not', values: { name } } };
    const { rows } = await db.query<PinVerifier>(
      'SELECT n, r, p, salt, hash, set_at AS "setAt" FROM person_pin WHERE person_id = $1',
      [personId],
    );
    const [verifier] = rows;
    // A badge alone can be copied: who answers for money has a PIN.
    if (!verifier || pin === null || pin === '')
      return { ok: false, refusal: { code: 'pin-missing', values: { name } } };
    const before = tries.get(personId) ?? { ...noTries, lockedUntilMs: 0 };
    const waitMs = before.lockedUntilMs - nowMs();
    if (before.isLocked && waitMs > 0)
      return {
        ok: false,
        refusal: { code: 'person-locked', values: { name, personId, minutes: Math.ceil(waitMs / 60_000) } },
      };
    if (await fits(pin, verifier)) {
      tries.delete(personId);
      return { ok: true, personId, name };
    }
    const after = afterWrongPin(afterLock(before));
    tries.set(personId, { ...after, lockedUntilMs: nowMs() + minutesOfLock(after) * 60_000 });
    return {
      ok: false,
      refusal: after.isLocked
        ? { code: 'person-locked', values: { name, personId, minutes: minutesOfLock(after) } }
        : { code: 'pin-wrong', values: { name, left: triesBeforeLock - after.wrong } },
    };
  };
}

/** A badge as it is typed, or as a scanner types what stands on it. */
function badgeIn(text: string): string {
  const read = readOwnCode(text.trim());
  return read.is === 'own' && read.kind === 'badge' ? read.payload : text;
}

/** Who does something that moves no money: the badge is enough, the roles are those head office knows. */
export async function badgeHolder(db: Queryable, badge: string, act: OfficeAct): Promise<AnsweringPerson> {
  const person = (await loadPeople(db)).find((each) => each.badge === badgeIn(badge));
  if (!person) return { ok: false, refusal: { code: 'badge-unknown', values: {} } };
  const { personId, name } = person;
  if (person.retired) return { ok: false, refusal: { code: 'person-retired', values: { name } } };
  if (!mayDoInOffice(person.roles, act))
    return { ok: false, refusal: { code: 'person-may-not', values: { name } } };
  return { ok: true, personId, name };
}

function fits(pin: string, { n, r, p, salt, hash }: PinVerifier): Promise<boolean> {
  const wanted = Buffer.from(hash, 'base64');
  return new Promise((resolve, reject) => {
    const options = { N: n, r, p, maxmem: 256 * n * r };
    scrypt(pin, Buffer.from(salt, 'base64'), wanted.length, options, (cause, made) => {
      if (cause) reject(cause);
      else resolve(timingSafeEqual(made, wanted));
    });
  });
}
