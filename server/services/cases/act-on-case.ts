// What the office does with a case, and opening one for an order by hand.
import type { z } from 'zod';
import type { CaseAct, CaseRow, casesQuerySchema, casesResponseSchema } from '../../../shared/contract/cases';
import { companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { complaintAboutOrder } from '../../../shared/domain/service-case/complaint';
import type { CaseCommand, CaseNote } from '../../../shared/domain/service-case/service-case';
import type { Refusal } from '../../../shared/domain/decision';
import type { Queryable } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { caseIdOf } from '../feedback/feedback-machine';
import { findRecords, listRecords, readRecord } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import { caseMachine } from './case-machine';

export type CaseAnswer = { ok: true; row: CaseRow } | { ok: false; refusal: Refusal };
type By = { stationId: string; name: string };
type Tools = { writer: StreamWriter; now: () => Date };

/** By number of the order when `text` is given; otherwise newest first. */
export async function listCases(
  db: Queryable,
  query: z.infer<typeof casesQuerySchema>,
): Promise<z.infer<typeof casesResponseSchema>> {
  const text = query.text?.trim();
  if (text) {
    const found = await findRecords(db, caseMachine, `number:${text}`);
    const rows = found.filter(({ doc }) => query.state === undefined || doc.state === query.state);
    return {
      rows: rows.map(({ recordId, doc }) => ({ caseId: recordId, case: doc })),
      total: rows.length,
      cursor: null,
    };
  }
  const page = await listRecords(db, caseMachine, query);
  return { ...page, rows: page.rows.map(({ recordId, doc }) => ({ caseId: recordId, case: doc })) };
}

export async function readCase(db: Queryable, caseId: string): Promise<CaseRow | null> {
  const doc = await readRecord(db, caseMachine, caseId);
  return doc && { caseId, case: doc };
}

export function openCase(tools: Tools, order: Order, text: string, by: By): Promise<CaseAnswer> {
  const note: CaseNote = { at: tools.now().toISOString(), from: 'office', by: by.name, text };
  return tell(tools, caseIdOf(order.orderId), by, complaintAboutOrder(order, 'office', note));
}

export function actOnCase(tools: Tools, caseId: string, act: CaseAct, by: By): Promise<CaseAnswer> {
  return tell(tools, caseId, by, commandOf(act, tools.now().toISOString(), by));
}

function commandOf(act: CaseAct, at: string, by: By): CaseCommand {
  if (act.act === 'take') return { type: 'TakeCase', owner: act.owner };
  const note: CaseNote = { at, from: 'office', by: by.name, text: act.text };
  switch (act.act) {
    case 'note':
      return { type: 'NoteCase', note };
    case 'ask':
      return { type: 'AskCustomer', note };
    case 'solve':
      return { type: 'SolveCase', note };
    case 'reopen':
      return { type: 'ReopenCase', note };
  }
}

async function tell(
  { writer, now }: Tools,
  caseId: string,
  by: By,
  command: CaseCommand,
): Promise<CaseAnswer> {
  const told = await writer.submit([companyStream], (tx) =>
    tellRecord(tx, caseMachine, caseId, command, {
      at: now().toISOString(),
      actor: null,
      stationId: by.stationId,
      opId: null,
    }),
  );
  return told.ok ? { ok: true, row: { caseId, case: told.state } } : told;
}
