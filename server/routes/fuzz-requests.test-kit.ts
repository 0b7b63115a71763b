// Requests nobody means well with, made from the contract alone: nearly right ones, wrong ones, and ones that are hardly
// HTTP. A new route is thrown at as soon as the contract names it.
import fc from 'fast-check';
import { z } from 'zod';
import { opBodies, type OpType } from '../../shared/sync/op';

export type Schema = Record<string, unknown>;
export type Operation = {
  method: string;
  path: string;
  parameters: { name: string; in: string; required?: boolean; schema: Schema }[];
  /** Of a JSON body; null when there is none. */
  body: Schema | null;
  /** Of a good answer in JSON; null when there is none. */
  answer: Schema | null;
  isOpen: boolean;
  roles: readonly string[];
};

export type Attack = {
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
  /** Ends the connection when so much of the body has been sent. */
  cutAt: number | null;
  /** Ops are given the numbers that head office expects. */
  isInOrder: boolean;
};

/** Ids that exist, by the name of the field they are asked for by. */
export type Ids = Readonly<Record<string, readonly string[]>>;

export function operationsOf(contract: {
  paths: Record<string, Record<string, Record<string, unknown>>>;
}): Operation[] {
  return Object.entries(contract.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Operation => {
      const content = (
        operation['requestBody'] as { content?: Record<string, { schema: Schema }> } | undefined
      )?.content;
      return {
        method: method.toUpperCase(),
        path,
        parameters: (operation['parameters'] as Operation['parameters'] | undefined) ?? [],
        body: content?.['application/json']?.schema ?? null,
        answer:
          (operation['responses'] as Record<string, { content?: Record<string, { schema: Schema }> }>)['200']
            ?.content?.['application/json']?.schema ?? null,
        isOpen: (operation['security'] as unknown[]).length === 0,
        roles: operation['x-roles'] as string[],
      };
    }),
  );
}

const hostileTexts = [
  '',
  '\0',
  'a\0b',
  '\ud800',
  '\udfffx',
  '\u202e\ufeff',
  "'; DROP TABLE op; --",
  '%',
  '%00',
  '../../../etc/passwd',
  '{{7*7}}',
  'null',
  'NaN',
  '-1',
  '1e309',
  'ı'.repeat(300),
  'x'.repeat(5_000),
  'WyJhIiwiYiJd',
  Buffer.from('["2026-13-45","not-a-uuid"]').toString('base64url'),
  Buffer.from('["0","0"]').toString('base64url'),
  '9999-99-99T99:99:99.999Z',
  '+275760-09-13T00:00:00.000Z',
];
const deep = (levels: number): unknown =>
  Array.from({ length: levels }).reduce((inner) => [inner], 'deep' as unknown);

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...hostileTexts),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    0.5,
    -0,
    1e308,
    2 ** 31,
    2 ** 53,
    -(2 ** 63),
    [],
    {},
    [[]],
    deep(30),
    deep(3_000),
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const hostileKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'stationId',
  'status',
  'seq',
  'warehouseId',
  'roles',
  'token',
  'is_admin',
  '$where',
  'a\0',
  '',
  'x'.repeat(300),
);

/** A value as the schema wants it; ids are ones that exist. */
function fitting(schema: Schema, ids: Ids, name = ''): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const choices = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (choices) return fc.oneof(...choices.map((each) => fitting(each, ids, name)));
  const types = [schema['type']].flat() as string[];
  if (types.length > 1) return fc.oneof(...types.map((type) => fitting({ ...schema, type }, ids, name)));
  switch (types[0]) {
    case 'integer':
    case 'number': {
      const min =
        Number(schema['minimum'] ?? schema['exclusiveMinimum'] ?? -1_000) +
        ('exclusiveMinimum' in schema ? 1 : 0);
      const max = Number(schema['maximum'] ?? 1_000);
      const range = { min: Math.max(min, -1_000), max: Math.min(max, Math.max(min, 0) + 100) };
      const isShare = !Number.isInteger(range.min) || !Number.isInteger(range.max);
      return fc.oneof(
        { weight: 8, arbitrary: isShare ? fc.double({ ...range, noNaN: true }) : fc.integer(range) },
        { weight: 1, arbitrary: fc.constantFrom(min, max) },
      );
    }
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const most = Math.min(Number(schema['maxItems'] ?? 3), 3);
      const least = Math.min(Number(schema['minItems'] ?? 0), most);
      return fc.array(fitting(schema['items'] as Schema, ids, name), { minLength: least, maxLength: most });
    }
    case 'object':
      return fittingObject(schema, ids);
    case 'string':
      return fittingText(schema, ids, name);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function fittingText(schema: Schema, ids: Ids, name: string): fc.Arbitrary<unknown> {
  const known = ids[name];
  if (known) return fc.constantFrom(...known);
  if (schema['format'] === 'uuid')
    return fc.oneof(
      fc.uuid({ version: 7 }),
      fc.constantFrom(
        ...Object.values(ids)
          .flat()
          .filter((id) => id.length === 36),
      ),
    );
  if (schema['format'] === 'date-time')
    return fc
      .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
  const pattern = typeof schema['pattern'] === 'string' ? schema['pattern'] : '';
  if (pattern.startsWith('^[') && !pattern.startsWith('^[^')) return fc.stringMatching(new RegExp(pattern));
  return fc.string({
    minLength: Number(schema['minLength'] ?? 0),
    maxLength: Math.min(Number(schema['maxLength'] ?? 20), 20),
  });
}

