import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { tones } from '../../shared/domain/refusal';
import { Button } from './button';
import { DataGrid } from './data-grid';
import { Dialog } from './dialog';
import { Field } from './field';
import { Progress } from './progress';
import { show } from './screen.test-kit';
import { StatusItem, StatusStrip } from './status-strip';
import { createToasts, ToastShelf } from './toast';
import { VerdictBand } from './verdict-band';

afterEach(cleanup);

/** What a screen reader would be told at once. */
const announced = (): string =>
  [...document.querySelectorAll('[aria-live="assertive"]')].map((region) => region.textContent).join('');

describe('the verdict band', () => {
  it.each(tones)('says %s in colour, shape and word, each its own', (tone) => {
    const { container } = show(<VerdictBand tone={tone} title="White lantern" answers={1} />);
    const band = container.querySelector('section');
    expect(band?.dataset['tone']).toBe(tone);
    const words = { go: 'OK', look: 'LOOK', stop: 'STOP', wait: 'WAIT' };
    expect(within(container).getByText(words[tone])).toBeTruthy();
    expect(container.querySelector(`svg[data-tone="${tone}"]`)).toBeTruthy();
  });

  it('has a shape of its own for every tone', () => {
    const shapes = tones.map((tone) => {
      const { container } = show(<VerdictBand tone={tone} title="x" answers={1} />);
      return container.querySelector('svg')?.innerHTML;
    });
    expect(new Set(shapes).size).toBe(tones.length);
  });

  it('tells a screen reader all of it, and the same answer twice is told twice', () => {
    const { rerender, container } = show(<div />);
    const band = (answers: number) => (
      <VerdictBand
        tone="go"
        title="White lantern"
        next="Scan the next item."
        figures="4 of 9"
        answers={answers}
      />
    );
    const first = show(band(1));
    expect(announced()).toBe('OK. White lantern Scan the next item. 4 of 9');
    const regions = () =>
      [...first.container.querySelectorAll('[aria-live]')].map((region) => region.textContent);
    const before = regions();
    first.unmount();
    show(band(2));
    expect(announced()).toBe('OK. White lantern Scan the next item. 4 of 9');
    const after = [...document.querySelectorAll('[aria-live]')].map((region) => region.textContent);
    expect(after).not.toEqual(before);
    rerender(<div />);
    expect(container).toBeTruthy();
  });

  it('changes language while it is shown, and the page says which', () => {
    const { preferences } = show(<VerdictBand tone="stop" title="x" answers={1} />, { locale: 'en' });
    expect(screen.getByText('STOP')).toBeTruthy();
    act(() => preferences.setState({ locale: 'tr' }));
    expect(screen.getByText('DURUN')).toBeTruthy();
    expect(document.documentElement.lang).toBe('tr');
  });
});

