// How marks come to an order and go: one a kind, the newest word of a person over what a rule says.
import type { OrderSpecial, SpecialMark } from './special-mark';

const mostMarks = 20;

/** False when the order says so already, or a person has taken this kind off and only a rule wants it back. */
export function mayMark(special: OrderSpecial | undefined, mark: SpecialMark): boolean {
  const { kindId } = mark.kind;
  const known = special?.marks.find(({ kind }) => kind.kindId === kindId);
  if (!known && (special?.marks.length ?? 0) >= mostMarks) return false;
  if (mark.by.from === 'rule') return !known && !special?.takenOff.includes(kindId);
  return !known || known.by.from === 'rule' || known.note !== mark.note || known.reason !== mark.reason;
}

export function markedOrder(
  special: OrderSpecial | undefined,
  code: string,
  mark: SpecialMark,
): OrderSpecial {
  const { kindId } = mark.kind;
  return {
    code: special?.code ?? code,
    marks: [...(special?.marks ?? []).filter(({ kind }) => kind.kindId !== kindId), mark],
    takenOff: (special?.takenOff ?? []).filter((each) => each !== kindId),
    isRaised: special?.isRaised ?? false,
  };
}

export function unmarkedOrder(special: OrderSpecial, kindId: string): OrderSpecial {
  return {
    ...special,
    marks: special.marks.filter(({ kind }) => kind.kindId !== kindId),
    takenOff: [...special.takenOff.filter((each) => each !== kindId), kindId].slice(-60),
  };
}
