// Counts of tills at the office: what should have been there, what was, and by how much they differ.
import { cleanup, configure, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { TillCountRow } from '../../../../shared/contract/counter';
import { show } from '../../../ui/screen.test-kit';
import { answering } from '../office-answers.test-kit';
import { officeApi } from '../office-api';
import { TillsPart } from './tills-part';

beforeAll(() => {
  // A grid shows rows where there is room; here nothing is laid out.
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 480 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 900 });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 480 });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const count = {
  opId: '018f0000-0000-7000-8000-000000000001',
  warehouseId: 'W1',
  station: 'Bench 3',
  at: '2026-03-02T18:00:00.000Z',
  by: 'Ayşe',
  currency: 'GBP',
  expectedMinor: 12_000,
  toldMinor: 12_000,
  countedMinor: 11_950,
  leftMinor: 5000,
  differenceMinor: -50,
} as unknown as TillCountRow;

it.each([
  ['en', 'Difference'],
  ['tr', 'Fark'],
] as const)('counts of tills stand at the office with their difference (%s)', async (locale, heading) => {
  answering([[/GET \/v1\/till-counts/, { rows: [count], total: 1, isTotalLeast: false, cursor: null }]]);
  show(<TillsPart api={officeApi('http://office')} />, { locale });
  const row = await screen.findByRole('row', { name: /Bench 3/ });
  expect(screen.getByRole('columnheader', { name: heading })).toBeTruthy();
  for (const amount of [/120[.,]00/, /119[.,]50/, /-.*0[.,]50/, /50[.,]00/])
    expect(row.textContent).toMatch(amount);
  expect(row.textContent).toContain('Ayşe');
});
