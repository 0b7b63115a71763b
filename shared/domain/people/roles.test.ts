// The whole table, role by role, over every type of op there is.
import { describe, expect, it } from 'vitest';
import { opTypes } from '../../sync/op';
import { allowedRoles, mayAnswerForOthers, mayDo, roles } from './roles';

const forAnyone = new Set([
  'parcel.record-label',
  'parcel.answer-cancel',
  'parcel.give-back',
  'tour.give-back',
  'bench.log-out',
  'bench.lost-op',
  'bench.refuse-scan',
  'bench.lock-person',
  'bench.unlock-person',
]);
const cases = roles.flatMap((role) => opTypes.map((type) => ({ role, type })));

describe('who may do what', () => {
  it('says something of every op, and of nothing else', () => {
    expect(Object.keys(allowedRoles).sort()).toEqual([...opTypes].sort());
  });

  it.each(cases)('$role, $type', ({ role, type }) => {
    expect(mayDo([role], type)).toBe((role !== 'office' && role !== 'bookkeeper') || forAnyone.has(type));
  });

  it.each(opTypes)('nobody at all, %s', (type) => {
    expect(mayDo([], type)).toBe(forAnyone.has(type));
  });

  it.each(roles)('%s answers for others', (role) => {
    expect(mayAnswerForOthers([role])).toBe(role === 'supervisor' || role === 'manager');
  });

  it('is given by the strongest of several roles', () => {
    expect(mayDo(['office', 'packer'], 'parcel.seal')).toBe(true);
    expect(mayAnswerForOthers(['packer', 'manager'])).toBe(true);
    expect(mayAnswerForOthers([])).toBe(false);
  });
});
