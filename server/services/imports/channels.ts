// Channels and what they may send. Every refusal names what there is instead.
import type { z } from 'zod';
import type { channelRowSchema } from '../../../shared/contract/http';
import { type ChannelSettings, channelSettingsSchema } from '../../../shared/domain/channel/channel';
import { importFormatNames, isImportFormat } from '../../../shared/domain/channel/formats';
import { type ChannelId, channelIdSchema } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { ImportRefused } from './import-refused';

export type Channel = {
  channelId: ChannelId;
  name: string;
  kind: string;
  currency: string;
  formats: string[];
  settings: ChannelSettings;
};

type Row = {
  channel_id: string;
  name: string;
  kind: string;
  formats: string[];
  currency: string;
  settings: unknown;
};

async function allChannels(db: Queryable): Promise<Channel[]> {
  const { rows } = await db.query<Row>(
    'SELECT channel_id, name, kind, formats, currency, settings FROM channel ORDER BY name, channel_id',
  );
  return rows.map((row) => ({
    channelId: channelIdSchema.parse(row.channel_id),
    name: row.name,
    kind: row.kind,
    currency: row.currency,
    formats: row.formats,
    settings: channelSettingsSchema.parse(row.settings),
  }));
}

export async function listChannels(db: Queryable): Promise<z.infer<typeof channelRowSchema>[]> {
  const channels = await allChannels(db);
  return channels.map(({ channelId, name, kind, currency, formats }) => ({
    channelId,
    name,
    kind,
    currency,
    formats,
  }));
}

/** @throws ImportRefused when there is none */
export async function channelById(db: Queryable, channelId: string): Promise<Channel> {
  const channels = await allChannels(db);
  const found = channels.find((channel) => channel.channelId === channelId);
  if (!found)
    throw new ImportRefused('channel-unknown', {
      channelId,
      known: named(channels.map((each) => each.channelId)),
    });
  return found;
}

/** The channel, when it takes files of this format. */
export async function channelForFile(db: Queryable, channelId: string, format: string): Promise<Channel> {
  if (!isImportFormat(format))
    throw new ImportRefused('format-unknown', { format, known: named(importFormatNames) });
  const channel = await channelById(db, channelId);
  if (channel.formats.length === 0) {
    const takers = (await allChannels(db))
      .filter((each) => each.formats.length > 0)
      .map((each) => each.channelId);
    throw new ImportRefused('channel-takes-no-files', { channelId, known: named(takers) });
  }
  if (!channel.formats.includes(format)) {
    throw new ImportRefused('format-not-of-channel', { channelId, format, known: named(channel.formats) });
  }
  return channel;
}

function named(list: readonly string[]): string {
  return list.length === 0 ? '-' : list.join(', ');
}
