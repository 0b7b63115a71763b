// What the channel pages ask of head office.
import type { z } from 'zod';
import {
  changedResponseSchema,
  channelHealthResponseSchema,
  type channelSettingsRequestSchema,
  channelSettingsResponseSchema,
  deliveriesResponseSchema,
  type newChannelRequestSchema,
  pushesResponseSchema,
} from '../../../../shared/contract/channels';
import { sheetPreviewSchema, sheetTakenSchema } from '../../../../shared/contract/channel-sheets';
import type { ColumnMapping } from '../../../../shared/domain/channel/column-mapping';
import type { Answer, Query } from '../office-api';

type Get = <S extends z.ZodType>(schema: S, path: string, query?: Query) => Promise<Answer<z.output<S>>>;
type Post = <S extends z.ZodType>(schema: S, path: string, body: unknown) => Promise<Answer<z.output<S>>>;

type Send = <S extends z.ZodType>(
  schema: S,
  path: string,
  query: Query,
  file: File,
) => Promise<Answer<z.output<S>>>;

export function channelRequests(get: Get, post: Post, send: Send) {
  const at = (channelId: string, path: string): string =>
    `/v1/channels/${encodeURIComponent(channelId)}/${path}`;
  return {
    channelHealth: () => get(channelHealthResponseSchema, '/v1/channels/health'),
    addChannel: (channel: z.input<typeof newChannelRequestSchema>) =>
      post(channelSettingsResponseSchema, '/v1/channels', channel),
    channelSettings: (channelId: string) => get(channelSettingsResponseSchema, at(channelId, 'settings')),
    saveChannel: (channelId: string, settings: z.input<typeof channelSettingsRequestSchema>) =>
      post(channelSettingsResponseSchema, at(channelId, 'settings'), settings),
    deliveries: (channelId: string, query: Query) =>
      get(deliveriesResponseSchema, at(channelId, 'deliveries'), query),
    retryDeliveries: (channelId: string, deliveryIds: string[]) =>
      post(changedResponseSchema, at(channelId, 'deliveries/retry'), { deliveryIds }),
    dropDeliveries: (channelId: string, deliveryIds: string[]) =>
      post(changedResponseSchema, at(channelId, 'deliveries/drop'), { deliveryIds }),
    pushes: (channelId: string) => get(pushesResponseSchema, at(channelId, 'pushes')),
    retryPushes: (channelId: string) => post(changedResponseSchema, at(channelId, 'pushes/retry'), {}),
    /** Shows what a sheet would become; with what its headings tell when no mapping is given. */
    previewSheet: (channelId: string, file: File, mapping: ColumnMapping | null) =>
      send(
        sheetPreviewSchema,
        at(channelId, 'sheets/preview'),
        mapping === null ? {} : { mapping: JSON.stringify(mapping) },
        file,
      ),
    takeSheet: (channelId: string, file: File, mapping: ColumnMapping) =>
      send(sheetTakenSchema, at(channelId, 'sheets'), { mapping: JSON.stringify(mapping) }, file),
    pullChannel: (channelId: string) => post(channelHealthResponseSchema, at(channelId, 'pull'), {}),
  };
}
