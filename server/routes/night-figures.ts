// Figures of goods, forecasts and customers, and what stands behind each of them.
import { errorSchema } from '../../shared/contract/http';
import {
  customerFiguresSchema,
  forecastFiguresSchema,
  forecastItemsQuerySchema,
  forecastItemsSchema,
  goodsFiguresSchema,
  goodsProductsQuerySchema,
  goodsProductsSchema,
  membersQuerySchema,
  membersSchema,
} from '../../shared/contract/night-figures';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { makeNight } from '../services/figures/make-night';
import { readGoods, readGoodsProducts } from '../services/figures/read-goods';
import {
  readCustomerFigures,
  readForecastHits,
  readForecastItems,
  readMembers,
} from '../services/figures/read-hits';
import { only } from './access';

export function nightFigureRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };

  app.get(
    '/v1/figures/goods',
    {
      onRequest: role,
      schema: {
        summary: 'Stock value, cover and turns, and products by value and evenness',
        response: { 200: goodsFiguresSchema, ...refusals },
      },
    },
    () => readGoods(office.pool, office.now()),
  );

  app.get(
    '/v1/figures/goods/products',
    {
      onRequest: role,
      schema: {
        summary: 'The products behind a class or a warehouse, what is worth most first',
        querystring: goodsProductsQuerySchema,
        response: { 200: goodsProductsSchema, ...refusals },
      },
    },
    ({ query }) => readGoodsProducts(office.pool, query),
  );

  app.get(
    '/v1/figures/forecasts',
    {
      onRequest: role,
      schema: {
        summary: 'What forecasts said of the last weeks beside what came',
        response: { 200: forecastFiguresSchema, ...refusals },
      },
    },
    () => readForecastHits(office.pool),
  );

  app.get(
    '/v1/figures/forecasts/items',
    {
      onRequest: role,
      schema: {
        summary: 'The products of a week whose forecast was furthest off',
        querystring: forecastItemsQuerySchema,
        response: { 200: forecastItemsSchema, ...refusals },
      },
    },
    ({ query }) => readForecastItems(office.pool, query),
  );

  app.get(
    '/v1/figures/customers',
    {
      onRequest: role,
      schema: {
        summary: 'What customers are worth by segment, and how many come again by their first month',
        response: { 200: customerFiguresSchema, ...refusals },
      },
    },
    () => readCustomerFigures(office.pool, office.now()),
  );

  app.get(
    '/v1/figures/customers/members',
    {
      onRequest: role,
      schema: {
        summary: 'The customers behind a segment, or behind a first month in a later one',
        querystring: membersQuerySchema,
        response: { 200: membersSchema, ...refusals },
      },
    },
    ({ query }) => readMembers(office.pool, query),
  );

  app.post(
    '/v1/figures/night',
    {
      onRequest: role,
      schema: {
        summary: 'Works out now what is else worked out each night',
        response: { 200: goodsFiguresSchema, ...refusals },
      },
    },
    async () => {
      await makeNight(office);
      return readGoods(office.pool, office.now());
    },
  );
}
