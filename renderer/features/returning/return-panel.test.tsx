// What the operator sees of goods that come back, in both languages: what is asked, where it goes, which returns fit, and
// nothing of money or of what people wrote.
import { cleanup } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { binOf, opIdOf, returnIdOf, skuOf } from '../../../shared/domain/ids.test-kit';
import { putAwayReasons } from '../../../shared/domain/putaway/propose';
import type { Arrival } from '../../../shared/domain/returns/arrival';
import { type GoodsReturn, returnConditions } from '../../../shared/domain/returns/goods-return';
import { returnIn } from '../../../shared/domain/returns/return-table.test-kit';
import { type Returning, startedReturning } from '../../../shared/domain/returns/returning';
import { show } from '../../ui/screen.test-kit';
import { ReturnPanel } from './return-panel';
import type { ReturnedHere } from './returned-here';

afterEach(cleanup);

const arrivalIn = (state: 'advised' | 'received'): Arrival => ({
  found: returnIn(state) as GoodsReturn,
  lines: [],
  codes: [],
  heard: [],
});
const { returnId, orderId, number } = arrivalIn('advised').found;
const units = {
  sku: skuOf('MUG'),
  name: 'White mug',
  quantity: 3,
  code: '',
  scanId: '',
  measures: null,
};
const nameOf = (sku: string): string => (sku === 'MUG' ? 'White mug' : sku);

describe.each(['en', 'tr'] as const)('the panel of returns in %s', (locale) => {
  const panel = (
    change: Partial<Returning>,
    returned: ReturnedHere | null,
    reason: (typeof putAwayReasons)[number] = 'face',
  ) =>
    show(
      <ReturnPanel
        returning={{ ...startedReturning(), ...change }}
        returned={returned}
        propose={() => ({ to: reason === 'none' ? null : binOf('A-07'), quantity: 2, reason, order: '1042' })}
        nameOf={nameOf}
      />,
      { locale },
    );

  it('asks for a return where none is open, and names the order of one that nobody announced', () => {
    expect(panel({}, null).missing).toEqual([]);
    cleanup();
    const brought = { returnId, orderId, number: null };
    const screen = panel({ with: brought, orderNumber: '1042' }, { open: null, choices: [] });
    expect(screen.container.querySelector('h1')?.textContent).toContain('1042');
    expect(screen.container.querySelector('table')).toBeNull();
  });

  it('says what was asked for with its reason, what is here and how it was', () => {
    const brought = { returnId, orderId, number };
    const screen = panel({ with: brought }, { open: arrivalIn('received'), choices: [] });
    const cells = [...screen.container.querySelectorAll('tbody tr > *')].map(
      ({ textContent }) => textContent,
    );
    expect(cells[0]).toBe('A mug');
    expect(cells[2]).toBe('1 / 2');
    expect(cells[3]).toMatch(/^1 \S+/);
    expect(cells[1]).not.toBe('–');
    expect(screen.missing).toEqual([]);
  });

  it('asks how an item is, with a digit for each answer', () => {
    const screen = panel({ asking: units }, null);
    expect(screen.container.querySelectorAll('ol > li')).toHaveLength(returnConditions.length);
    expect(screen.container.textContent).toContain('White mug');
    expect(screen.missing).toEqual([]);
  });

  it.each(putAwayReasons)('says into which bin it goes, and why: %s', (reason) => {
    const screen = panel({ toShelve: [{ ...units, opId: opIdOf(1) }] }, null, reason);
    expect(screen.container.textContent).toContain(reason === 'none' ? '?' : 'A-07');
    expect(screen.container.querySelector('strong')?.textContent).toBe(reason === 'none' ? '3' : '2');
    expect(screen.missing).toEqual([]);
  });

  it('says how many photographs go with what waits to be judged, and which keys there are', () => {
    const brought = { returnId, orderId, number };
    const act = { opId: opIdOf(1), sku: skuOf('MUG'), name: 'White mug', quantity: 1, to: null } as const;
    const lot = { lot: 'L7', bestBefore: null };
    const screen = panel(
      {
        with: brought,
        asking: units,
        photos: ['a'.repeat(64), 'b'.repeat(64)],
        acts: [{ ...act, condition: 'opened', lot }],
      },
      null,
    );
    const [photo, label] =
      locale === 'en'
        ? ['2 photos, PHOTO (Shift+F4) takes another', 'PRINT TAG (Control+P)']
        : ['2 fotoğraf, FOTOĞRAF (Shift+F4) bir tane daha çeker', 'KÜNYE BAS (Control+P)'];
    expect(screen.getByText(photo)).toBeTruthy();
    expect(screen.getByText(new RegExp(label.replaceAll(/[()+]/g, String.raw`\$&`)))).toBeTruthy();
    expect(screen.getByText(/ · L7/)).toBeTruthy();
    expect(screen.missing).toEqual([]);
  });

  it('lists the returns that fit in the order of their digits, with what each still waits for', () => {
    const other = { ...arrivalIn('advised').found, returnId: returnIdOf(2), orderNumber: '1099' };
    const choices = [arrivalIn('advised'), { ...arrivalIn('advised'), found: other }];
    const screen = panel({ choices: [returnId, returnIdOf(2)] }, { open: null, choices });
    const rows = [...screen.container.querySelectorAll('ol > li')].map(({ textContent }) => textContent);
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain('1099');
    expect(rows[1]).toContain('2 × A mug');
    expect(screen.missing).toEqual([]);
  });

  it('names what was scanned after a start too, where only the op is known', () => {
    const brought = { returnId, orderId, number };
    const act = { ...units, name: 'MUG', opId: opIdOf(1), condition: 'damaged', to: null } as const;
    const screen = panel({ with: brought, acts: [act] }, { open: arrivalIn('received'), choices: [] });
    expect(screen.container.textContent).toContain('3 × A mug');
    cleanup();
    expect(panel({ acts: [act] }, null).container.textContent).toContain('3 × White mug');
  });

  it.each(returnConditions)('lists what was judged before: %s', (condition) => {
    const act = { ...units, opId: opIdOf(1), condition, to: condition === 'as-new' ? binOf('A-07') : null };
    const screen = panel({ acts: [act] }, null);
    expect(screen.container.textContent).toContain('3 × White mug');
    expect(screen.missing).toEqual([]);
  });
});
