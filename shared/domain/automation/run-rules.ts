// What follows from something that happened to an order, by the rules there are. What a rule does may meet another rule; each
// rule acts once at most for one happening, so it always ends: after as many steps as there are rules. What is done here
// carries the rule's name and is never looked at by rules again.
import type { Fields, FieldValue } from '../field/field';
import type { OrderHold } from '../order/order';
import { tagsWith } from '../tag/tag';
import type { Action, Condition, Rule, Trigger } from './rule';

export type OrderFacts = {
  channelId: string;
  currency: string;
  totalMinor: number;
  units: number;
  lines: number;
  skus: readonly string[];
  countryCode: string;
  postcode: string;
  customerId: string | null;
  priority: 'normal' | 'vip';
  note: string;
  tags: readonly string[];
  customerTags: readonly string[];
  productTags: readonly string[];
  fields: Fields;
  holds: readonly OrderHold['reason'][];
};

export type Effect = { ruleId: string; ruleName: string } & (
  | { kind: 'tag'; add: string[]; remove: string[] }
  | { kind: 'hold'; reason: OrderHold['reason']; note: string }
  | { kind: 'release'; reason: OrderHold['reason'] }
  | { kind: 'priority'; priority: OrderFacts['priority'] }
  | { kind: 'notify'; text: string }
  | { kind: 'webhook'; name: string }
);

export type RulesRun = {
  /** Rules in the order in which they acted, each with what it acted on. */
  fired: { ruleId: string; name: string; on: Trigger }[];
  /** What changes something, and what is told; in order. */
  effects: Effect[];
  /** The order as it is then. */
  after: OrderFacts;
};

export function runRules(rules: readonly Rule[], facts: OrderFacts, trigger: Trigger): RulesRun {
  const fired: RulesRun['fired'] = [];
  const effects: Effect[] = [];
  const waiting: Trigger[] = [trigger];
  const done = new Set<string>();
  let after = facts;
  for (let on = waiting.shift(); on !== undefined; on = waiting.shift()) {
    for (const rule of rules) {
      if (!rule.isOn || rule.when !== on || done.has(rule.ruleId) || !meets(rule, after)) continue;
      done.add(rule.ruleId);
      fired.push({ ruleId: rule.ruleId, name: rule.name, on });
      for (const action of rule.actions) {
        const made = act(after, action);
        if (!made) continue;
        after = made.after;
        effects.push({ ruleId: rule.ruleId, ruleName: rule.name, ...made.effect });
        if (made.leadsTo) waiting.push(made.leadsTo);
      }
    }
  }
  return { fired, effects, after };
}

type Act = Effect extends infer E ? (E extends Effect ? Omit<E, 'ruleId' | 'ruleName'> : never) : never;

/** Null where it is so already. */
function act(
  facts: OrderFacts,
  action: Action,
): { after: OrderFacts; effect: Act; leadsTo: Trigger | null } | null {
  switch (action.do) {
    case 'tag': {
      const add = action.tags.filter((tag) => !facts.tags.includes(tag));
      if (add.length === 0) return null;
      return {
        after: { ...facts, tags: tagsWith(facts.tags, add) },
        effect: { kind: 'tag', add, remove: [] },
        leadsTo: 'order-tagged',
      };
    }
    case 'untag': {
      const remove = action.tags.filter((tag) => facts.tags.includes(tag));
      if (remove.length === 0) return null;
      return {
        after: { ...facts, tags: tagsWith(facts.tags, [], remove) },
        effect: { kind: 'tag', add: [], remove },
        leadsTo: 'order-changed',
      };
    }
    case 'hold': {
      const { reason, note } = action;
      if (facts.holds.includes(reason)) return null;
      return {
        after: { ...facts, holds: [...facts.holds, reason] },
        effect: { kind: 'hold', reason, note },
        leadsTo: 'order-held',
      };
    }
    case 'release': {
      const { reason } = action;
      if (!facts.holds.includes(reason)) return null;
      return {
        after: { ...facts, holds: facts.holds.filter((each) => each !== reason) },
        effect: { kind: 'release', reason },
        leadsTo: 'hold-released',
      };
    }
    case 'priority': {
      const { priority } = action;
      if (facts.priority === priority) return null;
      return {
        after: { ...facts, priority },
        effect: { kind: 'priority', priority },
        leadsTo: 'order-changed',
      };
    }
    case 'notify':
      return { after: facts, effect: { kind: 'notify', text: action.text }, leadsTo: null };
    case 'webhook':
      return { after: facts, effect: { kind: 'webhook', name: action.name }, leadsTo: null };
  }
}

