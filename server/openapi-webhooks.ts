// The webhooks of the contract: every event that other systems can be told, the one body they all have, and the headers that
// Standard Webhooks names.
import { z } from 'zod';
import { webhookBodySchema } from '../shared/contract/webhooks';
import { namedEvents } from '../shared/domain/webhook/webhook-events';

type Json = Record<string, unknown>;

const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string', maxLength: 1000, pattern: '^[\\x20-\\x7e]+$' },
});
const headers: readonly Json[] = [
  header('webhook-id', 'The same however often a delivery is sent: what was seen before is left alone'),
  header(
    'webhook-timestamp',
    'Seconds since 1970 when this try was sent; older than five minutes is not believed',
  ),
  header(
    'webhook-signature',
    'One `v1,` and base64 HMAC-SHA256 a secret, of id, time and body with dots between, separated by spaces',
  ),
];

/** @param components what the contract has already. @param complete adds the limits that hold for every answer */
export function webhooksOf(components: Json, complete: (schema: Json) => void): Json {
  const { $schema: _draft, ...body } = z.toJSONSchema(webhookBodySchema, { io: 'output' });
  complete(body);
  return {
    components: {
      ...components,
      schemas: { ...(components['schemas'] as Json | undefined), WebhookBody: body },
    },
    webhooks: Object.fromEntries(namedEvents.map((type) => [type, { post: operationOf(type) }])),
  };
}

function operationOf(type: string): Json {
  const words = type.replace(/[.-]/g, ' ');
  return {
    operationId: `told${words
      .split(' ')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join('')}`,
    summary: `Told of: ${words}`,
    description: `Sent to every webhook that asked for \`${type}\`, until it answers 2xx.`,
    tags: ['webhooks'],
    parameters: headers,
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/WebhookBody' } } },
    },
    responses: {
      '2XX': { description: 'It is taken' },
      '410': { description: 'Nobody is here any more: it is told nothing from now on' },
    },
  };
}
