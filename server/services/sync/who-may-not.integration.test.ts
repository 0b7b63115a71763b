// What somebody does who may not: a promise is refused, a fact stands and becomes one task (law 3). Roles are those of head
// office; what a station or a body claims counts for nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PersonId, personIdSchema } from '../../../shared/domain/ids';
import type { Role } from '../../../shared/domain/people/roles';
import { type OpEnvelope, opTypes, promiseOpTypes } from '../../../shared/sync/op';
import { opBodyOf } from '../../../shared/sync/op.test-kit';
import { companyStream } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { allowedRoles } from '../../../shared/domain/people/roles';
import { lineOf, startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';
import { saveEntries } from '../directory/save-entries';

const id = (text: string): PersonId => personIdSchema.parse(text);

describe('acts of people who may not', () => {
  let office: TestOffice;
  let bench: TestStation;
  let orders = 0;

  beforeAll(async () => {
    office = await startTestOffice();
    bench = await office.enrol();
    await office.receive('MUG', 1000);
    await know('CLERK', ['office']);
    await know('GONE', ['packer', 'supervisor'], true);
    await know('BOSS', ['supervisor']);
    await know('ayse', ['packer']);
    await know('bob', ['manager']);
  });
  afterAll(() => office?.close());

  const know = (personId: string, roles: Role[], retired = false): Promise<number> =>
    office.office.writer.submit([companyStream], (tx) =>
      saveEntries(tx, [
        {
          kind: 'person',
          entryId: `person-${personId}`,
          person: {
            personId: id(personId),
            name: `Name of ${personId}`,
            badge: personId,
            roles,
            ...(retired ? { retired } : {}),
          },
        },
      ]),
    );
  const by = (actor: string | null, op: OpEnvelope): OpEnvelope => ({
    ...op,
    actor: actor === null ? null : id(actor),
  });
  const deliver = async (...ops: OpEnvelope[]) => {
    const { status, body } = await bench.deliver(...ops);
    expect(status, JSON.stringify(body)).toBe(200);
    return body.results;
  };
  const leased = async (): Promise<Parcel> => {
    orders += 1;
    const orderId = await bench.place({ externalId: `o-${orders}`, lines: [lineOf('MUG', 3)] });
    await office.settled();
    await bench.hello();
    const [parcel] = await office.parcelsOf(orderId);
    if (!parcel) throw new Error('no parcel');
    return parcel;
  };
  const pack = (parcel: Parcel): OpEnvelope =>
    bench.op('parcel.pack-item', parcel, { ...opBodyOf['parcel.pack-item'], quantity: 1 });
  const tasks = () =>
    office.rows<{ doc: { values: Record<string, string>; parcelId: string | null } }>(
      `SELECT doc FROM task WHERE kind = 'not-allowed' AND state = 'open' ORDER BY seq`,
    );
  const clearTasks = () => office.rows(`UPDATE task SET state = 'done' WHERE kind = 'not-allowed'`);

  it.each(['CLERK', 'GONE', 'NOBODY-KNOWS', null])(
    '%s: a box is packed all the same, and is one task',
    async (who) => {
      await clearTasks();
      const parcel = await leased();
      const results = await deliver(
        by(who, bench.op('parcel.open', parcel, {})),
        by(who, pack(parcel)),
        by(who, pack(parcel)),
      );
      await deliver(by(who, pack(parcel)));
      expect(results.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied']);
      const [after] = await office.parcelsOf(parcel.orderId);
      expect(after?.lines[0]?.packed).toBe(3);
      const raised = await tasks();
      expect(raised).toHaveLength(1);
      expect(raised[0]?.doc).toMatchObject({
        parcelId: parcel.parcelId,
        values: { personId: who ?? '', number: parcel.orderNumber, type: 'parcel.open', station: bench.name },
      });
      await office.expectSound();
    },
  );

  it.each(['CLERK', 'GONE', 'NOBODY-KNOWS', null])(
    '%s: a promise is refused, and changes nothing',
    async (who) => {
      await clearTasks();
      const before = await leased();
      const [result] = await deliver(by(who, bench.op('parcel.claim', before, {})));
      expect(result).toMatchObject({ status: 'refused', refusal: { code: 'person-may-not' }, taskId: null });
      expect(await office.parcelsOf(before.orderId)).toEqual([before]);
      expect(await tasks()).toEqual([]);
    },
  );

  it("checks the supervisor that a body names by head office's list", async () => {
    await clearTasks();
    for (const supervisor of ['P1', 'GONE', 'NOBODY-KNOWS', 'BOSS', 'bob']) {
      const parcel = await leased();
      const [result] = await deliver(
        bench.op('parcel.open-provisional', parcel, { supervisorId: id(supervisor) }),
      );
      expect(result?.status, supervisor).toBe('applied');
    }
    expect((await tasks()).map(({ doc }) => doc.values['personId'])).toEqual(['P1', 'GONE', 'NOBODY-KNOWS']);
  });

  it('checks who let an operator work and who unlocked somebody', async () => {
    await clearTasks();
    await deliver(
      bench.op('bench.log-in', null, { personId: id('P1'), supervisorId: id('BOSS') }),
      bench.op('bench.log-in', null, { personId: id('P1'), supervisorId: id('CLERK') }),
      bench.op('bench.unlock-person', null, { personId: id('P1'), supervisorId: id('BOSS') }),
      bench.op('bench.unlock-person', null, { personId: id('P1'), supervisorId: id('P1') }),
    );
    expect((await tasks()).map(({ doc }) => [doc.values['personId'], doc.values['type']])).toEqual([
      ['CLERK', 'bench.log-in'],
      ['P1', 'bench.unlock-person'],
    ]);
  });

  it('goes by the roles of now: who got a role may, who lost it may not', async () => {
    await clearTasks();
    await know('NEW', ['office']);
    const parcel = await leased();
    const claim = () => by('NEW', bench.op('parcel.claim', parcel, {}));
    expect((await deliver(claim()))[0]?.refusal?.code).toBe('person-may-not');
    await know('NEW', ['packer']);
    expect((await deliver(claim()))[0]?.refusal?.code).not.toBe('person-may-not');
    await know('NEW', ['packer'], true);
    expect((await deliver(claim()))[0]?.refusal?.code).toBe('person-may-not');
  });

  it.each(opTypes)('of every type, %s is judged for a clerk and for a packer', async (type) => {
    await clearTasks();
    const parcel = type.startsWith('parcel.') ? await leased() : null;
    const body = type === 'parcel.next-box' ? { newParcelId: office.office.newId() } : opBodyOf[type];
    const op = (): OpEnvelope => bench.op(type, parcel, body as never);
    const isOpen = allowedRoles[type] === 'anyone';
    const [asPacker] = await deliver(op());
    expect(asPacker?.refusal?.code).not.toBe('person-may-not');
    expect(await tasks()).toEqual([]);
    const again =
      type === 'parcel.next-box' ? { ...op(), body: { newParcelId: office.office.newId() } } : op();
    const [asClerk] = await deliver(by('CLERK', again));
    if (promiseOpTypes.has(type))
      expect(asClerk).toMatchObject({ status: 'refused', refusal: { code: 'person-may-not' } });
    else expect(asClerk?.status).not.toBe('refused');
    expect(await tasks()).toHaveLength(isOpen || promiseOpTypes.has(type) ? 0 : 1);
  });
});
