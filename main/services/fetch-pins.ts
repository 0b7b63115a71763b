// Asks head office for what PINs are checked against. From main alone: the page may not ask for it and never sees it.
import { type PinsResponse, pinsPath, pinsResponseSchema } from '../../shared/contract/people';
import { createDoor } from './head-office-door';
import type { Station } from './station';

const patienceMs = 5_000;

/** Null when head office does not answer, does not know this station, or is of another version. */
export async function fetchPins(
  station: Pick<Station, 'headOffice' | 'authority' | 'access'>,
): Promise<PinsResponse | null> {
  const access = await station.access()?.fresh(patienceMs);
  if (access?.kind !== 'token') return null;
  try {
    const post = createDoor(station.headOffice(), station.authority());
    const { status, body } = await post(pinsPath, {}, { authorization: `Bearer ${access.token}` });
    return status === 200 ? (pinsResponseSchema.safeParse(body).data ?? null) : null;
  } catch {
    return null;
  }
}
