// By whom orders of each channel are paid.
import { errorSchema } from '../../shared/contract/http';
import {
  channelPaymentParamsSchema,
  channelPaymentsResponseSchema,
  saveChannelPaymentRequestSchema,
} from '../../shared/contract/money';
import { companyStream } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listChannelPayments, saveChannelPayment } from '../services/payments/channel-payments';
import { only } from './access';
import { mustAnswer } from './must-answer';
import { refuse } from './refused';

export function channelPaymentRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const response = { 200: channelPaymentsResponseSchema, '4xx': errorSchema };
  const rows = async () => ({ rows: await listChannelPayments(office.pool) });

  app.get(
    '/v1/channel-payments',
    { onRequest: role, schema: { summary: 'By whom orders of each channel are paid', response } },
    rows,
  );

  app.post(
    '/v1/channel-payments/:channelId',
    {
      onRequest: role,
      schema: {
        summary: 'Sets which providers orders of a channel may name, and who takes those that name none',
        params: channelPaymentParamsSchema,
        body: saveChannelPaymentRequestSchema,
        response,
      },
    },
    async (request) => {
      const { by, ...wanted } = request.body;
      const { channelId } = request.params;
      await mustAnswer(office, by, 'settings.money');
      const wrong = await office.writer.submit([companyStream], (tx) =>
        saveChannelPayment(tx.client, channelId, wanted),
      );
      if (wrong?.unknown === 'provider') throw refuse('provider-unknown', { providerId: wrong.providerId });
      if (wrong) throw refuse('channel-not-there', { channelId });
      return rows();
    },
  );
}
