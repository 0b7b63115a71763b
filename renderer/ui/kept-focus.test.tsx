// The focus when what has it goes or is switched off: as people who work by keyboard meet it.
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepFocus } from './kept-focus';

let end: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  end = keepFocus(document);
});
afterEach(() => {
  end();
  cleanup();
  vi.useRealTimers();
});

const button = (name: string): HTMLElement => screen.getByRole('button', { name });
async function pressed(name: string): Promise<void> {
  button(name).focus();
  await act(async () => void fireEvent.click(button(name)));
}
const settle = (ms = 300) => act(() => vi.advanceTimersByTimeAsync(ms));
/** What has the focus, in words. */
const focused = (): string | null | undefined => document.activeElement?.textContent;

function Rows(): ReactNode {
  const [rows, setRows] = useState(['a', 'b', 'c']);
  return (
    <main tabIndex={-1}>
      <ul>
        {rows.map((row) => (
          <li key={row}>
            <button type="button" onClick={() => setRows(rows.filter((each) => each !== row))}>
              {row}
            </button>
          </li>
        ))}
      </ul>
      <button type="button">after</button>
    </main>
  );
}

function Act({ answerMs, over }: { answerMs: number; over: boolean }): ReactNode {
  const [isOff, setOff] = useState(false);
  return (
    <main tabIndex={-1}>
      <textarea data-goes-on defaultValue="write here" />
      <button
        type="button"
        disabled={isOff}
        onClick={() => {
          setOff(true);
          setTimeout(() => setOff(over), answerMs);
        }}
      >
        act
      </button>
      <button type="button">close</button>
    </main>
  );
}

describe('the focus', () => {
  it('goes to the next row when one is removed, behind the list when none is left', async () => {
    render(<Rows />);
    for (const [row, next] of [
      ['b', 'c'],
      ['c', 'after'],
      ['a', 'after'],
    ] as const) {
      await pressed(row);
      await settle();
      expect(focused()).toBe(next);
    }
  });

  it('goes where one goes on when the act is over and its button stays off', async () => {
    render(<Act answerMs={20} over />);
    await pressed('act');
    await settle();
    expect(document.activeElement?.tagName).toBe('TEXTAREA');
  });

  it('stays on a button that is off only while its answer is under way', async () => {
    render(<Act answerMs={100} over={false} />);
    await pressed('act');
    await settle(110);
    await settle();
    expect(focused()).toBe('act');
  });

  it('is at the page when the whole of it was left', async () => {
    function Pages(): ReactNode {
      const [isOther, setOther] = useState(false);
      return (
        <main tabIndex={-1}>
          {isOther ? (
            <p>
              <button type="button">back</button>
            </p>
          ) : (
            <p key="first">
              <button type="button" onClick={() => setOther(true)}>
                open
              </button>
            </p>
          )}
        </main>
      );
    }
    render(<Pages />);
    await pressed('open');
    await settle();
    expect(document.activeElement?.tagName).toBe('MAIN');
  });

  it('is never taken from where it was put meanwhile, nor given back to who let it go', async () => {
    render(<Rows />);
    await pressed('a');
    button('after').focus();
    await settle();
    expect(focused()).toBe('after');
    button('b').focus();
    button('b').blur();
    await settle();
    await act(async () => void fireEvent.click(button('b')));
    await settle();
    expect(document.activeElement).toBe(document.body);
  });
});
