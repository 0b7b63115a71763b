// A provider of returns over HTTP, by the protocol in docs/plug-ins.md: JSON, a bearer key, and an idempotency key that is the
// return's id, so that an answer that was lost is asked for again and nothing is booked twice.
import { z } from 'zod';
import { isLoopback } from '../../../../shared/contract/loopback';
import { CarrierFailure } from '../../carriers/carrier-strategy';
import type { Address } from '../../../../shared/domain/customer/address';
import type { ReturnLabel } from '../../../../shared/domain/returns/goods-return';
import type { ReturnsPlugin, ReturnToLabel } from './returns-provider';

const settingsSchema = z.strictObject({
  /** Over TLS, unless it is this very computer. */
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .refine((url) => url.startsWith('https:') || isLoopback(new URL(url).hostname), 'https is needed'),
  timeoutMs: z.int().min(100).max(60_000).default(10_000),
});
const secretsSchema = z.strictObject({ apiKey: z.string().min(8).max(300) });

const bookedSchema = z.object({
  id: z.string().min(1).max(80),
  carrier: z.string().max(60),
  tracking_number: z.string().min(1).max(60).nullable(),
  label_url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable(),
  instructions: z.string().max(500).default(''),
});
const standingSchema = z.object({
  status: z.enum(['created', 'in_transit', 'delivered', 'cancelled']),
  shipped_at: z.iso.datetime({ offset: true }).nullable(),
});
const refusedSchema = z.object({
  error: z.object({ code: z.string().max(60), message: z.string().max(400) }),
});

export const httpReturns: ReturnsPlugin<z.infer<typeof settingsSchema>, z.infer<typeof secretsSchema>> = {
  kind: 'http',
  settings: settingsSchema,
  secrets: secretsSchema,
  open: ({ baseUrl, timeoutMs }, { apiKey }, ports) => {
    const ask = async <T>(
      schema: z.ZodType<T>,
      method: 'GET' | 'POST',
      path: string,
      sent?: { key: string; body: object },
    ): Promise<T> => {
      const answer = await ports
        .fetch(`${baseUrl.replace(/\/$/, '')}/v1/returns${path}`, {
          method,
          redirect: 'error',
          headers: {
            authorization: `Bearer ${apiKey}`,
            accept: 'application/json',
            ...(sent ? { 'content-type': 'application/json', 'idempotency-key': sent.key } : {}),
          },
          ...(sent ? { body: JSON.stringify(sent.body) } : {}),
          signal: AbortSignal.timeout(timeoutMs),
        })
        .then(async (got) => ({
          status: got.status,
          pause: got.headers.get('retry-after'),
          text: await got.text(),
        }))
        .catch((cause: unknown) => {
          throw new CarrierFailure('unreachable', 'no-answer', String(cause));
        });
      const body = jsonOf(answer.text);
      if (answer.status === 429)
        throw new CarrierFailure('busy', 'too-many', 'asked too often', (Number(answer.pause) || 1) * 1000);
      if (answer.status >= 500)
        throw new CarrierFailure('unreachable', `http-${answer.status}`, 'the provider failed');
      if (answer.status >= 400) {
        const said = refusedSchema.safeParse(body).data?.error;
        throw new CarrierFailure(
          'refused',
          said?.code ?? `http-${answer.status}`,
          said?.message ?? 'refused',
        );
      }
      const read = schema.safeParse(body);
      if (!read.success)
        throw new CarrierFailure('unreadable', 'answer-unread', z.prettifyError(read.error).slice(0, 400));
      return read.data;
    };
    const of = ({ reference }: { reference: string }): string => `/${encodeURIComponent(reference)}`;
    return {
      tells: true,
      label: async (asked) =>
        labelOf(await ask(bookedSchema, 'POST', '', { key: asked.reference, body: bookingOf(asked) })),
      giveUp: async (label) => {
        await ask(standingSchema, 'POST', `${of(label)}/cancel`, {
          key: `${label.reference} cancel`,
          body: {},
        });
      },
      sentAt: async (label) => {
        const { status, shipped_at: at } = await ask(standingSchema, 'GET', of(label));
        return status === 'in_transit' || status === 'delivered'
          ? at === null
            ? null
            : new Date(at).toISOString()
          : null;
      },
    };
  },
};

function labelOf(booked: z.infer<typeof bookedSchema>): ReturnLabel {
  return {
    reference: booked.id,
    carrierName: booked.carrier,
    trackingNumber: booked.tracking_number,
    labelUrl: booked.label_url,
    howTo: booked.instructions,
  };
}

function bookingOf({ reference, number, orderNumber, from, to, weightGrams, lines }: ReturnToLabel): object {
  return {
    reference,
    rma: number,
    order: orderNumber,
    from: placeOf(from),
    to: placeOf(to),
    weight_grams: weightGrams,
    items: lines.map(({ sku, name, quantity, reason }) => ({ sku, name, quantity, reason })),
  };
}

function placeOf({
  name,
  company,
  lines,
  postcode,
  city,
  region,
  countryCode,
  phone,
  email,
}: Address): object {
  return { name, company, lines, postcode, city, region, country: countryCode, phone, email };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
