// Figures of the company, a measure as a table, and the events behind a number.
import {
  behindQuerySchema,
  behindSchema,
  figureRowsQuerySchema,
  figureRowsSchema,
  figuresQuerySchema,
  figuresSchema,
  type FiguresQuery,
} from '../../shared/contract/figures';
import {
  labourRatesSchema,
  saveLabourRateSchema,
  servedCostsSchema,
} from '../../shared/contract/figure-costs';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { figureRows } from '../services/figures/figure-rows';
import { readLabourRates, saveLabourRate } from '../services/figures/labour-rates';
import { readBehind } from '../services/figures/read-behind';
import { readCosts } from '../services/figures/read-costs';
import { readFigures } from '../services/figures/read-figures';
import { loadMoneySettings } from '../services/rates/money-settings';
import { only } from './access';
import { mustAnswer } from './must-answer';
import { refuse } from './refused';

const mostYears = 5;

export function figuresRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const checked = <Q extends FiguresQuery>(query: Q): Q => {
    const longest = new Date(query.from);
    longest.setUTCFullYear(longest.getUTCFullYear() + mostYears);
    if (query.to < query.from || Date.parse(query.to) > longest.getTime())
      throw refuse('request-invalid', {
        field: 'querystring.to',
        reason: 'not within five years after from',
        remedy: 'Send a day from which the first one is at most five years away.',
      });
    return query;
  };

  app.get(
    '/v1/figures',
    {
      onRequest: role,
      schema: {
        summary: 'The figures of some days: orders, work, times, returns, postage',
        querystring: figuresQuerySchema,
        response: { 200: figuresSchema, '4xx': errorSchema },
      },
    },
    ({ query }) => readFigures(office.pool, checked(query)),
  );

  app.get(
    '/v1/figures/rows',
    {
      onRequest: role,
      schema: {
        summary: 'One measure as a table, by time or by what it is told apart by',
        querystring: figureRowsQuerySchema,
        response: { 200: figureRowsSchema, '4xx': errorSchema },
      },
    },
    async ({ query: { measure, by, ...query } }) =>
      figureRows(await readFigures(office.pool, checked(query)), measure, by),
  );

  app.get(
    '/v1/figures/behind',
    {
      onRequest: role,
      schema: {
        summary: 'The events a number is the sum of, newest first',
        querystring: behindQuerySchema,
        response: { 200: behindSchema, '4xx': errorSchema },
      },
    },
    ({ query }) => readBehind(office.pool, checked(query)),
  );

  app.get(
    '/v1/figures/costs',
    {
      onRequest: role,
      schema: {
        summary: 'What it costs to serve an order: hands, box, padding, postage',
        querystring: figuresQuerySchema,
        response: { 200: servedCostsSchema, '4xx': errorSchema },
      },
    },
    ({ query }) => readCosts(office.pool, checked(query)),
  );

  app.get(
    '/v1/figures/labour-rates',
    {
      onRequest: role,
      schema: {
        summary: 'What an hour of hands costs, and since when',
        response: { 200: labourRatesSchema },
      },
    },
    async () => ({ rows: await readLabourRates(office.pool, null) }),
  );

  app.post(
    '/v1/figures/labour-rates',
    {
      onRequest: role,
      schema: {
        summary: 'Says what an hour of hands costs from a day on',
        body: saveLabourRateSchema,
        response: { 200: labourRatesSchema, '4xx': errorSchema },
      },
    },
    async ({ body: { fromDay, minorPerHour, by } }) => {
      const { name } = await mustAnswer(office, by, 'settings.labour');
      const { booksCurrency } = await loadMoneySettings(office.pool);
      if (booksCurrency === null) throw refuse('books-no-currency');
      const at = office.now().toISOString();
      await saveLabourRate(office.pool, { fromDay, minorPerHour, currency: booksCurrency, by: name, at });
      return { rows: await readLabourRates(office.pool, null) };
    },
  );
}
