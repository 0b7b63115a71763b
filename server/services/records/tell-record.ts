// Tells a machine of head office something: loads it behind the company's counter, decides, evolves, and stores the
// document with its events in the same transaction. The only way such a record changes.
import type { Refusal } from '../../../shared/domain/decision';
import { companyStream } from '../../../shared/domain/ids';
import type { StreamTx } from '../../db/stream-writer';
import type { Cause } from '../changes/change-set';
import { storableJson } from '../changes/json-rows';
import { storeEvents } from '../changes/store-events';
import type { Machine } from './machine';
import { readRecord } from './read-records';

export type Told<State, Event> =
  | { ok: true; state: State; events: Event[] }
  | { ok: false; refusal: Refusal };

/**
 * The unit of work must name the company's stream. A command that changes nothing (no events) stores nothing.
 * @param recordId the caller's uuid; the same one again tells the same record
 * @throws when the machine evolves into what its own schema refuses: a bug, nothing is stored
 */
export async function tellRecord<State, Command, Event extends { type: string }>(
  tx: StreamTx,
  machine: Machine<State, Command, Event>,
  recordId: string,
  command: Command,
  cause: Cause,
): Promise<Told<State, Event>> {
  const before = await readRecord(tx.client, machine, recordId);
  const decision = machine.decide(before, command);
  if (!decision.ok) return decision;
  let state: State | null = before;
  for (const event of decision.events) state = machine.evolve(state, event);
  if (state === null) throw new Error(`a ${machine.kind} cannot begin with ${JSON.stringify(command)}`);
  if (decision.events.length === 0) return { ok: true, state, events: [] };
  const doc = machine.schema.parse(state);
  await Promise.all([
    storeRecord(tx, machine, recordId, doc, cause.at),
    ...storeEvents(
      tx,
      decision.events.map((event) => {
        const { type, ...body } = event;
        return {
          stream_id: companyStream,
          seq: tx.nextSeq(companyStream),
          op_id: cause.opId,
          aggregate: machine.kind,
          aggregate_id: recordId,
          order_id: machine.about(doc).orderId,
          type,
          body,
          at: cause.at,
          actor: cause.actor,
          station_id: cause.stationId,
        };
      }),
    ),
  ]);
  return { ok: true, state: doc, events: decision.events };
}

/** Writes a record as it is now; its events are the caller's. */
export function storeRecord<State, Command, Event extends { type: string }>(
  tx: StreamTx,
  machine: Machine<State, Command, Event>,
  recordId: string,
  doc: State,
  at: string,
): Promise<unknown> {
  const { state, orderId, keys, dueAt } = machine.about(doc);
  return tx.client.query({
    name: 'store-record',
    text: `INSERT INTO record (stream_id, kind, record_id, order_id, state, keys, due_at, created_at, doc, seq)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
           ON CONFLICT (stream_id, kind, record_id) DO UPDATE SET order_id = excluded.order_id, state = excluded.state,
             keys = excluded.keys, due_at = excluded.due_at, doc = excluded.doc, seq = excluded.seq`,
    values: [
      companyStream,
      machine.kind,
      recordId,
      orderId,
      state,
      keys,
      dueAt,
      at,
      storableJson(doc as object),
      tx.nextSeq(companyStream),
    ],
  });
}
