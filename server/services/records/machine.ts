// What head office has to know of a machine to keep it: its rules, its schema, and what it is found by. The rules are
// pure and live in shared/domain; a machine here is one object that names them.
import type { z } from 'zod';
import type { Decision } from '../../../shared/domain/decision';

export type Machine<State, Command, Event extends { type: string }> = {
  /** One word, also the `aggregate` of its events: `payment`, `shipment`, `return`. */
  kind: string;
  schema: z.ZodType<State>;
  decide: (state: State | null, command: Command) => Decision<Event>;
  evolve: (state: State | null, event: Event) => State;
  about: (state: State) => RecordFacts;
};

export type RecordFacts = {
  /** How far it is, for lists; derived from the machine, never a word of progress of its own. */
  state: string;
  orderId: string | null;
  /** What it is found by, as `kind:value`: `reference:pi_1`, `tracking:123`. */
  keys: readonly string[];
  /** When something of it is due (it runs out, somebody is reminded); null when nothing is. ISO instant. */
  dueAt: string | null;
};
