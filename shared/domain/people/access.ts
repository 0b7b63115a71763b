// What the company asks of people at a bench: for which roles a badge alone is not enough, how long a station may go by
// lists it could not renew, and when an unattended bench logs its operator out.
import { z } from 'zod';
import { type Role, roles } from './roles';

export const benchAccessSchema = z.object({
  /** Who has one of these roles logs in with badge and PIN; everybody else with the badge. */
  pinRoles: z.array(z.enum(roles)),
  /** Without head office for longer than this, only a supervisor works or lets others work. */
  maxOfflineHours: z.int().min(1).max(720),
  /** Minutes without a scan between two orders; null: a bench stays logged in. */
  logOutAfterMinutes: z.int().min(1).max(480).nullable(),
});
export type Access = z.infer<typeof benchAccessSchema>;

export const defaultAccess: Access = { pinRoles: [], maxOfflineHours: 72, logOutAfterMinutes: null };

/** Role by role: a supervisor who also packs is asked for the PIN when either role is. */
export function needsPinToLogIn(held: readonly Role[], pinRoles: readonly Role[]): boolean {
  return held.some((role) => pinRoles.includes(role));
}

/**
 * Whether lists of people are older than the company allows.
 * @param heardMs head office's clock when they were last known to be its own; null: never
 * @param headOfficeMs the latest that its clock can show now; null when that cannot be known
 */
export function areListsTooOld(
  heardMs: number | null,
  headOfficeMs: number | null,
  maxOfflineHours: number,
): boolean {
  return heardMs === null || headOfficeMs === null || headOfficeMs - heardMs > maxOfflineHours * 3_600_000;
}
