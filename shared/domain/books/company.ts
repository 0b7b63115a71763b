// The company as its invoices name it: who sells, where it is, under which number it owes tax.
import { z } from 'zod';

const text = (most: number) => z.string().trim().min(1).max(most);
export const bookCompanySchema = z.strictObject({
  name: text(120),
  /** With the letters of its country: `GB123456789`. */
  vatNumber: text(30),
  street: text(120),
  postcode: text(20),
  city: text(80),
  countryCode: z
    .string()
    .length(2)
    .regex(/^[A-Z]{2}$/),
  email: z.email().max(200),
  /** Asked for by Turkish invoices alone. */
  taxOffice: z.string().trim().max(60).optional(),
  /** İlçe. */
  district: z.string().trim().max(60).optional(),
});
export type BookCompany = z.infer<typeof bookCompanySchema>;
