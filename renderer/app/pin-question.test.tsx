// The question for a PIN as an operator sees it: a field that shows nothing, digits by key or by scan, no scan for digits.
import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import { until } from '../data/station.test-kit';
import { codes, small } from '../features/packing/bench.test-kit';
import { attentionOf } from '../input/attention';
import { typedScan } from '../input/type-code';
import type { Preferences } from './preferences';
import { screenOf } from './station-screen.test-kit';

const band = (): HTMLElement => document.querySelector('section[data-answers]') as HTMLElement;
const aloud = (): string =>
  [...document.querySelectorAll('[aria-live="assertive"]')].map((each) => each.textContent).join('');

describe('the question for a PIN', { timeout: 60_000 }, () => {
  const bobsBadge = ownCode('badge', '99');
  const field = (): HTMLInputElement => screen.getByLabelText(/PIN/, { selector: 'input' });
  const asked = async (chosen: Partial<Preferences> = {}) => {
    const shown = await screenOf([small], chosen);
    shown.office.put('directory', {
      kind: 'person',
      entryId: 'person bob',
      person: {
        personId: 'bob',
        name: 'Bob',
        badge: '99',
        roles: ['supervisor'],
        pinSetAt: '2026-01-05T08:00:00.000Z',
      },
    });
    shown.bench.access = { ...shown.bench.access, pinRoles: ['supervisor'] };
    await until(() => shown.bench.directory.person('bob') !== null);
    await shown.scan(bobsBadge);
    const byBus = async (...texts: string[]) => {
      for (const text of texts) shown.bus.scan(typedScan(text, text, '2026-03-01T08:00:00.000Z'));
      await act(async () => {
        await shown.bus.settled();
        await shown.bench.session.settled();
      });
    };
    return { ...shown, byBus };
  };
  const page = (): string => document.body.innerHTML;

  it('has a field with the keyboard in it that shows no digit, and says aloud what to do', async () => {
    const { bench } = await asked();
    expect(document.activeElement).toBe(field());
    expect(field().type).toBe('password');
    expect(attentionOf(document)).toBe('field');
    expect(aloud()).toContain('Enter your PIN');
    bench.pinAnswers.push({ answer: 'yes' });
    fireEvent.change(field(), { target: { value: '2580' } });
    expect(document.body.textContent).not.toContain('2580');
    expect(aloud()).not.toMatch(/[0-9]/);
    fireEvent.submit(field());
    await act(() => bench.session.settled());
    expect(bench.pins.map(({ pin }) => pin)).toEqual(['2580']);
    expect(page()).not.toContain('2580');
    expect(band().textContent).toContain('Hello Bob');
  });

  it('is answered by digits of the command sheet, UNDO LAST and OK', async () => {
    const { bench, byBus } = await asked();
    bench.pinAnswers.push({ answer: 'no', left: 4 });
    const digit = (n: number): string => codes.command(`quantity-${n}`);
    await byBus(digit(2), digit(5), digit(9), codes.command('undo'), digit(8));
    await byBus(codes.command('ok'));
    expect(bench.pins).toEqual([]);
    await byBus(digit(0), codes.command('ok'));
    expect(bench.pins.map(({ pin }) => pin)).toEqual(['2580']);
    expect(band().textContent).toContain('Wrong PIN');
    expect(field().value).toBe('');
    expect(aloud()).not.toContain('2580');
  });

  it('takes no scan for digits, whatever it says', async () => {
    const { bench, byBus } = await asked();
    await byBus('2580', codes.mug, '12345670');
    expect(field().value).toBe('');
    expect(bench.pins).toEqual([]);
    expect(band().textContent).toContain('Enter the PIN first');
    expect(page()).not.toContain('2580');
    await byBus(codes.badge);
    expect(bench.state().bench.operator?.name).toBe('Ayşe');
  });

  it('is given up with Escape', async () => {
    const { bench } = await asked();
    fireEvent.keyDown(field(), { key: 'Escape' });
    await act(() => bench.session.settled());
    expect(bench.state().bench.pinFor).toBeNull();
    expect(screen.getByRole('heading').textContent).toBe('Scan your badge to begin');
  });

  it('speaks Turkish', async () => {
    const { missing } = await asked({ locale: 'tr' });
    expect(band().textContent).toContain("PIN'inizi girin");
    expect(missing).toEqual([]);
  });
});
