// What a task says: what happened, and what to do about it. Values that head office did not send show as a dash, so that
// the instruction is read all the same.
import type { IntlShape } from 'react-intl';
import { refusalCodes } from '../../shared/domain/refusal';
import type { Task } from '../../shared/sync/documents';

const dash = '–';
const unsaid = {
  number: dash,
  name: dash,
  sku: dash,
  quantity: dash,
  location: dash,
  station: dash,
  other: dash,
  left: dash,
  limit: dash,
  lineNo: dash,
  what: dash,
  carrier: dash,
  sscc: dash,
  reason: dash,
  tracking: dash,
  stationSeq: 0,
  document: dash,
  hours: dash,
  minutes: dash,
};

type Intl = Pick<IntlShape, 'formatMessage'>;

export function whatToDo(intl: Intl, { kind, values }: Pick<Task, 'kind' | 'values'>): string {
  return intl.formatMessage({ id: `task.${kind}` }, { ...unsaid, ...values });
}

/** A contradiction says by its refusal what head office knew. */
export function whatHappened(intl: Intl, { kind, values }: Pick<Task, 'kind' | 'values'>): string {
  const code = refusalCodes.find((known) => known === values['code']);
  const said = { ...unsaid, ...values };
  const refusal = code ? intl.formatMessage({ id: `refusal.${code}.title` }, said) : dash;
  return intl.formatMessage({ id: `task.${kind}.happened` }, { ...said, refusal });
}
