// The one place where a failure becomes an answer. Bad input is named with field, reason and remedy; what is our fault is
// hidden behind the id of the request and logged with it.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError, FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { errorSchema } from '../../shared/contract/http';
import { DatabaseFailure } from '../db/database-failure';
import type { App } from '../app';
import { ImportRefused } from '../services/imports/import-refused';
import { wordsOf } from '../services/imports/words';
import { CursorWrong } from '../db/list-page';
import { refuse, RequestRefused } from './refused';

type Answer = { status: number; body: z.infer<typeof errorSchema> };

export function answerErrors(app: App): void {
  app.setErrorHandler((error: FastifyError, request, reply) => send(request, reply, error));
  app.setNotFoundHandler((request, reply) =>
    send(request, reply, refuse('route-unknown', { method: request.method, path: pathOf(request) })),
  );
}

/** What is no request at all never reaches a route: Node's parser gave it up. The connection ends with the answer. */
export function answerNoRequest(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = noRequest[String(error.code)] ?? 400;
  const { code, message, values } = refusedWith(status);
  const body = JSON.stringify({ code, message, values });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

const noRequest: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

export function send(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const { status, body } = answerFor(error, request.id);
  if (status >= 500) request.log.error({ reqId: request.id, err: error }, 'a request failed');
  else request.log.info({ reqId: request.id, code: body.code, values: body.values }, 'a request was refused');
  return reply.status(status).send(body);
}

function answerFor(error: unknown, requestId: string): Answer {
  const refused = refusedOf(error);
  if (refused) {
    const { status, code, message, values } = refused;
    return { status, body: { code, message, values } };
  }
  // What went wrong inside is nobody else's business; the id finds it in the log.
  const hidden = refuse('head-office-failed', { status: 500, errorId: requestId });
  return { status: 500, body: { code: hidden.code, message: hidden.message, values: hidden.values } };
}

function refusedOf(error: unknown): RequestRefused | null {
  if (error instanceof RequestRefused) return error;
  if (error instanceof ImportRefused)
    return new RequestRefused(
      error.status,
      error.code,
      error.values,
      wordsOf(`error.${error.code}`, error.values),
    );
  if (error instanceof CursorWrong) return refuse('cursor-wrong');
  if (hasZodFastifySchemaValidationErrors(error)) return invalid(error);
  if (isDatabaseAway(error)) return refuse('database-unreachable');
  return fastifyRefusal(error);
}

type Invalid = {
  validation: { instancePath: string; message?: string; keyword: string; params: object }[];
  validationContext?: string;
};

function invalid(error: unknown): RequestRefused {
  const { validation, validationContext } = error as Invalid;
  const first = validation[0];
  const place = [validationContext ?? 'body', ...(first?.instancePath.split('/').filter(Boolean) ?? [])].join(
    '.',
  );
  return refuse('request-invalid', {
    field: place,
    reason: first?.message ?? 'not valid',
    remedy: remedyOf(first?.keyword ?? '', first?.params ?? {}),
  });
}

function remedyOf(keyword: string, params: object): string {
  const value = (name: string): string => String((params as Record<string, unknown>)[name]);
  switch (keyword) {
    case 'invalid_type':
      return `Send it as ${value('expected')}.`;
    case 'unrecognized_keys':
      return `Leave out ${value('keys')}.`;
    case 'too_small':
      return `Send ${isOpen(params) ? 'more than' : 'at least'} ${value('minimum')}.`;
    case 'too_big':
      return `Send ${isOpen(params) ? 'less than' : 'at most'} ${value('maximum')}.`;
    case 'invalid_value':
      return `Send one of ${value('values')}.`;
    case 'invalid_format':
      return `Send it in the form ${value('format')}.`;
    default:
      return 'Correct it and send the request again; /openapi.json describes every field.';
  }
}

function fastifyRefusal(error: unknown): RequestRefused | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refuse('body-too-large');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return refuse('media-type-wrong');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return refuse('json-invalid');
    default:
      return 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500
        ? refusedWith(error.statusCode)
        : null;
  }
}

/** The limit itself is not allowed. */
function isOpen(params: object): boolean {
  return 'inclusive' in params && params.inclusive === false;
}

function refusedWith(status: number): RequestRefused {
  const { code, values, message } = refuse('request-refused', { status });
  return new RequestRefused(status, code, values, message);
}

const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

function isDatabaseAway(error: unknown): boolean {
  if (error instanceof DatabaseFailure) return true;
  if (!(error instanceof Error)) return false;
  if ('code' in error && awayCodes.has(String(error.code))) return true;
  return /^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message);
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '';
}
