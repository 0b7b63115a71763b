// How often each person's PIN was wrong at this station, on disk before a try is judged, so that neither a kill nor a
// restart gives another one. Kept with it: the newest time this station knows of, which bounds the age of its lists.
// A file that cannot be read counts as everybody just locked.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { noTries, type PinTries } from '../../shared/domain/people/lockout';
import { writeWhole } from './station-settings';

const fileSchema = z.object({
  version: z.literal(1),
  clock: z.object({ headOfficeMs: z.number(), wallMs: z.number() }).nullable(),
  people: z.record(
    z.string(),
    z.object({
      wrong: z.int().nonnegative(),
      locks: z.int().nonnegative(),
      isLocked: z.boolean(),
      isUntold: z.boolean(),
    }),
  ),
});
type TriesFile = z.infer<typeof fileSchema>;

export type PersonTries = PinTries & { isUntold: boolean };

export type PinTriesFile = {
  of: (personId: string) => PersonTries;
  /** People who were locked when the file was read. */
  lockedAtStart: () => readonly string[];
  clock: () => TriesFile['clock'];
  /** On disk when it resolves. */
  write: (change: { personId?: string; tries?: PersonTries; clock?: TriesFile['clock'] }) => Promise<void>;
};

const none: PersonTries = { ...noTries, isUntold: false };
const lockedOnce: PersonTries = { wrong: 0, locks: 1, isLocked: true, isUntold: false };

export async function openPinTries(folder: string): Promise<PinTriesFile> {
  const path = join(folder, 'pin-tries.json');
  let held: TriesFile = { version: 1, clock: null, people: {} };
  let wasUnreadable = false;
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw cause;
  });
  if (text !== null) {
    const found = fileSchema.safeParse(parse(text));
    if (found.success) held = found.data;
    else wasUnreadable = true;
  }
  const lockedAtStart = Object.entries(held.people)
    .filter(([, tries]) => tries.isLocked)
    .map(([personId]) => personId);
  return {
    of: (personId) => held.people[personId] ?? (wasUnreadable ? lockedOnce : none),
    lockedAtStart: () => lockedAtStart,
    clock: () => held.clock,
    write: async ({ personId, tries, clock }) => {
      const people = { ...held.people };
      if (personId !== undefined && tries !== undefined) people[personId] = tries;
      const next: TriesFile = { ...held, people, ...(clock === undefined ? {} : { clock }) };
      await writeWhole(path, `${JSON.stringify(next)}\n`, 0o600);
      held = next;
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
