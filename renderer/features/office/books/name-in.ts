// The name of an account in the language of the screen.
export function nameIn(names: { en: string; tr: string }, locale: string): string {
  return locale.startsWith('tr') ? names.tr : names.en;
}
