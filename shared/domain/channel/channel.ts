// Where orders come from: a shop, a marketplace, a file someone sends every morning. What a channel may send and how
// its entries are read is data here; the formats themselves are code (formats.ts).
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { channelIdSchema } from '../ids';

export const channelKinds = ['file', 'web'] as const;

/** Settings of a channel that files are imported into. Kept as JSON beside the channel's name. */
export const channelSettingsSchema = z.object({
  /** Formats of files this channel takes (formats.ts). */
  formats: z.array(z.string().min(1).max(40)).default([]),
  /** IANA name; wall-clock times in files are of this zone. */
  timeZone: z.string().min(1).max(60).default('UTC'),
  /** Take products that the catalogue does not know from the file, with default measures, instead of quarantining the row. */
  createProducts: z.boolean().default(false),
});
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;

export const channelSchema = z.object({
  channelId: channelIdSchema,
  name: z.string().min(1).max(60),
  kind: z.enum(channelKinds),
  currency: currencySchema,
  settings: channelSettingsSchema,
});
export type Channel = z.infer<typeof channelSchema>;
