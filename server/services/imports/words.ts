// English sentences for API answers and logs, from the same words the screens use. Screens show their own language by
// code and values; this is for whoever reads the answer itself.
import en from '../../../shared/text/en.json';

const words: Readonly<Record<string, string>> = en;

/** The sentence of a key with its values put in; the key itself when nothing is written for it. */
export function wordsOf(key: string, values: Readonly<Record<string, string | number>>): string {
  const sentence = Object.hasOwn(words, key) ? (words[key] ?? key) : key;
  return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder,
  );
}
