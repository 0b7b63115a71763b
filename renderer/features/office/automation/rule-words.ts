// A rule as a sentence: when, if, then.
import type { IntlShape } from 'react-intl';
import type { Action, Condition, Rule } from '../../../../shared/domain/automation/rule';
import { minorDigitsOf } from '../../../../shared/money/money';

export function ruleWords(intl: IntlShape, { when, match, conditions, actions }: Rule): string {
  const words = (id: string, values: Record<string, string> = {}): string =>
    intl.formatMessage({ id }, values);
  const joined = conditions
    .map((each) => conditionWords(intl, each))
    .join(words(`office.automation.join.${match}`));
  return [
    words('office.automation.when', { when: words(`automation.trigger.${when}`) }),
    ...(joined === '' ? [] : [words('office.automation.if', { conditions: joined })]),
    words(joined === '' ? 'office.automation.then-always' : 'office.automation.then', {
      actions: actions.map((each) => actionWords(intl, each)).join(', '),
    }),
  ].join(' ');
}

export function conditionWords(intl: IntlShape, condition: Condition): string {
  const words = (id: string, values: Record<string, string | number> = {}): string =>
    intl.formatMessage({ id }, values);
  const what = words(`automation.question.${condition.what}`);
  switch (condition.what) {
    case 'total':
      return words(`automation.is.${condition.is}`, {
        what,
        value: intl.formatNumber(condition.amountMinor / 10 ** minorDigitsOf(condition.currency), {
          style: 'currency',
          currency: condition.currency,
        }),
      });
    case 'units':
    case 'lines':
      return words(`automation.is.${condition.is}`, { what, value: condition.count });
    case 'priority':
      return words('automation.is.equals', { what, value: words(`automation.priority.${condition.is}`) });
    case 'note':
      return words(`automation.is.${condition.is}`, { what, value: condition.text });
    case 'field':
      return words(`automation.is.${condition.is}`, {
        what: `${what} ${condition.key}`,
        value: condition.value,
      });
    default:
      return words(`automation.is.${condition.is}`, {
        what,
        value:
          condition.what === 'hold'
            ? condition.values.map((each) => words(`hold.reason.${each}`)).join(', ')
            : condition.values.join(', '),
      });
  }
}

export function actionWords(intl: IntlShape, action: Action): string {
  const words = (id: string, values: Record<string, string> = {}): string =>
    intl.formatMessage({ id }, values);
  const id = `automation.action.${action.do}`;
  switch (action.do) {
    case 'tag':
    case 'untag':
      return words(`${id}.words`, { value: action.tags.join(', ') });
    case 'hold':
    case 'release':
      return words(`${id}.words`, { value: words(`hold.reason.${action.reason}`) });
    case 'priority':
      return words(`${id}.words`, { value: words(`automation.priority.${action.priority}`) });
    case 'notify':
      return words(`${id}.words`, { value: action.text });
    case 'webhook':
      return words(`${id}.words`, { value: action.name });
  }
}