function fittingObject(schema: Schema, ids: Ids): fc.Arbitrary<unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const required = (schema['required'] ?? []) as string[];
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, each]) => [name, fitting(each, ids, name)]),
  );
  const object = fc.record(fields, { requiredKeys: required });
  // An op is closed by its type, which the envelope does not say.
  if (!('opId' in properties && 'body' in properties)) return object;
  return fc.constantFrom(...(Object.keys(opBodies) as OpType[])).chain((type) => {
    const body = z.toJSONSchema(opBodies[type], { io: 'input' }) as Schema;
    return fc
      .tuple(object, fitting(body, ids))
      .map(([op, said]) => ({ ...(op as object), type, body: said }));
  });
}

/** A JSON value with one place of it made hostile. */
function spoilt(value: unknown, place: readonly number[], change: Change): unknown {
  const isObject = typeof value === 'object' && value !== null;
  const names = isObject ? Object.keys(value) : [];
  const [here, ...rest] = place;
  if (here === undefined || names.length === 0) {
    if (change.kind === 'replace') return change.value;
    if (!isObject || Array.isArray(value)) return change.value;
    // Written as JSON.parse would, so that `__proto__` is a field.
    return Object.assign(JSON.parse('{}') as object, value, Object.fromEntries([[change.key, change.value]]));
  }
  const name = names[here % names.length] as string;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string,
    unknown
  >;
  copy[name] = spoilt(copy[name], rest, change);
  return copy;
}
type Change = { kind: 'replace'; value: unknown } | { kind: 'add'; key: string; value: unknown };
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('replace' as const), value: hostileValue }),
  fc.record({ kind: fc.constant('add' as const), key: hostileKey, value: hostileValue }),
);

const rawBodies = [
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  '{"a":1,"a":2}',
  '{"a":',
  '[]',
  '"text"',
  'null',
  '1e999',
  '\ufeff{}',
  `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  `{"x":"${'y'.repeat(1_100_000)}"}`,
].map((text) => Buffer.from(text));
const strangeBody = fc.oneof(
  fc.constantFrom(...rawBodies),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3])),
);

const contentTypes = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'text/csv',
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/gzip',
  'a',
  '',
];
const strangeHeaders = fc.constantFrom<Record<string, string>>(
  ...Array.from({ length: 16 }, () => ({})),
  {},
  {},
  {},
  {},
  { 'x-large': 'h'.repeat(20_000) },
  { 'content-encoding': 'gzip' },
  { 'last-event-id': 'x'.repeat(900) },
  { 'last-event-id': '00000000-0000-4000-8000-000000000000.-1' },
  { 'x-http-method-override': 'DELETE' },
  { 'x-forwarded-for': '127.0.0.1', 'x-original-url': '/v1/stations' },
  { origin: 'https://evil.example', cookie: 'token=x' },
  { accept: 'application/xml', 'accept-language': '../../tr' },
);

/** Once in so many times, else null. */
function seldom<T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}

/** Most are nearly right, so that they get past the door. */
export function attackOn(operation: Operation, ids: Ids): fc.Arbitrary<Attack> {
  const { path, parameters, body } = operation;
  const oneParameter = ({ name, schema }: Operation['parameters'][number]): fc.Arbitrary<string> =>
    fc
      .oneof({ weight: 3, arbitrary: fitting(schema, ids, name) }, { weight: 1, arbitrary: hostileValue })
      .map((value) => textOf(value));
  const inPath = parameters.filter((each) => each.in === 'path');
  const inQuery = parameters.filter((each) => each.in === 'query');
  const pathArbitrary = fc
    .tuple(...inPath.map((each) => fc.tuple(fc.constant(each.name), oneParameter(each))))
    .map((values) => values.reduce((made, [name, value]) => made.replace(`{${name}}`, escaped(value)), path));
  const queryArbitrary = fc
    .tuple(
      fc.tuple(
        ...inQuery.map((each) =>
          fc.tuple(
            fc.constant(each.name),
            each.required ? oneParameter(each) : seldom(3, oneParameter(each)),
          ),
        ),
      ),
      seldom(12, fc.tuple(hostileKey, fc.constantFrom(...hostileTexts))),
    )
    .map(([named, extra]) => {
      const pairs = [
        ...named.filter((pair): pair is [string, string] => pair[1] !== null),
        ...(extra ? [extra] : []),
      ];
      return pairs.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&');
    });
  const jsonBody = body
    ? fc
        .tuple(fitting(body, ids), seldom(2, fc.tuple(fc.array(fc.nat(20), { maxLength: 5 }), change)))
        .map(([value, spoil]) =>
          Buffer.from(JSON.stringify(spoil ? spoilt(value, ...spoil) : value) ?? 'null'),
        )
    : fc.constant(null);
  const wholeBody = fc.oneof({ weight: 7, arbitrary: jsonBody }, { weight: 1, arbitrary: strangeBody });
  return fc
    .record({
      path: pathArbitrary,
      query: queryArbitrary,
      body: operation.method === 'GET' ? fc.constant(null) : wholeBody,
      type: fc.oneof(
        { weight: 15, arbitrary: fc.constant('application/json') },
        { weight: 1, arbitrary: fc.constantFrom(...contentTypes) },
      ),
      headers: strangeHeaders,
      cut: seldom(20, fc.nat(40)),
      isInOrder: fc.boolean(),
    })
    .map(({ path: made, query, body: bytes, type, headers, cut, isInOrder }) => ({
      path: query === '' ? made : `${made}?${query}`,
      headers: { ...headers, ...(bytes && type !== '' && { 'content-type': type }) },
      body: bytes,
      cutAt: bytes && cut !== null && cut < bytes.length ? cut : null,
      isInOrder,
    }));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** Percent-encoded; half surrogate pairs go as the bytes that a careless client would send. */
function escaped(text: string): string {
  return [...text]
    .map((sign) => (/\p{Surrogate}/u.test(sign) ? '%ED%A0%80' : encodeURIComponent(sign)))
    .join('')
    .slice(0, 6_000);
}
