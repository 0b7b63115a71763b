// Days and months that books can be of: those of the calendar that any ledger in use may hold.
import { z } from 'zod';

export const bookDaySchema = z.iso
  .date()
  .max(10)
  .regex(/^(19|20|21)\d{2}-/);
/** `2026-03`. */
export const bookMonthSchema = z
  .string()
  .max(7)
  .regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/);
