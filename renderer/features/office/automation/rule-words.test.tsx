// A rule as a sentence, in both languages, with and without conditions.
import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../../shared/domain/automation/rule';
import en from '../../../../shared/text/en.json';
import tr from '../../../../shared/text/tr.json';
import { ruleWords } from './rule-words';

const rule: Rule = {
  ruleId: 'r1',
  name: 'Press',
  isOn: true,
  when: 'order-placed',
  match: 'all',
  conditions: [],
  actions: [{ do: 'tag', tags: ['press'] }],
};
const few: Rule = { ...rule, conditions: [{ what: 'units', is: 'at-least', count: 3 }] };

describe('a rule in words', () => {
  it.each([
    [
      'en',
      en,
      'When an order is placed then tag it press.',
      'When an order is placed and units is at least 3 then tag it press.',
    ],
    [
      'tr',
      tr,
      'sipariş verilirse press olarak işaretle.',
      'sipariş verilirse ve adet en az 3 ise press olarak işaretle.',
    ],
  ])('%s', (locale, messages, always, sometimes) => {
    const intl = createIntl({ locale, messages });
    expect(ruleWords(intl, rule)).toBe(always);
    expect(ruleWords(intl, few)).toBe(sometimes);
  });
});
