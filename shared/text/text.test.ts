import { readFileSync } from 'node:fs';
import { parse, type MessageFormatElement, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { verdictCodes } from '../domain/packing/verdict';
import { tones } from '../domain/refusal';
import { taskKinds } from '../domain/task/task';
import { benchCommands } from '../domain/packing/bench-command';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const enText = read('./en.json');
const trText = read('./tr.json');
const en = JSON.parse(enText) as Record<string, string>;
const tr = JSON.parse(trText) as Record<string, string>;
const files = [
  ['en', en, enText],
  ['tr', tr, trText],
] as const;

/** Names of the values a sentence takes. A language without plurals of its own may use a count as it is. */
function placesOf(elements: readonly MessageFormatElement[], found = new Set<string>()): Set<string> {
  for (const element of elements) {
    if ([TYPE.argument, TYPE.number, TYPE.date, TYPE.time].includes(element.type))
      found.add((element as { value: string }).value);
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      found.add(element.value);
      for (const option of Object.values(element.options)) placesOf(option.value, found);
    }
    if (element.type === TYPE.tag) placesOf(element.children, found);
  }
  return found;
}

const places = (words: string): string[] => [...placesOf(parse(words))].sort();

describe('the words', () => {
  it('are the same sentences in both languages', () => {
    expect(Object.keys(tr)).toEqual(Object.keys(en));
  });

  it.each(Object.keys(en))('%s takes the same values in both languages', (key) => {
    expect(places(tr[key] ?? '')).toEqual(places(en[key] ?? ''));
  });

  it.each(files)('%s has one key a line, sorted, each once', (_language, words, text) => {
    const keys = [...text.matchAll(/^ {2}"([^"]+)": ".*",?$/gm)].map(([, key]) => key);
    expect(keys).toEqual([...keys].sort((a = '', b = '') => (a < b ? -1 : 1)));
    expect(keys).toEqual(Object.keys(words));
    expect(text.split('\n')).toHaveLength(keys.length + 3);
  });

  it.each(files)('%s says every answer of the bench, and what to do next', (_language, words) => {
    const wanted = [
      ...verdictCodes.flatMap((code) => [`verdict.${code}`, `verdict.${code}.next`]),
      ...tones.map((tone) => `verdict.word.${tone}`),
      ...benchCommands
        .map((command) => (/^(quantity|place)-\d$/.exec(command) ?? [null, command])[1])
        .flatMap((command) => [`command.${command}.label`, `command.${command}.help`]),
    ];
    expect(wanted.filter((key) => !words[key])).toEqual([]);
  });

  it('never hang a Turkish suffix on a value, which would need to know how the value is spoken', () => {
    const hung = Object.entries(tr).filter(([, words]) =>
      /\}['’]?\p{L}/u.test(words.replace(/\{[^{}]*\{/gu, '{')),
    );
    expect(hung).toEqual([]);
  });

  it('are not English in the Turkish file, apart from names and codes both languages share', () => {
    const shared = Object.keys(en).filter(
      (key) => en[key] === tr[key] && /\p{Ll}{4}/u.test((en[key] ?? '').replace(/\{\w+\}/g, '')),
    );
    expect(shared).toEqual([]);
  });

  it.each(taskKinds)('say what a task %s is called, what happened and what to do', (kind) => {
    for (const key of [`office.tasks.kind.${kind}`, `task.${kind}`, `task.${kind}.happened`])
      expect(en, key).toHaveProperty([key]);
  });
});
