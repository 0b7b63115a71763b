// Buying by itself: the limits a manager sets, mails to suppliers, and what they confirm.
import { buyingLimitsPageSchema, lettersSchema, saveBuyingLimitsSchema } from '../../shared/contract/buying';
import { errorSchema } from '../../shared/contract/http';
import { purchaseParamsSchema } from '../../shared/contract/purchasing';
import { confirmationSchema } from '../../shared/domain/purchasing/confirmation';
import type { PurchaseId } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { dayOf } from '../services/demand/weeks';
import { confirmPurchase, readLetters } from '../services/purchasing/confirmations';
import { buyingLimitsPage, saveBuyingLimits } from '../services/reorder/buying-settings';
import { only, stationOf } from './access';
import { mustAnswer } from './must-answer';
import { refuse, refusedBy } from './refused';

export function buyingRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const { pool } = office;
  const refusals = { '4xx': errorSchema };
  const limits = { 200: buyingLimitsPageSchema, ...refusals };
  const letters = { 200: lettersSchema, ...refusals };
  const lettersOf = async (purchaseId: PurchaseId) => {
    const found = await readLetters(pool, purchaseId, office.now());
    if (!found) throw refuse('purchase-unknown');
    return found;
  };

  app.get(
    '/v1/buying-limits',
    {
      onRequest: role,
      schema: { summary: 'How much goes out by itself at most, and what did today', response: limits },
    },
    () => buyingLimitsPage(pool, dayOf(office.now())),
  );
  app.post(
    '/v1/buying-limits',
    {
      onRequest: role,
      schema: {
        summary: 'Says how much may go out by itself, an order and a day, and to whom',
        body: saveBuyingLimitsSchema,
        response: limits,
      },
    },
    async ({ body }) => {
      const { name } = await mustAnswer(office, body.by, 'settings.buying');
      await saveBuyingLimits(pool, body.limits, name, office.now().toISOString());
      return buyingLimitsPage(pool, dayOf(office.now()));
    },
  );
  app.get(
    '/v1/purchases/:purchaseId/letters',
    {
      onRequest: role,
      schema: {
        summary: 'What was mailed of an order to a supplier, what was confirmed, what is late or dearer',
        params: purchaseParamsSchema,
        response: letters,
      },
    },
    ({ params }) => lettersOf(params.purchaseId),
  );
  app.post(
    '/v1/purchases/:purchaseId/confirm',
    {
      onRequest: role,
      schema: {
        summary: 'Takes in what a supplier confirms: days are taken over, other differences are told',
        params: purchaseParamsSchema,
        body: confirmationSchema,
        response: letters,
      },
    },
    async (request) => {
      const { purchaseId } = request.params;
      const by = stationOf(request).stationId;
      const answer = await confirmPurchase(office, purchaseId, request.body, by);
      if (!answer.ok) {
        if ('refusal' in answer && answer.refusal.code !== 'purchase-unknown')
          throw refusedBy(answer.refusal);
        throw refuse('purchase-unknown');
      }
      return lettersOf(purchaseId);
    },
  );
}
