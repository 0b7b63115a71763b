// The shape of every rule: decide(state, command) gives events, or a refusal that names what stands in the way.
// A refusal is a value: expected, shown to a person, never thrown.
import type { RefusalCode } from './refusal';

export type Refusal = {
  code: RefusalCode;
  /** Values for the words of the refusal: names, numbers, codes. */
  values: Record<string, string | number>;
};

export type Decision<Event> = { ok: true; events: Event[] } | { ok: false; refusal: Refusal };

export function accept<Event>(...events: Event[]): Decision<Event> {
  return { ok: true, events };
}

export function refuse(
  code: RefusalCode,
  values: Record<string, string | number> = {},
): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, values } };
}

/** Fails the build when a union gains a member that a switch does not handle. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