describe('small pieces', () => {
  it('a field says its name, its hint and what is wrong', () => {
    show(<Field label="Enrolment code" hint="From the office" problem="Ask for a new one." />);
    const input = screen.getByLabelText('Enrolment code');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const described = (input.getAttribute('aria-describedby') ?? '').split(' ');
    const told = described.map((id) => document.getElementById(id)?.textContent).join(' ');
    expect(told).toContain('From the office');
    expect(told).toContain('Ask for a new one.');
  });

  it('a button shows its key', () => {
    show(<Button keyHint="F4">Seal</Button>);
    expect(screen.getByRole('button').textContent).toBe('SealF4');
  });

  it('progress is said in words and numbers', () => {
    show(<Progress label="Order 1" done={3} all={9} />);
    const bar = screen.getByRole('progressbar', { name: 'Order 1' });
    expect(bar.getAttribute('aria-valuenow')).toBe('3');
    expect(bar.getAttribute('aria-valuetext')).toBe('3 of 9');
  });

  it('each status has a shape of its own', () => {
    const states = ['good', 'offline', 'look', 'stop', 'wait'] as const;
    const { container } = show(
      <StatusStrip label="Status">
        {states.map((state) => (
          <StatusItem key={state} name="Network" state={state}>
            words
          </StatusItem>
        ))}
      </StatusStrip>,
    );
    expect(new Set([...container.querySelectorAll('svg')].map((svg) => svg.innerHTML)).size).toBe(
      states.length,
    );
  });

  it('a dialog that must be answered does not close by Escape; another does', () => {
    const closed = vi.fn();
    const { unmount } = show(
      <Dialog title="Sure?" isOpen mustAnswer onClose={closed}>
        words
      </Dialog>,
    );
    fireEvent.keyDown(screen.getByRole('alertdialog'), { key: 'Escape' });
    expect(closed).not.toHaveBeenCalled();
    unmount();
    show(
      <Dialog title="Help" isOpen onClose={closed}>
        words
      </Dialog>,
    );
    fireEvent.keyDown(screen.getByRole('dialog', { name: 'Help' }), { key: 'Escape' });
    expect(closed).toHaveBeenCalledOnce();
  });

  it('news with an undo stays until it is taken or dismissed; other news leaves', () => {
    vi.useFakeTimers();
    const toasts = createToasts();
    const undone = vi.fn();
    show(<ToastShelf toasts={toasts} />);
    act(() => void toasts.show({ words: 'Line cancelled', undo: undone }));
    act(() => void toasts.show({ words: 'Saved' }));
    expect(screen.getByText('Saved')).toBeTruthy();
    act(() => void vi.advanceTimersByTime(60_000));
    expect(screen.queryByText('Saved')).toBeNull();
    expect(screen.getByText('Line cancelled')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(undone).toHaveBeenCalledOnce();
    act(() => void vi.advanceTimersByTime(1000));
    expect(screen.queryByText('Line cancelled')).toBeNull();
    vi.useRealTimers();
  });
});

describe('the data grid', () => {
  beforeAll(() => {
    // happy-dom lays nothing out; the virtualizer only asks how large its window is.
    Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 480 });
    Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 800 });
  });

  type Row = { id: string; name: string };
  const rows: Row[] = Array.from({ length: 5000 }, (_, n) => ({ id: `r${n}`, name: `Order ${n}` }));
  const columns = [
    { id: 'id', heading: 'Id', cell: (row: Row) => row.id, sortable: true },
    { id: 'name', heading: 'Name', cell: (row: Row) => row.name },
  ];

  it('draws only what is on screen and tells how much there is', () => {
    show(<DataGrid label="Orders" columns={columns} rows={rows} rowId={(row) => row.id} rowCount={9000} />);
    const grid = screen.getByRole('grid', { name: 'Orders' });
    expect(grid.getAttribute('aria-rowcount')).toBe('9001');
    const drawn = within(grid).getAllByRole('row');
    expect(drawn.length).toBeGreaterThan(8);
    expect(drawn.length).toBeLessThan(60);
    expect(drawn.map((row) => row.getAttribute('aria-rowindex'))).toEqual(
      drawn.map((_, index) => String(index + 1)),
    );
  });

  it('opens the row the keys moved to', () => {
    const opened = vi.fn();
    show(<DataGrid label="Orders" columns={columns} rows={rows} rowId={(row) => row.id} onOpen={opened} />);
    const grid = screen.getByRole('grid');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'Enter']) fireEvent.keyDown(grid, { key });
    expect(opened).toHaveBeenCalledExactlyOnceWith(rows[2]);
    const here = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
    expect(here?.textContent).toBe('Order 2');
    expect(here?.closest('tr')?.getAttribute('aria-selected')).toBe('true');
  });

  it('asks for more when its end comes near, and for another order when a heading is pressed', () => {
    const near = vi.fn();
    const sorted = vi.fn();
    show(
      <DataGrid
        label="Orders"
        columns={columns}
        rows={rows.slice(0, 12)}
        rowId={(row) => row.id}
        onNearEnd={near}
        sort={{ columnId: 'id', direction: 'asc' }}
        onSort={sorted}
      />,
    );
    expect(near).toHaveBeenCalled();
    expect(screen.getByRole('columnheader', { name: /Id/ }).getAttribute('aria-sort')).toBe('ascending');
    fireEvent.click(screen.getByRole('button', { name: 'Id' }));
    expect(sorted).toHaveBeenCalledWith({ columnId: 'id', direction: 'desc' });
  });

  it('keeps the focus in a cell whose columns are described anew', () => {
    function Marking() {
      const [word, setWord] = useState('mark');
      return (
        <DataGrid
          label="Orders"
          columns={[
            {
              id: 'id',
              heading: 'Id',
              cell: ({ id }) => (
                <button type="button" onClick={() => setWord('unmark')}>
                  {`${word} ${id}`}
                </button>
              ),
            },
          ]}
          rows={rows.slice(0, 1)}
          rowId={(row) => row.id}
        />
      );
    }
    show(<Marking />);
    const button = screen.getByRole('button', { name: /^mark/ });
    button.focus();
    fireEvent.click(button);
    expect(button.textContent).toMatch(/^unmark/);
    expect(document.activeElement).toBe(button);
  });

  it('shows what to do when it is empty, and keys do no harm', () => {
    show(
      <DataGrid label="Orders" columns={columns} rows={[]} rowId={(row) => row.id} empty="Import a file" />,
    );
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'ArrowDown' });
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'Enter' });
    expect(screen.getByText('Import a file')).toBeTruthy();
  });
});
