// A head office for the money pages' tests: remembers what was asked and answers what it was given; one PIN is right.
import { fireEvent, screen } from '@testing-library/react';
import type { Answer } from '../office-api';

export function door(answers: Record<string, unknown>) {
  const asked: [name: string, ...values: unknown[]][] = [];
  const api = new Proxy(
    {},
    {
      get: (known: Record<string, unknown>, name: string) =>
        (known[name] ??= (...values: unknown[]): Promise<Answer<unknown>> => {
          asked.push([name, ...values]);
          const by = values.find((value) => typeof value === 'object' && value !== null && 'pin' in value) as
            | { pin: string }
            | undefined;
          const nested = values.find(
            (value) => typeof value === 'object' && value !== null && 'by' in value,
          ) as { by: { pin: string } } | undefined;
          const pin = by?.pin ?? nested?.by.pin;
          if (pin !== undefined && pin !== '46824')
            return Promise.resolve({
              ok: false,
              failure: { code: 'pin-wrong', message: '', values: { name: 'Berrin', left: 4 } },
            });
          const answer = answers[name];
          return Promise.resolve({
            ok: true,
            value: typeof answer === 'function' ? answer(...values) : answer,
          });
        }),
    },
  );
  return { api: api as never, asked };
}

export const sign = (button: string, words: [badge: string, pin: string] = ['Badge', 'PIN']): void => {
  fireEvent.change(screen.getByLabelText(words[0]), { target: { value: 'M1' } });
  fireEvent.change(screen.getByLabelText(words[1]), { target: { value: '46824' } });
  fireEvent.submit(screen.getByRole('form', { name: button }));
};
export const type = (label: string | RegExp, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};
export const page = <Row>(...rows: Row[]) => ({
  rows,
  total: rows.length,
  isTotalLeast: false,
  cursor: null,
});
