// How the company sends mail: which server, from whom, when not. The password is not among them: it is kept beside them
// and told to nobody.
import { z } from 'zod';
import { mailAddress } from './mailbox';
import { isTimeZone, quietHoursSchema } from './quiet-hours';

const addressSchema = z
  .string()
  .max(254)
  .refine((text) => mailAddress(text) !== null, 'this is no mail address');
const nameSchema = z
  .string()
  .max(80)
  .regex(/^[^\p{Cc}<>"]*$/u);

/** tls: from the first byte. starttls: after a greeting in the clear, and never without. none: on this computer only. */
export const mailSecurities = ['tls', 'starttls', 'none'] as const;

export const mailSettingsSchema = z.strictObject({
  isOn: z.boolean(),
  host: z
    .string()
    .max(253)
    .regex(/^[A-Za-z0-9.:-]*$/),
  port: z.int().min(1).max(65_535),
  security: z.enum(mailSecurities),
  /** Empty: the server asks nobody who they are. */
  user: z
    .string()
    .max(254)
    .regex(/^[^\p{Cc}]*$/u),
  fromName: nameSchema,
  fromAddress: addressSchema.or(z.literal('')),
  /** How customers reach service: stands in mails and on pages, and answers to mails go there. */
  serviceMail: addressSchema.or(z.literal('')),
  servicePhone: z
    .string()
    .max(40)
    .regex(/^[0-9+() ./-]*$/),
  /** Where customers reach head office's own pages, `https://orders.example`; empty when they cannot. */
  publicOrigin: z
    .string()
    .max(200)
    .regex(/^(https?:\/\/[A-Za-z0-9.[\]:-]+)?$/),
  quiet: quietHoursSchema.nullable(),
  timeZone: z.string().max(60).refine(isTimeZone, 'there is no such time zone'),
});
export type MailSettings = z.infer<typeof mailSettingsSchema>;

export const noMailSettings: MailSettings = {
  isOn: false,
  host: '',
  port: 465,
  security: 'tls',
  user: '',
  fromName: '',
  fromAddress: '',
  serviceMail: '',
  servicePhone: '',
  publicOrigin: '',
  quiet: { from: '21:00', until: '08:00' },
  timeZone: 'UTC',
};

/** Where mail servers take mail: a setting sends head office nowhere else. */
const mailPorts: readonly number[] = [25, 465, 587, 2525];

export const mailSettingsProblems = [
  'host-missing',
  'from-missing',
  'port-of-no-mail',
  'plain-beyond-here',
  'door-open',
] as const;
export type MailSettingsProblem = (typeof mailSettingsProblems)[number];

/** Why these cannot be used, or null. `isHere`: whether the server is on this computer. */
export function mailSettingsProblem(
  { isOn, host, port, fromAddress, security, publicOrigin }: MailSettings,
  isHere: (host: string) => boolean,
): MailSettingsProblem | null {
  if (isOn && host === '') return 'host-missing';
  if (isOn && fromAddress === '') return 'from-missing';
  if (host !== '' && !isHere(host) && !mailPorts.includes(port)) return 'port-of-no-mail';
  if (security === 'none' && host !== '' && !isHere(host)) return 'plain-beyond-here';
  // Links hold what opens a customer's page.
  const openDoor = /^http:\/\/(\[[^\]]*\]|[^:]*)/.exec(publicOrigin)?.[1];
  if (openDoor !== undefined && !isHere(openDoor)) return 'door-open';
  return null;
}
