// The people page against head office's answers at the wire: what it shows, what it sends, and that a PIN does not stay.
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonRow } from '../../../../shared/contract/people';
import { show } from '../../../ui/screen.test-kit';
import { officeApi } from '../office-api';
import { PeoplePage } from './people-page';

const asked: { method: string; path: string; body: unknown }[] = [];
const original = globalThis.fetch;
let rows: PersonRow[] = [];
let next: { status: number; body: object } | null = null;

const ayse: PersonRow = {
  personId: 'P1',
  name: 'Ayşe Yıldız',
  badge: 'P1',
  roles: ['packer'],
  retired: false,
  pinSetAt: null,
  locks: [{ station: 'Bench 3', at: '2026-01-05T10:00:00.000Z', minutes: 5 }],
};
const access = { pinRoles: ['supervisor'], maxOfflineHours: 72, logOutAfterMinutes: null };

/** Head office at the wire. */
beforeEach(() => {
  rows = [ayse];
  asked.splice(0);
  next = null;
  globalThis.fetch = (async (url: URL, init: RequestInit) => {
    const { pathname } = new URL(url);
    if (init.method === 'POST')
      asked.push({ method: 'POST', path: pathname, body: JSON.parse(init.body as string) });
    const body = pathname.endsWith('/changes')
      ? { rows: [{ at: '2026-01-05T09:00:00.000Z', what: 'pin-set', station: 'Office' }] }
      : pathname === '/v1/people' && init.method === 'GET'
        ? { rows, access }
        : pathname === '/v1/people/access'
          ? { rows, access }
          : ayse;
    const { status, body: given } = init.method === 'POST' && next ? next : { status: 200, body };
    return new Response(JSON.stringify(given), { status });
  }) as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = original;
});

const open = async (locale: 'en' | 'tr' = 'en') => {
  const shown = show(<PeoplePage api={officeApi('http://head-office.test')} />, { locale });
  await waitFor(() => expect(screen.getByText('Ayşe Yıldız')).toBeTruthy());
  return shown;
};
/** The first button of that name: the form above the list comes first. */
const press = (name: string) =>
  act(async () => void fireEvent.click(screen.getAllByRole('button', { name })[0] as HTMLElement));
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe('the people page', () => {
  it.each([
    ['en', /locked at Bench 3/, 'Packer'],
    ['tr', /Bench 3 masasında kilitli/, 'Paketlemeci'],
  ] as const)('shows roles and locks in words: %s', async (locale, lock, role) => {
    const { missing } = await open(locale);
    const table = within(screen.getByRole('table'));
    expect(table.getByText(lock)).toBeTruthy();
    expect(table.getByText(role)).toBeTruthy();
    expect(missing).toEqual([]);
  });

  it('adds somebody, with a badge of head office’s own when none is typed', async () => {
    await open();
    await press('Add a person');
    type('Name', 'Tom');
    fireEvent.click(screen.getAllByLabelText('Supervisor')[0] as HTMLElement);
    await press('Save');
    expect(asked).toEqual([
      { method: 'POST', path: '/v1/people', body: { name: 'Tom', roles: ['packer', 'supervisor'] } },
    ]);
  });

  it('says why head office refused, and keeps what was typed', async () => {
    await open();
    await press('Ayşe Yıldız');
    next = { status: 409, body: { code: 'badge-taken', message: 'taken' } };
    type('Badge code', 'S1');
    await press('Save');
    expect(screen.getByRole('alert').textContent).toContain('Somebody else has this badge code');
    expect((screen.getByLabelText('Badge code') as HTMLInputElement).value).toBe('S1');
  });

  it('sets a PIN typed twice, and forgets it', async () => {
    await open();
    await press('Ayşe Yıldız');
    type('New PIN, 4 to 8 digits', '25x80');
    type('The same PIN again', '2580');
    const field = screen.getByLabelText('New PIN, 4 to 8 digits') as HTMLInputElement;
    expect([field.type, field.value]).toEqual(['password', '2580']);
    await press('Set PIN');
    expect(asked).toEqual([
      { method: 'POST', path: '/v1/people/P1/pin', body: { pin: '2580', again: '2580' } },
    ]);
    expect(document.body.innerHTML).not.toContain('2580');
    expect(screen.getAllByText(/PIN set ·/)[0]).toBeTruthy();
  });

  it('retires somebody and says what is asked at the bench', async () => {
    await open();
    await press('Ayşe Yıldız');
    await press('Retire');
    expect(asked.at(-1)).toMatchObject({ path: '/v1/people/P1', body: { retired: true, badge: 'P1' } });
    await press('Cancel');
    type(/Hours without head office/, '24');
    fireEvent.click(screen.getByLabelText('Manager'));
    await press('Save');
    expect(asked.at(-1)).toEqual({
      method: 'POST',
      path: '/v1/people/access',
      body: { pinRoles: ['supervisor', 'manager'], maxOfflineHours: 24, logOutAfterMinutes: null },
    });
  });
});
