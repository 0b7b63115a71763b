// Settings of mail as they are kept: the company's, each channel's, and two secrets that are told to nobody: the password
// of the mail server, and the key that makes links of customers unguessable.
import { randomBytes } from 'node:crypto';
import {
  type ChannelMail,
  channelMailSchema,
  defaultChannelMail,
  withEveryKind,
} from '../../../shared/domain/mail/channel-mail';
import { isLoopback } from '../../../shared/contract/loopback';
import { companyStream } from '../../../shared/domain/ids';
import {
  type MailSettings,
  mailSettingsProblem,
  type MailSettingsProblem,
  mailSettingsSchema,
  noMailSettings,
} from '../../../shared/domain/mail/mail-settings';
import type { Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';

export type KeptMailSettings = { settings: MailSettings; password: string };

export async function readMailSettings(db: Queryable): Promise<KeptMailSettings> {
  const { rows } = await db.query<{ doc: unknown; secret: string | null }>({
    name: 'mail-settings',
    text: `SELECT doc, secret FROM mail_setting WHERE stream_id = $1 AND scope = 'company'`,
    values: [companyStream],
  });
  const [row] = rows;
  return {
    settings: row ? mailSettingsSchema.parse(row.doc) : noMailSettings,
    password: row?.secret ?? '',
  };
}

/** @param password null keeps the one there is. @returns why they cannot be used; then nothing is changed */
export async function saveMailSettings(
  db: Queryable,
  settings: MailSettings,
  password: string | null,
): Promise<MailSettingsProblem | null> {
  const problem = mailSettingsProblem(settings, isLoopback);
  if (problem) return problem;
  await db.query(
    `INSERT INTO mail_setting (stream_id, scope, doc, secret) VALUES ($1, 'company', $2, $3)
     ON CONFLICT (stream_id, scope) DO UPDATE SET doc = excluded.doc, secret = coalesce(excluded.secret, mail_setting.secret)`,
    [companyStream, storableJson(settings), password],
  );
  return null;
}

type ChannelRow = { channel_id: string; name: string; formats: string[]; doc: unknown };
export type ChannelWithMail = { channelId: string; name: string; mail: ChannelMail };

/** Every channel, also those nobody has set anything for. */
export async function channelMails(db: Queryable): Promise<ChannelWithMail[]> {
  const { rows } = await db.query<ChannelRow>({
    name: 'mail-channels',
    text: `SELECT c.channel_id, c.name, c.formats, s.doc FROM channel c
           LEFT JOIN mail_setting s ON s.stream_id = $1 AND s.scope = 'channel ' || c.channel_id
           ORDER BY c.name, c.channel_id`,
    values: [companyStream],
  });
  return rows.map(({ channel_id: channelId, name, formats, doc }) => ({
    channelId,
    name,
    mail:
      doc === null
        ? defaultChannelMail({ takesFiles: formats.length > 0 })
        : withEveryKind(channelMailSchema.parse(doc)),
  }));
}

/** @returns false when there is no such channel */
export async function saveChannelMail(db: Queryable, channelId: string, mail: ChannelMail): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO mail_setting (stream_id, scope, doc) SELECT $1, 'channel ' || channel_id, $3 FROM channel WHERE channel_id = $2
     ON CONFLICT (stream_id, scope) DO UPDATE SET doc = excluded.doc`,
    [companyStream, channelId, storableJson(mail)],
  );
  return rowCount === 1;
}

/** Made at its first use; whoever is second takes that of the first. */
export async function linkKey(db: Queryable): Promise<string> {
  const read = async (): Promise<string | undefined> =>
    (
      await db.query<{ secret: string }>({
        name: 'mail-link-key',
        text: `SELECT secret FROM mail_setting WHERE stream_id = $1 AND scope = 'links'`,
        values: [companyStream],
      })
    ).rows[0]?.secret;
  const known = await read();
  if (known !== undefined) return known;
  await db.query(
    `INSERT INTO mail_setting (stream_id, scope, doc, secret) VALUES ($1, 'links', '{}', $2) ON CONFLICT DO NOTHING`,
    [companyStream, randomBytes(32).toString('base64url')],
  );
  return (await read()) ?? linkKey(db);
}
