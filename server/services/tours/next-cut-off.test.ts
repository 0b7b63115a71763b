import { expect, it } from 'vitest';
import { nextCutOff } from './next-cut-off';

const at = '2026-01-05T13:30:40.000Z';
const now = { date: '2026-01-05', time: '16:30' };

it.each([
  ['17:00', '2026-01-05T14:00:00.000Z'],
  ['16:30', '2026-01-05T13:30:00.000Z'],
  ['16:29', '2026-01-06T13:29:00.000Z'],
  ['when it comes', null],
])('a carrier that leaves at %s leaves next at %s', (cutOff, next) => {
  expect(nextCutOff(at, now, cutOff)).toBe(next);
});
