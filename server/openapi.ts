// The contract as it is served: what is generated from the zod schemas, and what holds for every operation beside them:
// headers, names, the formats of numbers, and how large an answer can be. What a request may send is limited by its schema
// alone: nothing here invents a limit that the door does not hold.

import { examples, requestKeyHeader } from './openapi-examples';
import { webhooksOf } from './openapi-webhooks';
import { mostFields } from './routes/unfit-json';

type Json = Record<string, unknown>;

/** A request has at most so many bytes, and head office tells no text that nobody sent it. */
const longestText = 1_048_576;
const mostItems = 1_000_000;
/** Neither taken at the door nor kept in the database (unfit-json.ts, json-rows.ts). */
const plainText = '^[^\\u0000]*$';
const longestOf: Readonly<Record<string, number>> = { uuid: 36 };

const count = (description: string): Json => ({
  description,
  schema: { type: 'integer', format: 'int32', minimum: 0, maximum: 2_147_483_647 },
});
const everyAnswer: Json = {
  'RateLimit-Limit': count('Requests that may come at once'),
  'RateLimit-Remaining': count('Requests left of them'),
  'RateLimit-Reset': count('Seconds until all of them are left again'),
  'Access-Control-Allow-Origin': {
    description: 'The page that asked, when it is one that may',
    schema: { type: 'string', format: 'uri', maxLength: 200 },
  },
};
const whenToAskAgain = { 'Retry-After': count('Seconds until it is worth asking again') };

const meanings: Readonly<Record<string, string>> = {
  '200': 'The answer',
  '201': 'It is new',
  '202': 'It is taken and goes on',
  '400': 'The request is not as this contract describes it',
  '401': 'Nobody knows this token',
  '403': 'This station may not do that',
  '404': 'There is no such thing, or not for this station',
  '409': 'Another op is expected',
  '410': 'The checkpoint is of another life of head office',
  '422': 'It contradicts what head office has',
  '429': 'Too many requests',
  '500': 'Head office met a fault; its id finds it in the log',
  '503': 'The database does not answer',
  '4XX': 'A refusal with what to do next',
  '5XX': 'A fault; its id finds it in the log',
};

export function completeContract(generated: object): Json {
  const contract = structuredClone(generated) as Json;
  for (const [path, operations] of Object.entries(contract['paths'] as Record<string, Json>))
    for (const [method, operation] of Object.entries(operations))
      completeOperation(path, method, operation as Json);
  return {
    ...contract,
    info: { ...(contract['info'] as Json), contact: { name: 'Whoever runs this head office' } },
    servers: [{ url: '/', description: 'production', 'x-internal': true }],
    tags: tagsOf(contract['paths'] as object),
    ...webhooksOf(contract['components'] as Json, (schema) => complete(schema, true)),
  };
}

function completeOperation(path: string, method: string, operation: Json): void {
  operation['operationId'] = nameOf(path, method);
  operation['tags'] = [tagOf(path)];
  const roles = operation['x-roles'] as string[];
  const whom = roles.length > 0 ? `for a token with the role ${roles.join(' or ')}` : 'for anybody';
  const scopes = (operation['x-scopes'] ?? []) as string[];
  const orKey = scopes.length > 0 ? `, or a key of the API with the scope ${scopes.join(' or ')}` : '';
  operation['description'] = `${String(operation['summary'])}; ${whom}${orKey}.`;
  if (scopes.length > 0 && method === 'post')
    operation['parameters'] = [...((operation['parameters'] ?? []) as Json[]), requestKeyHeader];
  addExample(operation, examples[`${method} ${path}`]);
  for (const part of ['parameters', 'requestBody']) complete(operation[part], false);
  for (const [status, response] of Object.entries(operation['responses'] as Record<string, Json>)) {
    response['description'] = meanings[status.toUpperCase()] ?? 'An answer';
    response['headers'] = { ...everyAnswer, ...(status === '429' && whenToAskAgain) };
    complete(response['content'], true);
  }
}

function addExample(operation: Json, example: object | undefined): void {
  const body = operation['requestBody'] as { content: Record<string, Json> } | undefined;
  const json = body?.content['application/json'];
  if (json && example) json['example'] = example;
}

function complete(value: unknown, isAnswer: boolean): void {
  if (typeof value !== 'object' || value === null) return;
  for (const each of Object.values(value)) complete(each, isAnswer);
  const schema = value as Json;
  const types = [schema['type']].flat();
  const isChosen = 'enum' in schema || 'const' in schema;
  if (types.includes('integer')) schema['format'] ??= isSmall(schema) ? 'int32' : 'int64';
  if (types.includes('string') && !isChosen) {
    const longest = longestOf[String(schema['format'])] ?? (isAnswer ? longestText : undefined);
    if (longest !== undefined) schema['maxLength'] ??= longest;
    if (!('format' in schema)) schema['pattern'] ??= plainText;
  }
  if (isAnswer && types.includes('array')) schema['maxItems'] ??= mostItems;
  // Held for every request (unfit-json.ts); answers have no object that was not in one.
  if (types.includes('object') && typeof schema['additionalProperties'] === 'object')
    schema['maxProperties'] ??= mostFields;
}

function isSmall({ minimum, exclusiveMinimum, maximum }: Json): boolean {
  return Number(minimum ?? exclusiveMinimum) >= -2_147_483_648 && Number(maximum) <= 2_147_483_647;
}

/** `postStationsStationIdRevoke` for POST /v1/stations/{stationId}/revoke. */
function nameOf(path: string, method: string): string {
  const words = path.split(/[^a-zA-Z]+/).filter((word) => word !== '' && word !== 'v');
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function tagOf(path: string): string {
  return path.split('/').find((part) => part !== '' && part !== 'v1') ?? '';
}

function tagsOf(paths: object): Json[] {
  const names = [...new Set(Object.keys(paths).map(tagOf))].sort();
  return names.map((name) => ({ name, description: `Everything under /${name}` }));
}
