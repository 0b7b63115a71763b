// How a template will look: filled with an order of the office's choice, or with one that shows every value it may name.
import type { z } from 'zod';
import type { previewRequestSchema, TemplatePreview } from '../../../shared/contract/mail';
import { companyStream } from '../../../shared/domain/ids';
import {
  type MailKind,
  type MailLanguage,
  type MailValues,
  topicOf,
  valuesOfKind,
} from '../../../shared/domain/mail/mail-kinds';
import { problemsOf } from '../../../shared/domain/mail/template';
import type { Queryable } from '../../db/pool';
import { composeMail } from './compose';
import { readMailSettings } from './mail-settings';
import { valuesFor } from './mail-values';
import { say, sayDay, sayMoney } from './mail-words';

export async function previewTemplate(
  db: Queryable,
  { kind, language, number, subject, text, html }: z.infer<typeof previewRequestSchema>,
  now: Date,
): Promise<TemplatePreview> {
  const template = { subject, text, html };
  const problems = problemsOf(template, valuesOfKind[kind]);
  const values = Object.entries(valuesOfKind[kind]).map(([name, shape]) => ({
    name,
    inner: typeof shape === 'object' ? Object.keys(shape) : [],
  }));
  if (problems.length > 0) return { problems, mail: null, values };
  const filled = { ...sampleValues(language, now), ...(await valuesOfOrder(db, kind, language, number)) };
  const optOutLink = topicOf[kind] === null ? null : 'https://example.org/';
  return { problems, mail: composeMail(template, kind, language, filled, optOutLink), values };
}

/** Values of an order, without those it does not have: the made-up ones stand in for them. */
async function valuesOfOrder(
  db: Queryable,
  kind: MailKind,
  language: MailLanguage,
  number: string | undefined,
): Promise<MailValues> {
  const { settings } = await readMailSettings(db);
  const found =
    number === undefined || number === ''
      ? null
      : (
          await db.query<{ order_id: string; name: string }>(
            `SELECT order_id, doc->'shipTo'->>'name' AS name FROM sales_order WHERE stream_id = $1 AND number = $2 AND NOT deleted LIMIT 1`,
            [companyStream, number],
          )
        ).rows[0];
  const values = await valuesFor(
    db,
    {
      kind,
      language,
      orderId: found?.order_id ?? null,
      number: found ? (number ?? '') : '',
      about: null,
      toName: found?.name ?? '',
      given: null,
    },
    settings,
    'preview',
  );
  const isReal = (name: string): boolean =>
    settings.fromAddress !== '' && ['shop', 'serviceMail', 'servicePhone'].includes(name);
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value.length > 0 || isReal(name)),
  );
}

/** The order of nobody: it has everything an order can have, and a link that leads nowhere. */
function sampleValues(language: MailLanguage, now: Date): MailValues {
  const link = 'https://example.org/';
  const soon = new Date(now.getTime() + 3 * 86_400_000).toISOString();
  return {
    customer: say(language, 'customer.sample.name'),
    shop: say(language, 'customer.sample.shop'),
    serviceMail: 'service@example.org',
    servicePhone: '+44 113 496 0000',
    number: '1042',
    lines: [
      {
        quantity: '2',
        name: say(language, 'customer.sample.line-1'),
        price: sayMoney(language, 5_98, 'EUR'),
      },
      {
        quantity: '1',
        name: say(language, 'customer.sample.line-2'),
        price: sayMoney(language, 12_95, 'EUR'),
      },
    ],
    total: sayMoney(language, 18_93, 'EUR'),
    address: [
      { line: say(language, 'customer.sample.name') },
      { line: '1 High Street' },
      { line: 'LS1 4AP Leeds' },
    ],
    parcels: [{ carrier: 'Post', trackingNumber: 'JD0002', trackingLink: link }],
    eta: sayDay(language, soon),
    rateLink: link,
    amount: sayMoney(language, 5_98, 'EUR'),
    reason: '',
    product: say(language, 'customer.sample.line-1'),
    validUntil: sayDay(language, soon),
    paymentLink: link,
    cartLink: link,
    quoteLink: link,
    productLink: link,
    first: sayMoney(language, 18_93, 'EUR'),
    debts: [
      { number: '1042', due: sayDay(language, soon), days: '6', amount: sayMoney(language, 18_93, 'EUR') },
    ],
  };
}
