// Reminders: how they are sent, what is overdue and at which level, what is disputed, and the letters.
import {
  disputeParamsSchema,
  disputeRequestSchema,
  feeParamsSchema,
  dunningSchema,
  lookedSchema,
  lookRequestSchema,
  payFeeRequestSchema,
  saveDunningRequestSchema,
  waiveFeeRequestSchema,
} from '../../shared/contract/dunning';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listOverdue, readDunning, saveDunning, setDispute } from '../services/dunning/dunning-debts';
import { listLetters, writeLetters } from '../services/dunning/write-letters';
import { tellFee } from '../services/dunning/tell-fee';
import { only } from './access';
import { mustAnswer } from './must-answer';
import { refuse, refusedBy } from './refused';

export function dunningRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };
  const { pool } = office;
  const shown = async () => {
    const [kept, debts, letters] = await Promise.all([
      readDunning(pool),
      listOverdue(pool, office.now().toISOString()),
      listLetters(pool),
    ]);
    return { ...kept, debts, letters };
  };

  app.get(
    '/v1/dunning',
    {
      onRequest: role,
      schema: {
        summary: 'What is overdue on account, and who was reminded',
        response: { 200: dunningSchema },
      },
    },
    shown,
  );
  app.post(
    '/v1/dunning/rules',
    {
      onRequest: role,
      schema: {
        summary: 'Sets after how many days customers are reminded, how firmly, and for which fee',
        body: saveDunningRequestSchema,
        response: { 200: dunningSchema, ...refusals },
      },
    },
    async ({ body: { rules, by } }) => {
      const { name } = await mustAnswer(office, by, 'settings.books');
      await saveDunning(pool, rules, { name, at: office.now().toISOString() });
      return shown();
    },
  );
  app.post(
    '/v1/dunning/debts/:paymentId/dispute',
    {
      onRequest: role,
      schema: {
        summary: 'Says that a debt is disputed, or no more: what is disputed is not reminded of',
        params: disputeParamsSchema,
        body: disputeRequestSchema,
        response: { 200: dunningSchema, ...refusals },
      },
    },
    async ({ params: { paymentId }, body: { reason, by } }) => {
      const { name } = await mustAnswer(office, by, 'books.remind');
      const at = office.now().toISOString();
      if (!(await setDispute(pool, paymentId, reason, { name, at }))) throw refuse('debt-unknown');
      return shown();
    },
  );
  app.post(
    '/v1/dunning/look',
    {
      onRequest: role,
      schema: {
        summary: 'Looks at once who is to be reminded, and writes to them',
        body: lookRequestSchema,
        response: { 200: lookedSchema, ...refusals },
      },
    },
    async ({ body: { by } }) => {
      await mustAnswer(office, by, 'books.remind');
      const { written, unreachable } = await writeLetters(office);
      return { written, unreachable: unreachable.slice(0, 10_000) };
    },
  );
  app.post(
    '/v1/dunning/fees/:feeId/payments',
    {
      onRequest: role,
      schema: {
        summary: 'Tells that the fee of a reminder was paid, or some of it',
        params: feeParamsSchema,
        body: payFeeRequestSchema,
        response: { 200: dunningSchema, ...refusals },
      },
    },
    async ({ params: { feeId }, body: { by, ...paid } }) => {
      const { personId } = await mustAnswer(office, by, 'bill.answer');
      told(office, await tellFee(office, feeId, { type: 'PayReminderFee', ...paid }, personId));
      return shown();
    },
  );
  app.post(
    '/v1/dunning/fees/:feeId/waive',
    {
      onRequest: role,
      schema: {
        summary: 'Gives up what is open of the fee of a reminder, with why',
        params: feeParamsSchema,
        body: waiveFeeRequestSchema,
        response: { 200: dunningSchema, ...refusals },
      },
    },
    async ({ params: { feeId }, body: { by, reason } }) => {
      const { personId } = await mustAnswer(office, by, 'bill.answer');
      told(office, await tellFee(office, feeId, { type: 'WaiveReminderFee', reason }, personId));
      return shown();
    },
  );
}

function told({ books }: HeadOffice, answer: Awaited<ReturnType<typeof tellFee>>): void {
  if (answer.ok) books.nudge();
  else throw refusedBy(answer.refusal, answer.refusal.code === 'fee-unknown' ? 404 : 409);
}