function meets({ match, conditions }: Rule, facts: OrderFacts): boolean {
  if (conditions.length === 0) return true;
  return match === 'all'
    ? conditions.every((each) => isSo(each, facts))
    : conditions.some((each) => isSo(each, facts));
}

export function isSo(condition: Condition, facts: OrderFacts): boolean {
  switch (condition.what) {
    case 'total': {
      if (facts.currency !== condition.currency) return false;
      return compared(facts.totalMinor, condition.is, condition.amountMinor);
    }
    case 'units':
    case 'lines':
      return compared(facts[condition.what], condition.is, condition.count);
    case 'priority':
      return facts.priority === condition.is;
    case 'note':
      return condition.is === 'empty'
        ? facts.note.trim() === ''
        : condition.text !== '' && plain(facts.note).includes(plain(condition.text));
    case 'field':
      return fieldIs(facts.fields[condition.key], condition.is, condition.value);
    default: {
      const has = listOf(condition.what, facts);
      const isAny =
        condition.what === 'postcode'
          ? condition.values.some((value) => bare(facts.postcode).startsWith(bare(value)))
          : condition.values.some((value) => has.includes(value));
      return condition.is === 'any-of' ? isAny : !isAny;
    }
  }
}

type ListQuestion = Extract<Condition, { values: unknown }>['what'];

function listOf(what: ListQuestion, facts: OrderFacts): readonly string[] {
  switch (what) {
    case 'channel':
      return [facts.channelId];
    case 'country':
      return [facts.countryCode];
    case 'postcode':
      return [facts.postcode];
    case 'sku':
      return facts.skus;
    case 'customer':
      return facts.customerId === null ? [] : [facts.customerId];
    case 'tag':
      return facts.tags;
    case 'customer-tag':
      return facts.customerTags;
    case 'product-tag':
      return facts.productTags;
    case 'hold':
      return facts.holds;
  }
}

function fieldIs(
  value: FieldValue | undefined,
  is: Extract<Condition, { what: 'field' }>['is'],
  wanted: string,
): boolean {
  if (is === 'set') return value !== undefined && value !== '';
  if (is === 'unset') return value === undefined || value === '';
  if (value === undefined) return is === 'not';
  const own = typeof value === 'object' ? String(value.amountMinor) : String(value);
  switch (is) {
    case 'equals':
      return plain(own) === plain(wanted);
    case 'not':
      return plain(own) !== plain(wanted);
    case 'contains':
      return wanted !== '' && plain(own).includes(plain(wanted));
    case 'at-least':
    case 'at-most': {
      // Days compare as text, everything else as a number.
      if (typeof value === 'string') return is === 'at-least' ? own >= wanted : own <= wanted;
      const limit = Number(wanted);
      return wanted.trim() !== '' && Number.isFinite(limit) && compared(Number(own), is, limit);
    }
  }
}

function compared(value: number, is: 'at-least' | 'at-most', limit: number): boolean {
  return is === 'at-least' ? value >= limit : value <= limit;
}

/** No locale: the four Turkish i are one. */
function plain(text: string): string {
  return text.normalize('NFC').trim().replace(/[Iİı]/g, 'i').toLowerCase();
}

function bare(postcode: string): string {
  return plain(postcode).replace(/[\s-]/g, '');
}
