// Where orders come from: a shop, a marketplace, a file someone sends every morning. How a channel's entries are read
// is data here; the formats themselves are code (formats.ts).
import { z } from 'zod';
import { channelPaymentSchema } from '../payment/channel-payment';

/** Settings of a channel that files are imported into. */
export const channelSettingsSchema = z.object({
  /** IANA name; wall-clock times in files are of this zone. */
  timeZone: z.string().min(1).max(60).default('UTC'),
  /** Single-byte text does not say which language it was written for; 1254 is Turkish. */
  legacyEncoding: z.enum(['windows-1252', 'windows-1254']).default('windows-1252'),
  /** Take products that the catalogue does not know from the file, with default measures, instead of quarantining. */
  createProducts: z.boolean().default(false),
  payment: channelPaymentSchema.default(channelPaymentSchema.parse({})),
});
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;
