// A machine of head office on real PostgreSQL: kept with its events, found by its keys, never told by a refusal.
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accept, refuse } from '../../../shared/domain/decision';
import { companyStream } from '../../../shared/domain/ids';
import { startTestOffice, type TestOffice } from '../../test-office.test-kit';
import type { Cause } from '../changes/change-set';
import type { Machine } from './machine';
import { dueRecords, findRecords, listRecords, readRecord, recordsOfOrder } from './read-records';
import { tellRecord, type Told } from './tell-record';

// A key that is lent and brought back: as small as a machine can be.
const keySchema = z.object({
  to: z.string().max(20),
  isOut: z.boolean(),
  orderId: z.uuid(),
  until: z.string(),
});
type Key = z.infer<typeof keySchema>;
type KeyCommand = { type: 'Lend'; to: string; orderId: string; until: string } | { type: 'TakeBack' };
type KeyEvent = { type: 'KeyLent'; to: string; orderId: string; until: string } | { type: 'KeyBack' };

const lentKey: Machine<Key, KeyCommand, KeyEvent> = {
  kind: 'lent-key',
  schema: keySchema,
  decide: (key, command) => {
    if (command.type === 'TakeBack') return key?.isOut ? accept<KeyEvent>({ type: 'KeyBack' }) : accept();
    const { to, orderId, until } = command;
    return key?.isOut ? refuse('order-exists') : accept<KeyEvent>({ type: 'KeyLent', to, orderId, until });
  },
  evolve: (key, event) => {
    if (event.type === 'KeyLent')
      return { to: event.to, isOut: true, orderId: event.orderId, until: event.until };
    if (!key) throw new Error('never lent');
    return { ...key, isOut: false };
  },
  about: ({ to, isOut, orderId, until }) => ({
    state: isOut ? 'out' : 'in',
    orderId,
    keys: [`to:${to}`],
    dueAt: isOut ? until : null,
  }),
};

let office: TestOffice;
beforeAll(async () => {
  office = await startTestOffice();
});
afterAll(() => office.close());

const at = '2026-05-04T10:00:00.000Z';
const until = '2026-05-05T10:00:00.000Z';
const cause: Cause = { at, actor: 'P9', stationId: null, opId: null };
const tell = (recordId: string, command: KeyCommand): Promise<Told<Key, KeyEvent>> =>
  office.office.writer.submit([companyStream], (tx) => tellRecord(tx, lentKey, recordId, command, cause));

describe('a record', () => {
  it('is kept with its events in the history, and found by id, order, key, state and what is due', async () => {
    const [id, orderId] = [uuidV7(), uuidV7()];
    const told = await tell(id, { type: 'Lend', to: 'Ayşe', orderId, until });
    const doc = { to: 'Ayşe', isOut: true, orderId, until };
    expect(told).toMatchObject({ ok: true, state: doc });
    const { pool } = office.office;
    expect(await readRecord(pool, lentKey, id)).toEqual(doc);
    for (const found of [
      await recordsOfOrder(pool, lentKey, orderId),
      await findRecords(pool, lentKey, 'to:Ayşe'),
      await dueRecords(pool, lentKey, until, 10),
      (await listRecords(pool, lentKey, { state: 'out', limit: 10 })).rows,
    ])
      expect(found).toEqual([{ recordId: id, createdAt: at, doc }]);
    expect(await dueRecords(pool, lentKey, at, 10)).toEqual([]);
    await tell(id, { type: 'TakeBack' });
    expect(await dueRecords(pool, lentKey, until, 10)).toEqual([]);
    const events = await office.rows<{ type: string; actor: string }>(
      `SELECT type, actor, body FROM event WHERE aggregate = 'lent-key' AND order_id = $1 ORDER BY seq`,
      orderId,
    );
    expect(events).toEqual([
      { type: 'KeyLent', actor: 'P9', body: { to: 'Ayşe', orderId, until } },
      { type: 'KeyBack', actor: 'P9', body: {} },
    ]);
    await office.expectSound();
  });

  it('is as it was after a refusal, and stores nothing when there is nothing to say', async () => {
    const [id, orderId] = [uuidV7(), uuidV7()];
    await tell(id, { type: 'Lend', to: 'Can', orderId, until });
    const before = await office.rows('SELECT seq, doc FROM record WHERE record_id = $1', id);
    expect(await tell(id, { type: 'Lend', to: 'Ece', orderId, until })).toMatchObject({ ok: false });
    expect(await office.rows('SELECT seq, doc FROM record WHERE record_id = $1', id)).toEqual(before);
    await tell(id, { type: 'TakeBack' });
    const back = await office.rows('SELECT seq, doc FROM record WHERE record_id = $1', id);
    expect(await tell(id, { type: 'TakeBack' })).toMatchObject({ ok: true, events: [] });
    expect(await office.rows('SELECT seq, doc FROM record WHERE record_id = $1', id)).toEqual(back);
  });

  it('is lent once however many ask at the same time', async () => {
    const [id, orderId] = [uuidV7(), uuidV7()];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => tell(id, { type: 'Lend', to: `N${index}`, orderId, until })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('that breaks its own schema is a bug: nothing of it is stored', async () => {
    const id = uuidV7();
    await expect(tell(id, { type: 'Lend', to: 'x'.repeat(21), orderId: uuidV7(), until })).rejects.toThrow();
    expect(await readRecord(office.office.pool, lentKey, id)).toBeNull();
  });
});
