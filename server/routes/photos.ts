// Photographs: stations send files in parts by the hash of the whole, the office lists and sees them.
import { z } from 'zod';
import { errorSchema } from '../../shared/contract/http';
import {
  photoListQuerySchema,
  photoParamsSchema,
  photoPartSchema,
  photosSchema,
  photoUploadSchema,
} from '../../shared/contract/photos';
import { orderIdSchema } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { photoFile, photosOf, photosOfOrder } from '../services/photos/read-photos';
import { readUpload, takePart } from '../services/photos/take-parts';
import { only, stationOf } from './access';
import { refuse } from './refused';

const orderParams = z.strictObject({ orderId: orderIdSchema });

export function photoRoutes(app: App, office: HeadOffice): void {
  const { pool, now } = office;
  const sender = only(office, 'station', 'office');
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };

  app.get(
    '/v1/photos/:hash/upload',
    {
      onRequest: sender,
      schema: {
        summary: 'How much of a photograph is there',
        params: photoParamsSchema,
        response: { 200: photoUploadSchema, ...refusals },
      },
    },
    (request) => readUpload(pool, request.params.hash, stationOf(request).stationId),
  );
  app.post(
    '/v1/photos/:hash/parts',
    {
      onRequest: sender,
      schema: {
        summary: 'The next part of a photograph, behind what is there; the last one makes it whole',
        params: photoParamsSchema,
        body: photoPartSchema,
        response: { 200: photoUploadSchema, ...refusals },
      },
    },
    async (request) => {
      const { size, offset, bytes } = request.body;
      const part = { hash: request.params.hash, size, offset, bytes: Buffer.from(bytes, 'base64') };
      const answer = await takePart(pool, stationOf(request), part, now());
      switch (answer.kind) {
        case 'taken':
        case 'elsewhere':
          return answer.upload;
        case 'wrong':
          throw refuse('photo-wrong');
        case 'too-many':
          throw refuse('photo-too-many');
      }
    },
  );
  app.get(
    '/v1/photos',
    {
      onRequest: role,
      schema: {
        summary: 'Photographs of one box or return',
        querystring: photoListQuerySchema,
        response: { 200: photosSchema, ...refusals },
      },
    },
    async ({ query }) => ({ photos: await photosOf(pool, query) }),
  );
  app.get(
    '/v1/orders/:orderId/photos',
    {
      onRequest: role,
      schema: {
        summary: 'Photographs of every box of an order',
        params: orderParams,
        response: { 200: photosSchema, ...refusals },
      },
    },
    async ({ params }) => ({ photos: await photosOfOrder(pool, params.orderId) }),
  );
  app.get(
    '/v1/photos/:hash',
    {
      onRequest: role,
      schema: {
        summary: 'A photograph itself, as image/jpeg',
        params: photoParamsSchema,
        produces: ['image/jpeg'],
        response: { 200: z.any().describe('The file'), ...refusals },
      },
    },
    async (request, reply) => {
      const file = await photoFile(pool, request.params.hash);
      if (!file) throw refuse('photo-unknown');
      // Named by its bytes: it never says anything else.
      return reply
        .header('cache-control', 'private, max-age=31536000, immutable')
        .header('x-content-type-options', 'nosniff')
        .type('image/jpeg')
        .send(file);
    },
  );
}
