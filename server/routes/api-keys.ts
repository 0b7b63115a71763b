// Keys of the API for the office: which there are, a new one (told once), and taking one back.
import { errorSchema } from '../../shared/contract/http';
import {
  apiKeyMadeSchema,
  apiKeyParamsSchema,
  apiKeysResponseSchema,
  newApiKeyRequestSchema,
} from '../../shared/contract/api-keys';
import { answeredRequestSchema } from '../../shared/contract/webhooks';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listKeys, makeKey, revokeKey } from '../services/api-keys/api-keys';
import { only } from './access';
import { mustAnswer } from './must-answer';
import { refuse } from './refused';

export function apiKeyRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const rows = async () => ({ rows: await listKeys(office.pool) });

  app.get(
    '/v1/api-keys',
    {
      onRequest: role,
      schema: { summary: 'Keys that other systems ask with', response: { 200: apiKeysResponseSchema } },
    },
    rows,
  );

  app.post(
    '/v1/api-keys',
    {
      onRequest: role,
      schema: {
        summary: 'Makes a key for another system, told here and never again',
        body: newApiKeyRequestSchema,
        response: { 201: apiKeyMadeSchema, '4xx': errorSchema },
      },
    },
    async (request, reply) => {
      const { by, ...wanted } = request.body;
      const person = await mustAnswer(office, by, 'settings.flow');
      const made = { at: office.now().toISOString(), by: person.name };
      const { keyId, key } = await makeKey(office.pool, wanted, made);
      const row = (await listKeys(office.pool)).find((each) => each.keyId === keyId);
      if (!row) throw new Error('a key that was made is not there');
      return reply.status(201).send({ row, key });
    },
  );

  app.post(
    '/v1/api-keys/:keyId/revoke',
    {
      onRequest: role,
      schema: {
        summary: 'Takes a key back: it opens nothing from now on',
        params: apiKeyParamsSchema,
        body: answeredRequestSchema,
        response: { 200: apiKeysResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      await mustAnswer(office, request.body.by, 'settings.flow');
      if (!(await revokeKey(office.pool, request.params.keyId, office.now().toISOString())))
        throw refuse('key-unknown');
      return rows();
    },
  );
}
