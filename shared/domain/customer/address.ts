// Where a parcel goes. Lines are kept as the customer wrote them; only the country is coded (ISO 3166-1 alpha-2).
import { z } from 'zod';

export const addressSchema = z.object({
  name: z.string().min(1).max(120),
  company: z.string().max(120).nullable(),
  lines: z.array(z.string().max(120)).max(4),
  postcode: z.string().max(20).nullable(),
  city: z.string().max(80),
  region: z.string().max(80).nullable(),
  countryCode: z
    .string()
    .length(2)
    .regex(/^[A-Z]{2}$/),
  phone: z.string().max(40).nullable(),
  email: z.string().max(120).nullable(),
});
export type Address = z.infer<typeof addressSchema>;
