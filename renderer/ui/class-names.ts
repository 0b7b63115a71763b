// Joins class names of CSS Modules, leaving out what is not there.
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
