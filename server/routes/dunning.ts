// Reminders: how they are sent, what is overdue and at which level, what is disputed, and the letters.
import {
  disputeParamsSchema,
  disputeRequestSchema,
  dunningSchema,
  lookedSchema,
  lookRequestSchema,
  saveDunningRequestSchema,
} from '../../shared/contract/dunning';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listOverdue, readDunning, saveDunning, setDispute } from '../services/dunning/dunning-debts';
import { listLetters, writeLetters } from '../services/dunning/write-letters';
import { only } from './access';
import { mustAnswer } from './must-answer';
import { refuse } from './refused';

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
}
