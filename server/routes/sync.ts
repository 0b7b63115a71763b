// What stations talk to all day: ops up, pages and the live stream down, and the greeting that closes every gap.
import { z } from 'zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  errorSchema,
  helloRequestSchema,
  helloResponseSchema,
  opsHoleSchema,
  opsRequestSchema,
  opsResponseSchema,
  pullQuerySchema,
  pullResponseSchema,
} from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { streamOf } from '../../shared/sync/documents';
import { answerHello } from '../services/stations/hello';
import { noticeLostHistory } from '../services/stations/lost-history';
import type { OpPlace } from '../services/sync/deliver-ops';
import { pullFor } from '../services/sync/pull-page';
import { only, stationOf } from './access';
import { takeLine } from './line-of-answer';
import { refuse } from './refused';

export function syncRoutes(app: App, office: HeadOffice): void {
  const station = only(office, 'station');

  app.post(
    '/v1/ops',
    {
      onRequest: station,
      // Every answer has passed its schema before it was stored.
      serializerCompiler: () => (answer: unknown) => JSON.stringify(answer),
      schema: {
        summary: 'Delivers ops of the station; a known op is answered again, a hole with the number expected',
        body: opsRequestSchema,
        response: {
          200: opsResponseSchema,
          409: opsHoleSchema,
          401: errorSchema,
          422: errorSchema,
        },
      },
    },
    async (request, reply) => {
      const answer = await office.desk.deliver(stationOf(request), request.body.ops);
      switch (answer.kind) {
        case 'answered':
          return reply.status(200).send({ results: answer.results, ...placeOf(answer) });
        case 'hole':
          return reply.status(409).send(placeOf(answer));
        case 'revoked':
          throw refuse('token-refused');
        case 'changed': {
          const { opId, stationSeq } = answer;
          throw refuse('op-changed', { opId, stationSeq, ...placeOf(answer) });
        }
      }
    },
  );

  app.get(
    '/v1/pull',
    {
      onRequest: station,
      schema: {
        summary: 'One page of a collection, in stream order',
        querystring: pullQuerySchema,
        response: { 200: pullResponseSchema, 410: errorSchema, 401: errorSchema },
      },
    },
    async (request, reply) => {
      const { collection, epoch, seq, mark, limit } = request.query;
      const station = stationOf(request);
      const page = await pullFor(office.pool, station, collection, { epoch, seq, mark }, limit);
      if (page.kind === 'reset') {
        // A point of this very life that the database does not know: it lost it, and others may take its place soon.
        const knows =
          epoch === page.epoch ? { [streamOf(collection, station.warehouseId)]: { epoch, seq, mark } } : {};
        await noticeLostHistory(office, { received: 0, knows }, 0);
        throw refuse('checkpoint-reset', { collection, epoch: page.epoch });
      }
      return reply.send({ documents: page.documents, checkpoint: page.checkpoint });
    },
  );

  app.get(
    '/v1/stream',
    {
      onRequest: station,
      schema: {
        summary:
          'Server-sent events: every change the station may see; goes on behind Last-Event-ID, or says resync',
        produces: ['text/event-stream'],
        response: { 200: z.string() },
      },
    },
    (request, reply) => openStream(office, request, reply),
  );

  app.post(
    '/v1/hello',
    {
      onRequest: station,
      schema: {
        summary: 'The greeting of every half minute',
        body: helloRequestSchema,
        response: { 200: helloResponseSchema, 401: errorSchema },
      },
    },
    (request) => answerHello(office, stationOf(request), request.body),
  );
}

function placeOf({ expect, chain }: OpPlace): { expect: number; chain?: string } {
  return { expect, ...(chain !== null && { chain }) };
}

function openStream(office: HeadOffice, request: FastifyRequest, reply: FastifyReply): void {
  const { stationId, warehouseId } = stationOf(request);
  const lastEventId = request.headers['last-event-id'];
  reply.hijack();
  const line = takeLine(reply, {
    // What hooks have set so far (origin, request id) belongs to this answer too.
    ...reply.getHeaders(),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // A proxy that gathers answers would hold the stream back.
    'x-accel-buffering': 'no',
  });
  if (!line) return;
  office.live.open({ stationId, warehouseId }, line, typeof lastEventId === 'string' ? lastEventId : null);
}
