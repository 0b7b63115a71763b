// The contract as it is served, against the OWASP rules for APIs and the usual ones for OpenAPI: a limit for every text,
// list and number, a place for every refusal, no open object. Anything the rules say, of any severity, fails.
import { Ruleset, type RulesetDefinition, Spectral } from '@stoplight/spectral-core';
import owasp from '@stoplight/spectral-owasp-ruleset';
import { oas } from '@stoplight/spectral-rulesets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { cancelLinesRequestSchema, newOrderSchema } from '../../shared/contract/http';
import {
  markOrderRequestSchema,
  marksRequestSchema,
  tagOrdersRequestSchema,
} from '../../shared/contract/marks';
import { purchaseContentSchema } from '../../shared/contract/purchasing';
import { transferContentSchema } from '../../shared/contract/transfers';
import { apiScopes } from '../../shared/domain/api-key/scopes';
import { namedEvents } from '../../shared/domain/webhook/webhook-events';
import { examples } from '../openapi-examples';
import { startTestOffice, type TestOffice } from '../test-office.test-kit';

let test: TestOffice;
let contract: Contract;
type Operation = { security: unknown[]; requestBody?: { content: Record<string, { schema: object }> } };
type Contract = { paths: Record<string, Record<string, Operation>> };

beforeAll(async () => {
  test = await startTestOffice();
  contract = (await test.app.inject('/openapi.json')).json();
});
afterAll(() => test.close());

const rules = {
  extends: [
    [oas, 'recommended'],
    [owasp as RulesetDefinition, 'all'],
  ],
} as RulesetDefinition;

/** Operations that nobody needs a token for: the rules about tokens do not fit them. */
const open: Readonly<Record<string, string>> = {
  'get /health': 'whoever watches over head office has no token; it tells no more than that it is there',
  'post /v1/payment-providers/{providerId}/webhook':
    'a provider has no token; its signature over the body is what it proves itself with',
  'post /v1/stations/enrol': 'a PC becomes a station here; the one-time code is what it proves itself with',
  'post /v1/stations/challenge':
    'the way to a token: what is handed out is worth nothing without the key of the station',
  'post /v1/stations/token': 'the way to a token: the signed challenge is what a station proves itself with',
  'post /v1/stations/key':
    'the lasting token of an older station is what it proves itself with; it is looked at by the route',
  'post /v1/channels/{channelId}/webhooks':
    'a shop proves itself by the signature over what it sends, in the form its maker documents',
  'post /v1/channels/{channelId}/orders': 'a shop proves itself by the signature over time and body',
  'post /v1/channels/{channelId}/carts': 'a shop proves itself by the signature over time and body',
  'post /v1/channels/{channelId}/wishes': 'a shop proves itself by the signature over time and body',
  'post /v1/channels/{channelId}/availability': 'a shop proves itself by the signature over time and body',
};
const rulesAboutTokens = [
  'owasp:api2:2023-read-restricted',
  'owasp:api2:2023-write-restricted',
  'owasp:api8:2023-define-error-responses-401',
];

