// What a task says: what happened, and what to do about it. Values that head office did not send show as a dash, so that
// the instruction is read all the same.
import type { IntlShape } from 'react-intl';
import { cannotCodes } from '../../shared/domain/channel/follow-told';
import { refusalCodes } from '../../shared/domain/refusal';
import type { Task } from '../../shared/sync/documents';

const dash = '–';
const unsaid = {
  number: dash,
  tote: dash,
  position: dash,
  right: dash,
  expected: dash,
  before: dash,
  name: dash,
  sku: dash,
  quantity: dash,
  location: dash,
  lot: dash,
  planned: dash,
  date: dash,
  from: dash,
  to: dash,
  station: dash,
  other: dash,
  left: dash,
  limit: dash,
  lineNo: dash,
  what: dash,
  carrier: dash,
  sscc: dash,
  reason: dash,
  supplier: dash,
  tracking: dash,
  stationSeq: 0,
  document: dash,
  hours: dash,
  minutes: dash,
  channel: dash,
  text: dash,
  rule: dash,
  part: dash,
  names: dash,
  bin: dash,
  tour: dash,
  line: dash,
  column: dash,
  box: dash,
  weighed: dash,
  tolerance: dash,
  weighs: dash,
  changed: dash,
  place: dash,
  count: dash,
  value: dash,
  level: '',
  risk: '',
  code: '',
};

type Intl = Pick<IntlShape, 'formatMessage'>;

export function whatToDo(intl: Intl, { kind, values }: Pick<Task, 'kind' | 'values'>): string {
  return intl.formatMessage({ id: `task.${kind}` }, { ...unsaid, ...values });
}

/** A contradiction says by its refusal what head office knew; a channel's wish by what cannot be done. */
export function whatHappened(intl: Intl, { kind, values }: Pick<Task, 'kind' | 'values'>): string {
  const code = refusalCodes.find((known) => known === values['code']);
  const said = { ...unsaid, ...values };
  const cannot = cannotCodes.find((known) => kind === 'channel-change' && known === values['code']);
  const reason = cannot ? `channel.cannot.${cannot}` : code ? `refusal.${code}.title` : null;
  const refusal = reason ? intl.formatMessage({ id: reason }, said) : dash;
  return intl.formatMessage({ id: `task.${kind}.happened` }, { ...said, refusal });
}
