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
} from '../../../shared/contract/channels';
import type { Answer, Query } from './office-api';

type Get = <S extends z.ZodType>(schema: S, path: string, query?: Query) => Promise<Answer<z.output<S>>>;
type Post = <S extends z.ZodType>(schema: S, path: string, body: unknown) => Promise<Answer<z.output<S>>>;

export function channelRequests(get: Get, post: Post) {
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
    pullChannel: (channelId: string) => post(channelHealthResponseSchema, at(channelId, 'pull'), {}),
  };
}
