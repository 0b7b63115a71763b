// Who answers for an act of the office.
import { z } from 'zod';

/** What moves money, or many orders, is done by somebody with a name and a PIN. */
export const answeringSchema = z.strictObject({
  badge: z.string().trim().min(1).max(20),
  pin: z.string().max(8).nullable(),
});
