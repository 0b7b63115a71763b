import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import { refusalCodes } from '../../shared/domain/refusal';
import { taskKinds } from '../../shared/domain/task/task';
import en from '../../shared/text/en.json';
import tr from '../../shared/text/tr.json';
import { whatHappened, whatToDo } from './task-words';

const languages = [
  ['en', en],
  ['tr', tr],
] as const;

describe.each(languages)('%s', (locale, messages) => {
  const failures: string[] = [];
  const intl = createIntl({ locale, messages, onError: (error) => failures.push(String(error)) });

  it.each(taskKinds)('%s says what happened and what to do, also with nothing but its kind', (kind) => {
    const task = { kind, values: {} };
    expect(whatHappened(intl, task).length).toBeGreaterThan(10);
    expect(whatToDo(intl, task).length).toBeGreaterThan(10);
    expect(failures).toEqual([]);
  });

  it.each(refusalCodes)('a contradiction names what head office knew: %s', (code) => {
    const words = whatHappened(intl, { kind: 'contradiction', values: { code, number: '1042' } });
    expect(words).not.toContain('{');
    expect(failures).toEqual([]);
  });
});
