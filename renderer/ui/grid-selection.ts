// Which rows of a long list are chosen: some by name, or all there are but some, whether or not they are on screen. Pure.

export type GridSelection =
  | { kind: 'some'; ids: ReadonlySet<string> }
  | { kind: 'all'; except: ReadonlySet<string> };

export const nothingSelected: GridSelection = { kind: 'some', ids: new Set() };
export const allSelected: GridSelection = { kind: 'all', except: new Set() };

export function isSelected(selection: GridSelection, id: string): boolean {
  return selection.kind === 'some' ? selection.ids.has(id) : !selection.except.has(id);
}

export function withRow(selection: GridSelection, id: string, wanted: boolean): GridSelection {
  const named = new Set(selection.kind === 'some' ? selection.ids : selection.except);
  if (wanted === (selection.kind === 'some')) named.add(id);
  else named.delete(id);
  return selection.kind === 'some' ? { kind: 'some', ids: named } : { kind: 'all', except: named };
}

export function withRows(selection: GridSelection, ids: readonly string[], wanted: boolean): GridSelection {
  return ids.reduce((before, id) => withRow(before, id, wanted), selection);
}

/** @param total rows of the whole list */
export function countSelected(selection: GridSelection, total: number): number {
  return selection.kind === 'some' ? selection.ids.size : Math.max(0, total - selection.except.size);
}
