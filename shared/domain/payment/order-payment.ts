// How an order says that it is paid: by which provider, and with which token of it. Never a card.
import { z } from 'zod';
import { referenceSchema } from './payment';

export const orderPaymentSchema = z.strictObject({
  providerId: z.string().min(1).max(40),
  token: referenceSchema.nullable().default(null),
});
export type OrderPayment = z.infer<typeof orderPaymentSchema>;
