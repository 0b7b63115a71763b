// What makes an order special: its code and one mark a kind, each with who or which rule gave it. The part of it that a
// bench has to know travels with the parcel (`ParcelSpecial`); nothing else of it leaves head office.
import { z } from 'zod';
import { parcelPapersSchema } from '../document/paper-rules';
import { opIdSchema, personIdSchema } from '../ids';
import { kindIdSchema, specialKindSchema, type SpecialKind } from './special-kind';

export const giftMessageSchema = z.string().max(500);

export const specialMarkSchema = z.object({
  /** The kind as it was when the order was marked. */
  kind: specialKindSchema.omit({ isOn: true }),
  /** What the packer is told about this order beside what the kind says. */
  note: z.string().max(300).nullable(),
  reason: z.string().max(300),
  by: z.discriminatedUnion('from', [
    z.object({ from: z.literal('rule'), ruleId: z.string().max(40), name: z.string().max(80) }),
    z.object({ from: z.literal('person'), personId: z.string().max(40), name: z.string().max(120) }),
  ]),
  at: z.iso.datetime(),
});
export type SpecialMark = z.infer<typeof specialMarkSchema>;

export const orderSpecialSchema = z.object({
  code: z.string().length(8),
  marks: z.array(specialMarkSchema).max(20),
  /** Kinds that a person took off: no rule gives them again. */
  takenOff: z.array(kindIdSchema).max(60),
  /** The office wants it before others, whatever its kinds say. */
  isRaised: z.boolean(),
});
export type OrderSpecial = z.infer<typeof orderSpecialSchema>;

/** Why a supervisor did without a second person. */
export const overrideReasons = ['nobody-else', 'checked-without-badge', 'customer-waits'] as const;
export type OverrideReason = (typeof overrideReasons)[number];

/** What a bench is told of a special order. */
export const benchMarkSchema = z.object({
  code: z.string().length(8),
  kinds: z
    .array(specialKindSchema.pick({ kindId: true, names: true, sign: true, colour: true, notes: true }))
    .max(20),
  note: z.string().max(1200).nullable(),
  giftMessage: giftMessageSchema.nullable(),
  needsSecond: z.boolean(),
  mayOverride: z.boolean(),
  goesFirst: z.boolean(),
});
export type BenchMark = z.infer<typeof benchMarkSchema>;

export const refusedSealSchema = z.object({
  opId: opIdSchema,
  sscc: z.string().length(18),
  weightGrams: z.int().positive(),
  carrierNumber: z.string().max(40).nullable(),
  papers: parcelPapersSchema.optional(),
});

export const parcelSpecialSchema = benchMarkSchema.extend({
  /** `too-late`: the box was sealed before anybody knew; opened again, it is asked for. */
  second: z.enum(['no', 'asked', 'too-late']),
  /** Who put anything into this box, as far as the parcel has been special. */
  packers: z.array(personIdSchema).max(200),
  /** Who looked into the box as it is now; anything that goes in or out makes it null. */
  verified: z
    .object({ by: personIdSchema, opId: opIdSchema, override: z.enum(overrideReasons).nullable() })
    .nullable(),
  /** A seal that was not taken because nobody else had looked: the box goes back to the bench. */
  refusedSeal: refusedSealSchema.nullable(),
  /** The tag was scanned on this box. */
  isTagged: z.boolean(),
});
export type ParcelSpecial = z.infer<typeof parcelSpecialSchema>;

/** An order that has been special and is no longer keeps its code and has nothing for a bench. */
export function benchMarkOf(
  special: OrderSpecial | null | undefined,
  order: { giftMessage?: string | null | undefined },
): BenchMark | null {
  if (!special || special.marks.length === 0) return null;
  const marks = [...special.marks].sort(byKind);
  const notes = marks.flatMap(({ note }) => (note ? [note] : []));
  const asking = marks.filter(({ kind }) => kind.needsSecond);
  return {
    code: special.code,
    kinds: marks.map(({ kind: { kindId, names, sign, colour, notes: words } }) => ({
      kindId,
      names,
      sign,
      colour,
      notes: words,
    })),
    note: notes.length > 0 ? [...new Set(notes)].join('\n').slice(0, 1200) : null,
    giftMessage: order.giftMessage ? order.giftMessage : null,
    needsSecond: asking.length > 0,
    // One kind that does not allow it is enough.
    mayOverride: asking.length > 0 && asking.every(({ kind }) => kind.mayOverride),
    goesFirst: special.isRaised || marks.some(({ kind }) => kind.goesFirst),
  };
}

function byKind(a: SpecialMark, b: SpecialMark): number {
  return a.kind.priority - b.kind.priority || (a.kind.kindId < b.kind.kindId ? -1 : 1);
}

export function markedKind({ isOn: _isOn, ...kind }: SpecialKind): SpecialMark['kind'] {
  return kind;
}

/** The special part of a parcel that has just been told; `isSealed`: its box is closed already. */
export function beginSpecial(
  mark: BenchMark,
  before: ParcelSpecial | null,
  place: { isSealed: boolean; openedBy: ParcelSpecial['packers'][number] | null },
): ParcelSpecial {
  const packers = before?.packers ?? (place.openedBy ? [place.openedBy] : []);
  const verified = before?.verified ?? null;
  const isLate = place.isSealed && !verified && before?.second !== 'asked';
  return {
    ...mark,
    second: mark.needsSecond ? (isLate ? 'too-late' : 'asked') : 'no',
    packers,
    verified,
    refusedSeal: before?.refusedSeal ?? null,
    isTagged: before?.isTagged ?? false,
  };
}
