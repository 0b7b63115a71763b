// Imports: a file sent in, how far it is, and the lines that wait for a person.
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  errorSchema,
  importQuerySchema,
  importRowSchema,
  importsResponseSchema,
  quarantineQuerySchema,
  quarantineResponseSchema,
  quarantineRowSchema,
  retryRequestSchema,
  retryResponseSchema,
} from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { dropQuarantined, retryQuarantined } from '../services/imports/answer-quarantined';
import { importById, listImports } from '../services/imports/import-rows';
import type { PlacingTools } from '../services/imports/place-import';
import { listQuarantined } from '../services/imports/quarantine-rows';
import { only } from './access';

const importParams = z.strictObject({ importId: z.uuid() });
const quarantineParams = z.strictObject({ quarantineId: z.uuid() });
const importsShown = 100;

/** How a file may be called; what it is, its bytes say. */
const fileTypes = [
  'application/octet-stream',
  'application/gzip',
  'application/x-gzip',
  'text/csv',
  'text/plain',
];

export async function importRoutes(app: App, office: HeadOffice): Promise<void> {
  const desk = office.imports;
  const role = only(office, 'office');
  const tools: PlacingTools = {
    pool: office.pool,
    writer: office.writer,
    now: () => office.now().toISOString(),
    newId: office.newId,
  };

  // A scope of its own: only here is a body a stream of any length.
  await app.register(async (scope) => {
    scope.addContentTypeParser(fileTypes, (_request, payload, done) => done(null, payload));
    scope.withTypeProvider<ZodTypeProvider>().post(
      '/v1/imports',
      {
        onRequest: role,
        bodyLimit: Number.MAX_SAFE_INTEGER,
        schema: {
          summary:
            'Takes a file of orders; answers when it is read, and goes on placing. The body is the file itself, packed or not',
          consumes: fileTypes,
          querystring: importQuerySchema,
          response: { 202: importRowSchema, '4xx': errorSchema, '5xx': errorSchema },
        },
      },
      async (request, reply) => {
        const upload =
          request.body instanceof Object && 'pipe' in request.body
            ? (request.body as IncomingMessage)
            : request.raw;
        const length = Number(request.headers['content-length']);
        try {
          const row = await desk.receive({
            ...request.query,
            bytesTotal:
              Number.isSafeInteger(length) && request.headers['content-length'] !== undefined ? length : null,
            // Left open when reading ends early, so that the sender hears why.
            body: upload.iterator({ destroyOnReturn: false }),
          });
          return await reply.status(202).send(row);
        } finally {
          // What nobody read is let run out, so that a sender who is still sending hears the answer. Not in the same
          // turn: the stream learns only then that its reader has gone.
          setImmediate(() => upload.resume());
        }
      },
    );
  });

  app.get(
    '/v1/imports',
    {
      onRequest: role,
      schema: { summary: 'Imports, newest first', response: { 200: importsResponseSchema } },
    },
    async () => ({ rows: await listImports(office.pool, importsShown) }),
  );

  app.get(
    '/v1/imports/:importId',
    {
      onRequest: role,
      schema: {
        summary: 'How far an import is',
        params: importParams,
        response: { 200: importRowSchema, '4xx': errorSchema },
      },
    },
    (request) => importById(office.pool, request.params.importId),
  );

  app.post(
    '/v1/imports/:importId/cancel',
    {
      onRequest: role,
      schema: {
        summary: 'Stops an import; what is placed stays placed',
        params: importParams,
        response: { 200: importRowSchema, '4xx': errorSchema },
      },
    },
    (request) => desk.cancel(request.params.importId),
  );

  const quarantineAnswer = { response: { 200: quarantineResponseSchema, '4xx': errorSchema } };
  app.get(
    '/v1/quarantine',
    {
      onRequest: role,
      schema: {
        summary: 'Lines that wait for a person',
        querystring: quarantineQuerySchema,
        ...quarantineAnswer,
      },
    },
    (request) => listQuarantined(office.pool, request.query),
  );
  app.get(
    '/v1/imports/:importId/quarantine',
    {
      onRequest: role,
      schema: {
        summary: 'Lines of one import that wait for a person',
        params: importParams,
        querystring: quarantineQuerySchema.omit({ importId: true }),
        ...quarantineAnswer,
      },
    },
    async (request) => {
      const { importId } = await importById(office.pool, request.params.importId);
      return listQuarantined(office.pool, { ...request.query, importId });
    },
  );

  app.post(
    '/v1/quarantine/:quarantineId/retry',
    {
      onRequest: role,
      schema: {
        summary: 'Tries a line again, as it is or corrected; the row says whether it was taken',
        params: quarantineParams,
        body: retryRequestSchema,
        response: { 200: retryResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const retried = await retryQuarantined(tools, request.params.quarantineId, request.body.correctedText);
      office.allocation.nudge();
      return retried;
    },
  );

  app.post(
    '/v1/quarantine/:quarantineId/drop',
    {
      onRequest: role,
      schema: {
        summary: 'Gives a line up; it stays in the list as dropped',
        params: quarantineParams,
        response: { 200: quarantineRowSchema, '4xx': errorSchema },
      },
    },
    (request) => dropQuarantined(tools, request.params.quarantineId),
  );
}
