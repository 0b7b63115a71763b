// Price lists and tax rules for the office, by the names that channels are agreed with.
import { errorSchema } from '../../shared/contract/http';
import {
  pricesResponseSchema,
  savePriceListRequestSchema,
  saveTaxRuleRequestSchema,
} from '../../shared/contract/wholesale';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listPrices, savePriceList, saveTaxRule } from '../services/pricing/price-lines';
import { only } from './access';
import { mustAnswer } from './must-answer';

export function priceRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const answer = { 200: pricesResponseSchema, '4xx': errorSchema };

  app.get(
    '/v1/prices',
    { onRequest: role, schema: { summary: 'Price lists and tax rules', response: answer } },
    () => listPrices(office.pool),
  );

  app.post(
    '/v1/price-lists',
    {
      onRequest: role,
      schema: {
        summary: 'Sets a price list; one of the same name is replaced',
        body: savePriceListRequestSchema,
        response: answer,
      },
    },
    async (request) => {
      const { list, by } = request.body;
      await mustAnswer(office, by, 'settings.money');
      await savePriceList(office.pool, list, office.now().toISOString());
      return listPrices(office.pool);
    },
  );

  app.post(
    '/v1/tax-rules',
    {
      onRequest: role,
      schema: {
        summary: 'Sets a tax rule; one of the same name is replaced',
        body: saveTaxRuleRequestSchema,
        response: answer,
      },
    },
    async (request) => {
      const { rule, by } = request.body;
      await mustAnswer(office, by, 'settings.money');
      await saveTaxRule(office.pool, rule, office.now().toISOString());
      return listPrices(office.pool);
    },
  );
}
