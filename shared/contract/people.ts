// Requests about people, as zod schemas: who works here, their badges, roles and PINs, and what is asked of them.
// A PIN goes to head office once, when it is set, and comes back from nowhere.
import { z } from 'zod';
import { personIdSchema } from '../domain/ids';
import { benchAccessSchema } from '../domain/people/access';
import { pinSchema, pinVerifierSchema } from '../domain/people/pin';
import { roles } from '../domain/people/roles';

// GET /v1/people (office): who works here, and who is locked at which station
export const personRowSchema = z.object({
  personId: z.string(),
  name: z.string(),
  badge: z.string(),
  roles: z.array(z.enum(roles)),
  retired: z.boolean(),
  pinSetAt: z.string().nullable(),
  locks: z.array(z.object({ station: z.string(), at: z.string(), minutes: z.int() })),
});
export type PersonRow = z.infer<typeof personRowSchema>;
export const peopleResponseSchema = z.object({ rows: z.array(personRowSchema), access: benchAccessSchema });
// POST /v1/people and POST /v1/people/:personId (office) answer one personRow
const badgeSchema = z
  .string()
  .trim()
  .min(1)
  .max(20)
  .regex(/^[0-9A-Za-z-]+$/);
const rolesSchema = z
  .array(z.enum(roles))
  .min(1)
  .max(roles.length)
  .transform((given) => roles.filter((role) => given.includes(role)));
const personNameSchema = z.string().trim().min(1).max(80);
export const newPersonRequestSchema = z.strictObject({
  name: personNameSchema,
  /** Absent: head office makes one that nobody guesses. */
  badge: badgeSchema.optional(),
  roles: rolesSchema,
});
export const editPersonRequestSchema = z.strictObject({
  name: personNameSchema,
  badge: badgeSchema,
  roles: rolesSchema,
  retired: z.boolean(),
});
// POST /v1/people/:personId/pin (office): both must be the same; null takes the PIN away
export const setPinRequestSchema = z.strictObject({
  pin: pinSchema.nullable(),
  again: z.string().max(8).nullable(),
});
// POST /v1/people/access (office)
export const accessRequestSchema = z.strictObject({
  pinRoles: z.array(z.enum(roles)).max(roles.length),
  maxOfflineHours: benchAccessSchema.shape.maxOfflineHours,
  logOutAfterMinutes: benchAccessSchema.shape.logOutAfterMinutes,
});
// GET /v1/people/:personId/changes (office): who changed what, newest first
export const personChangesResponseSchema = z.object({
  rows: z.array(
    z.object({
      at: z.string(),
      what: z.enum(['added', 'changed', 'retired', 'returned', 'pin-set', 'pin-removed']),
      /** The office station it was done at. */
      station: z.string(),
    }),
  ),
});
// POST /v1/people/pins (station): for a station's main process and never for a page; a request with an Origin is refused
export const pinsPath = '/v1/people/pins';
export const pinsResponseSchema = z.object({
  at: z.iso.datetime(),
  maxOfflineHours: benchAccessSchema.shape.maxOfflineHours,
  people: z.array(
    z.object({ personId: personIdSchema, roles: z.array(z.enum(roles)), pin: pinVerifierSchema }),
  ),
});
export type PinsResponse = z.infer<typeof pinsResponseSchema>;
