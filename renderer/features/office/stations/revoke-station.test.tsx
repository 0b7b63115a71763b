import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { show } from '../../../ui/screen.test-kit';
import type { OfficeApi } from '../office-api';
import { RevokeStation } from './revoke-station';

afterEach(cleanup);

const station = { stationId: '0198c0de-0000-7000-8000-000000000001', name: 'Bench 3', unsent: 2 };
type Revoke = OfficeApi['revokeStation'];

function open(answer: Awaited<ReturnType<Revoke>>, locale: 'en' | 'tr' = 'en') {
  const asked: string[] = [];
  let revoked = 0;
  const revokeStation: Revoke = async (stationId) => {
    asked.push(stationId);
    return answer;
  };
  const shown = show(
    <RevokeStation api={{ revokeStation }} station={station} onRevoked={() => (revoked += 1)} />,
    { locale },
  );
  return { ...shown, asked, revoked: () => revoked };
}
const press = (name: string): void => {
  fireEvent.click(screen.getByRole('button', { name }));
};

describe('ending a station', () => {
  it('asks first, says how much is not here yet, and then does it once', async () => {
    const { asked, revoked } = open({ ok: true, value: { parcelsReleased: 1, unitsReturned: 0 } });
    press('End Bench 3');
    expect(screen.getByRole('heading').textContent).toBe('End Bench 3?');
    expect(screen.getByText(/2 acts of it have not arrived/)).toBeDefined();
    expect(asked).toEqual([]);
    press('End it');
    await waitFor(() => expect(revoked()).toBe(1));
    expect(asked).toEqual([station.stationId]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('does nothing when the person thinks again', () => {
    const { asked } = open({ ok: true, value: { parcelsReleased: 0, unitsReturned: 0 } });
    press('End Bench 3');
    press('Keep it');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked).toEqual([]);
  });

  it('says in Turkish why it did not work, and stays open', async () => {
    const failure = { code: 'station-unknown', message: 'no', values: {} };
    const { missing, revoked } = open({ ok: false, failure }, 'tr');
    press('Bench 3 istasyonunun yetkisini kaldır');
    press('Yetkisini kaldır');
    await screen.findByRole('alert');
    expect(screen.getByRole('dialog')).toBeDefined();
    expect(revoked()).toBe(0);
    expect(missing).toEqual([]);
  });
});
