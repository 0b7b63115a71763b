// Something of a customer's that customer service has to put right: who looks after it, what was said, how it ended. A new
// complaint about the same thing goes on with the same case.
import { z } from 'zod';
import { orderIdSchema } from '../ids';

export const caseStates = ['open', 'waiting', 'solved'] as const;
export type CaseState = (typeof caseStates)[number];

/** Who or what it came from. */
export const caseOrigins = ['rating', 'office', 'quote'] as const;

export const mostCaseNotes = 200;
const textSchema = z.string().min(1).max(2000);
export const caseOwnerSchema = z.string().trim().min(1).max(80);
export const caseTextSchema = textSchema;

export const caseNoteSchema = z.object({
  at: z.iso.datetime(),
  /** customer: their own words. */
  from: z.enum(['customer', 'office']),
  /** The station it was written at, or the customer's name. */
  by: z.string().max(120),
  text: textSchema,
});
export type CaseNote = z.infer<typeof caseNoteSchema>;

export const serviceCaseSchema = z.object({
  orderId: orderIdSchema.nullable(),
  number: z.string().max(40),
  customer: z.string().max(120),
  /** How the customer is reached; empty when it is not known. */
  contact: z.string().max(254),
  origin: z.enum(caseOrigins),
  state: z.enum(caseStates),
  owner: caseOwnerSchema.nullable(),
  /** Newest last; of more than fit the oldest go. */
  notes: z.array(caseNoteSchema).max(mostCaseNotes),
  openedAt: z.iso.datetime(),
  solvedAt: z.iso.datetime().nullable(),
});
export type ServiceCase = z.infer<typeof serviceCaseSchema>;

type Opening = Pick<ServiceCase, 'orderId' | 'number' | 'customer' | 'contact' | 'origin'>;

export type CaseEvent =
  | { type: 'CaseOpened'; opening: Opening; note: CaseNote }
  | { type: 'CaseReopened'; note: CaseNote }
  | { type: 'CaseNoted'; note: CaseNote }
  | { type: 'CaseTaken'; owner: string | null }
  | { type: 'CaseWaiting'; note: CaseNote }
  | { type: 'CaseResumed'; note: CaseNote }
  | { type: 'CaseSolved'; note: CaseNote };

export type CaseCommand =
  /** The first time it opens the case; later it is what the customer said next. */
  | { type: 'Complain'; opening: Opening; note: CaseNote }
  | { type: 'TakeCase'; owner: string | null }
  | { type: 'NoteCase'; note: CaseNote }
  | { type: 'AskCustomer'; note: CaseNote }
  | { type: 'SolveCase'; note: CaseNote }
  | { type: 'ReopenCase'; note: CaseNote };