async function findings(document: unknown): Promise<string[]> {
  const spectral = new Spectral();
  spectral.setRuleset(new Ruleset(rules));
  const found = await spectral.run(document as Record<string, unknown>);
  return found
    .filter(
      ({ code, path }) =>
        !(rulesAboutTokens.includes(String(code)) && open[`${String(path[2])} ${String(path[1])}`]),
    )
    .map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`);
}

/** What a table may hold under its keys. */
function isClosed(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && Object.keys(schema).length > 0;
}

function partOf(document: object, ...names: string[]): Record<string, unknown> {
  let part = document as Record<string, unknown>;
  for (const name of names) {
    const inner = part[name];
    if (typeof inner !== 'object' || inner === null) throw new Error(`there is no ${names.join(' ')}`);
    part = inner as Record<string, unknown>;
  }
  return part;
}

describe('the OpenAPI file', () => {
  it('passes the OWASP rules and the rules of OpenAPI', async () => {
    expect(await findings(contract)).toEqual([]);
  });

  it('would not pass with one limit, one refusal or one lock less', async () => {
    const worse = structuredClone(contract);
    delete partOf(worse, 'paths', '/v1/orders', 'get', 'parameters', '0', 'schema')['maxLength'];
    delete partOf(worse, 'paths', '/v1/parcels', 'get', 'responses')['429'];
    partOf(worse, 'paths', '/v1/stations/codes', 'post')['security'] = [];
    const codes = (await findings(worse)).map((found) => found.split(' ')[0]);
    expect(new Set(codes)).toEqual(
      new Set([
        'owasp:api4:2023-string-limit',
        'owasp:api4:2023-rate-limit-responses-429',
        'owasp:api2:2023-write-restricted',
      ]),
    );
  });

  it('names no operation without a token but those that need none', () => {
    const without = Object.entries(contract.paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, { security }]) => security.length === 0)
        .map(([method]) => `${method} ${path}`),
    );
    expect(without.sort()).toEqual(Object.keys(open).sort());
  });

  it('API3: every object that a request may send is closed, but tables by key, and what an op says, which its type closes', () => {
    const ajar: string[] = [];
    const walk = (schema: unknown, place: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const { type, additionalProperties } = schema as { type?: unknown; additionalProperties?: unknown };
      const isTable = isClosed(additionalProperties) && 'maxProperties' in schema;
      if ([type].flat().includes('object') && additionalProperties !== false && !isTable) ajar.push(place);
      for (const [name, each] of Object.entries(schema)) walk(each, `${place}.${name}`);
    };
    for (const [path, operations] of Object.entries(contract.paths))
      for (const [method, { requestBody }] of Object.entries(operations))
        for (const [type, { schema }] of Object.entries(requestBody?.content ?? {}))
          if (type === 'application/json') walk(schema, `${method} ${path}`);
    expect(ajar).toEqual(['post /v1/ops.properties.ops.items.properties.body']);
  });
});

describe('what other systems read in it', () => {
  it('every example is a request that passes its schema', () => {
    const schemas: Record<string, z.ZodType> = {
      'post /v1/orders': newOrderSchema,
      'post /v1/orders/{orderId}/cancel-lines': cancelLinesRequestSchema,
      'post /v1/orders/{orderId}/marks': markOrderRequestSchema,
      'post /v1/office/orders/tags': tagOrdersRequestSchema,
      'post /v1/marks/{owner}/{ownerId}': marksRequestSchema,
      'post /v1/purchases/{purchaseId}': purchaseContentSchema,
      'post /v1/transfers/{transferId}': transferContentSchema,
    };
    expect(Object.keys(examples).sort()).toEqual(Object.keys(schemas).sort());
    for (const [name, example] of Object.entries(examples)) {
      const [method = '', path = ''] = name.split(' ');
      expect(() => schemas[name]?.parse(example), name).not.toThrow();
      expect(contract.paths[path]?.[method]?.requestBody?.content['application/json']).toMatchObject({
        example,
      });
    }
  });

  it('every route that a key opens says its scope and how a write is done once', () => {
    const opened = Object.entries(contract.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, operation]) => {
        const {
          security,
          parameters = [],
          ...rest
        } = operation as Operation & {
          parameters?: { name: string }[];
        };
        const scopes = (rest as { 'x-scopes'?: string[] })['x-scopes'] ?? [];
        expect(
          security.some((each) => 'key' in (each as object)),
          path,
        ).toBe(scopes.length > 0);
        if (scopes.length > 0 && method === 'post')
          expect(
            parameters.map(({ name }) => name),
            path,
          ).toContain('idempotency-key');
        return scopes;
      }),
    );
    expect([...new Set(opened)].sort()).toEqual([...apiScopes].sort());
  });

  it('every event that can be told is a webhook of it', () => {
    const { webhooks } = contract as unknown as { webhooks: Record<string, object> };
    expect(Object.keys(webhooks)).toEqual([...namedEvents]);
  });
});
