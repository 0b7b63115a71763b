// Head office sends its mail through this server, at once and at any hour.
import { type MailSettings, noMailSettings } from '../../../shared/domain/mail/mail-settings';
import type { HeadOfficeDoor } from '../head-office-door';
import type { MailServer } from './mail-server';

/** @param more what else is set: an address for answers, where customers' links lead */
export async function sendMailThrough(
  door: Pick<HeadOfficeDoor, 'ask'>,
  server: Pick<MailServer, 'port'>,
  more: Partial<MailSettings> = {},
): Promise<void> {
  const settings: MailSettings = {
    ...noMailSettings,
    isOn: true,
    host: '127.0.0.1',
    port: server.port,
    security: 'none',
    fromName: 'Kiln & Co',
    fromAddress: 'shop@example.org',
    quiet: null,
    ...more,
  };
  await door.ask('POST', '/v1/mail-settings', { settings });
}
