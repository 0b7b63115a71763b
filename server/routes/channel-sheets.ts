// Sheets of orders for a channel: looked at with a mapping of their columns, then taken.
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { channelParamsSchema } from '../../shared/contract/channels';
import { sheetPreviewSchema, sheetQuerySchema, sheetTakenSchema } from '../../shared/contract/channel-sheets';
import { errorSchema } from '../../shared/contract/http';
import { type ColumnMapping, columnMappingSchema } from '../../shared/domain/channel/column-mapping';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { salesChannel } from '../services/channels/channel-rows';
import { mostSheetBytes } from '../services/channels/read-sheet';
import { previewSheet, takeSheet } from '../services/channels/sheet-orders';
import { only } from './access';
import { refuse } from './refused';

const sheetTypes = [
  'application/octet-stream',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

export async function channelSheetRoutes(app: App, office: HeadOffice): Promise<void> {
  const role = only(office, 'office');
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      sheetTypes,
      { parseAs: 'buffer', bodyLimit: mostSheetBytes },
      (_request, body, done) => done(null, body),
    );
    const door = scope.withTypeProvider<ZodTypeProvider>();
    const schema = { consumes: sheetTypes, params: channelParamsSchema, querystring: sheetQuerySchema };
    const channelOf = async (channelId: string) => {
      const channel = await salesChannel(office.pool, channelId);
      if (!channel) throw refuse('channel-not-there', { channelId });
      return channel;
    };

    door.post(
      '/v1/channels/:channelId/sheets/preview',
      {
        onRequest: role,
        bodyLimit: mostSheetBytes,
        schema: {
          ...schema,
          summary:
            'Looks at a sheet of orders: its columns, its first rows, and what would become of them; takes nothing',
          response: { 200: sheetPreviewSchema, '4xx': errorSchema },
        },
      },
      async (request) => {
        const bytes = bytesOf(request.body);
        const mapping = mappingOf(request.query.mapping);
        return previewSheet(office, { channel: await channelOf(request.params.channelId), bytes, mapping });
      },
    );

    door.post(
      '/v1/channels/:channelId/sheets',
      {
        onRequest: role,
        bodyLimit: mostSheetBytes,
        schema: {
          ...schema,
          summary: 'Takes the orders of a sheet, and keeps the mapping with the channel',
          response: { 202: sheetTakenSchema, '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const bytes = bytesOf(request.body);
        const mapping = mappingOf(request.query.mapping);
        if (!mapping) throw invalidMapping('missing');
        const channel = await channelOf(request.params.channelId);
        const taken = await takeSheet(office, { channel, bytes, mapping });
        office.channels.inbox.nudge();
        return reply.status(202).send(taken);
      },
    );
  });
}

function bytesOf(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  throw refuse('request-invalid', {
    field: 'body',
    reason: 'no file',
    remedy: 'Send the file itself, as application/octet-stream.',
  });
}

function mappingOf(text: string | undefined): ColumnMapping | null {
  if (text === undefined) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidMapping('not JSON');
  }
  const mapping = columnMappingSchema.safeParse(value);
  if (!mapping.success) throw invalidMapping(mapping.error.issues[0]?.message ?? 'not a mapping');
  return mapping.data;
}

function invalidMapping(reason: string): Error {
  return refuse('request-invalid', {
    field: 'query.mapping',
    reason,
    remedy: 'Send a column mapping as JSON; the preview answers with one.',
  });
}
