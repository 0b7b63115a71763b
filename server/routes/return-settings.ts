// What a manager sets of returns: the policy, with what it would mean, and who makes labels for the way back.
import type { z } from 'zod';
import { errorSchema } from '../../shared/contract/http';
import {
  policyPreviewRequestSchema,
  policyPreviewResponseSchema,
  returnPolicyRequestSchema,
  returnPolicyResponseSchema,
  returnProviderParamsSchema,
  returnProvidersResponseSchema,
  saveReturnProviderRequestSchema,
} from '../../shared/contract/returns';
import { companyStream } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import type { Answering } from '../services/people/answering-person';
import { previewPolicy } from '../services/returns/list-returns';
import { loadReturnPolicy, saveReturnPolicy } from '../services/returns/return-policy';
import {
  listReturnProviders,
  returnsPlugins,
  saveReturnProvider,
} from '../services/returns/return-providers';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

export function returnSettingRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };
  const expectManager = async (by: Answering): Promise<void> => {
    const person = await office.people(office.pool, by, 'settings.returns');
    if (!person.ok) throw refusedBy(person.refusal, 403);
  };
  const providers = async (): Promise<z.infer<typeof returnProvidersResponseSchema>> => ({
    rows: await listReturnProviders(office.pool),
    kinds: returnsPlugins.map(({ kind }) => kind),
  });

  app.get(
    '/v1/return-policy',
    {
      onRequest: role,
      schema: {
        summary: 'What may come back, until when, on which terms',
        response: { 200: returnPolicyResponseSchema },
      },
    },
    () => loadReturnPolicy(office.pool),
  );

  app.post(
    '/v1/return-policy',
    {
      onRequest: role,
      schema: {
        summary: 'Sets it, for returns that are asked for from now on',
        body: returnPolicyRequestSchema,
        response: { 200: returnPolicyResponseSchema, ...refusals },
      },
    },
    async (request) => {
      const { from, policy, by } = request.body;
      await expectManager(by);
      const made = { from, policy, at: office.now().toISOString(), stationId: stationOf(request).stationId };
      const saved = await office.writer.submit([companyStream], (tx) => saveReturnPolicy(tx, made));
      if (!saved) throw refuse('policy-changed');
      return saved;
    },
  );

  app.post(
    '/v1/return-policy/preview',
    {
      onRequest: role,
      schema: {
        summary: 'What a policy would mean, before it is set',
        body: policyPreviewRequestSchema,
        response: { 200: policyPreviewResponseSchema, ...refusals },
      },
    },
    (request) =>
      previewPolicy(office.pool, request.body.policy, request.body.number.trim(), office.now().toISOString()),
  );

  app.get(
    '/v1/return-providers',
    {
      onRequest: role,
      schema: {
        summary: 'Who makes labels for the way back; which secrets are set, never what they are',
        response: { 200: returnProvidersResponseSchema },
      },
    },
    providers,
  );

  app.post(
    '/v1/return-providers/:providerId',
    {
      onRequest: role,
      schema: {
        summary: 'Sets one; the one in use makes the labels of returns from now on',
        params: returnProviderParamsSchema,
        body: saveReturnProviderRequestSchema,
        response: { 200: returnProvidersResponseSchema, ...refusals },
      },
    },
    async (request) => {
      const { by, ...asked } = request.body;
      await expectManager(by);
      const { providerId } = request.params;
      const wrong = await saveReturnProvider(office.pool, providerId, asked, office.now().toISOString());
      if (wrong)
        throw refuse('request-invalid', {
          field: wrong.field,
          reason: wrong.reason,
          remedy: 'Set it and save again.',
        });
      return providers();
    },
  );
}
