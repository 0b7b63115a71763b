// The name of every sentence the product can say. Words live in en.json and tr.json, one key a line, sorted.
import type en from './en.json';

export type TextKey = keyof typeof en;

/** What fills the places of a sentence. */
export type TextValues = Record<string, string | number>;
