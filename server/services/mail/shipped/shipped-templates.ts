// What we ship, by kind and language: version 0 of every template.
import type { MailKind, MailLanguage } from '../../../../shared/domain/mail/mail-kinds';
import { mailKinds } from '../../../../shared/domain/mail/mail-kinds';
import type { MailText } from '../../../../shared/domain/mail/template';
import { englishTemplates } from './english';
import { turkishTemplates } from './turkish';

export const shippedTemplates = Object.fromEntries(
  mailKinds.map((kind) => [kind, { en: englishTemplates[kind], tr: turkishTemplates[kind] }]),
) as Readonly<Record<MailKind, Readonly<Record<MailLanguage, MailText>>>>;
