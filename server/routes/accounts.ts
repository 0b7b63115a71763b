// Customers who pay later: the list with what each owes, and what a manager grants.
import {
  accountParamsSchema,
  accountRowSchema,
  accountsQuerySchema,
  accountsResponseSchema,
  saveAccountRequestSchema,
} from '../../shared/contract/accounts';
import { errorSchema } from '../../shared/contract/http';
import { companyStream } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listAccounts, saveAccount } from '../services/accounts/accounts';
import { only } from './access';
import { mustAnswer } from './must-answer';
import { refusedBy } from './refused';

export function accountRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');

  app.get(
    '/v1/customer-accounts',
    {
      onRequest: role,
      schema: {
        summary: 'Customers who pay later, with limit, terms and what they owe',
        querystring: accountsQuerySchema,
        response: { 200: accountsResponseSchema, '4xx': errorSchema },
      },
    },
    (request) => listAccounts(office.pool, office.now().toISOString(), request.query),
  );

  app.post(
    '/v1/customer-accounts/:customerId',
    {
      onRequest: role,
      schema: {
        summary: 'Grants credit to a customer by the number orders name it by, changes it or closes it',
        params: accountParamsSchema,
        body: saveAccountRequestSchema,
        response: { 200: accountRowSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { by, ...wanted } = request.body;
      const { name } = await mustAnswer(office, by, 'settings.money');
      const at = office.now().toISOString();
      const answer = await office.writer.submit([companyStream], (tx) =>
        saveAccount(tx.client, request.params.customerId, wanted, { name, at }),
      );
      if (!answer.ok) throw refusedBy(answer.refusal);
      return answer.account;
    },
  );
}
