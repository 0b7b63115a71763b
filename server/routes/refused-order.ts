// The refusal of an order that a channel does not take: field, reason and remedy.
import type { ToldProblem } from '../../shared/domain/channel/told-problems';
import { wordsOf } from '../services/imports/words';
import { refuse, type RequestRefused } from './refused';

/** The first of them; the office sees all. */
export function refusedFor(problems: readonly ToldProblem[]): RequestRefused {
  const [first] = problems;
  const code = first?.code ?? 'fault';
  const values = { field: first?.field ?? '', ...first?.values };
  return refuse('channel-order-refused', {
    ...values,
    reason: wordsOf(`channel.problem.${code}`, values),
    remedy: wordsOf(`channel.problem.${code}.remedy`, values),
  });
}
