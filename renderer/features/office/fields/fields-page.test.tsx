// Fields and tags at the wire, and the panel of an order: what is defined, what is put on, what is changed.
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type FieldDefinition, fieldDefinitionSchema } from '../../../../shared/domain/field/field';
import type { Order } from '../../../../shared/domain/order/order';
import { orderIn } from '../../../../shared/domain/order/order.test-kit';
import { show } from '../../../ui/screen.test-kit';
import { answering, by, type Sent } from '../office-answers.test-kit';
import { officeApi } from '../office-api';
import { FieldsPage } from './fields-page';
import { MarksPanel } from './marks-panel';

const field = (change: object): FieldDefinition =>
  fieldDefinitionSchema.parse({
    owner: 'order',
    key: 'gift_note',
    names: { en: 'Gift note', tr: 'Hediye notu' },
    kind: 'text',
    ...change,
  });
const fields = [
  field({ requiredAt: 'released', shownToPacker: true }),
  field({
    key: 'wrap',
    names: { en: 'Wrapping', tr: 'Paket' },
    kind: 'choice',
    options: [{ key: 'red', names: { en: 'Red', tr: 'Kırmızı' } }],
  }),
  field({ owner: 'line', key: 'worth', names: { en: 'Worth', tr: 'Değer' }, kind: 'money' }),
];
const tags = [{ key: 'press', name: 'Press', colour: 'teal' }];
const confirmed = orderIn.confirmed as Order;
const order: Order = { ...confirmed, tags: ['press'], fields: { gift_note: 'Hello' } };
const api = officeApi('http://head-office.test');
let sent: Sent[] = [];

const start = (): void => {
  sent = answering([
    [/\/marks$/, { order }],
    [/./, { fields, tags }],
  ]);
};
const press = async (name: string | RegExp): Promise<void> =>
  act(async () => void fireEvent.click(screen.getByRole('button', { name })));
const type = (label: string | RegExp, value: string): void =>
  void fireEvent.change(screen.getByLabelText(label), { target: { value } });
async function answer(label: string): Promise<void> {
  const form = screen.getByRole('form', { name: label });
  type('Badge', by.badge);
  type('PIN', by.pin);
  await act(async () => void fireEvent.submit(form));
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('fields and tags', () => {
  it.each([
    ['en', 'Fields and tags', 'Gift note', 'to be packed', 'Press'],
    ['tr', 'Alanlar ve işaretler', 'Hediye notu', 'paketlenmek için', 'Press'],
  ] as const)('are listed in words: %s', async (locale, title, name, step, tag) => {
    start();
    const shown = show(<FieldsPage api={api} id={null} open={() => undefined} />, { locale });
    await waitFor(() => expect(screen.getByText(name)).toBeTruthy());
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(title);
    expect(screen.getByText(step)).toBeTruthy();
    expect(screen.getByText(tag).getAttribute('data-colour')).toBe('teal');
    expect(shown.missing).toEqual([]);
  });

  it('a choice is added with its options, and a tag with its colour', async () => {
    start();
    show(<FieldsPage api={api} id={null} open={() => undefined} />);
    await waitFor(() => expect(screen.getByText('Gift note')).toBeTruthy());
    await press('Add a field');
    type('Name in English', 'Card');
    type('Name in Turkish', 'Kart');
    type('Key', 'card');
    type('Kind', 'choice');
    type(/^Choices/, 'a | Birthday | Doğum günü\n\nb');
    fireEvent.click(screen.getByLabelText('Packers see it'));
    type('Needed', 'placed');
    type(/^Channels, with/, 'web, shop');
    await press('Save');
    await answer('Save');
    type('Name of the tag', 'Watch');
    type('Colour', 'red');
    await press('Save the tag');
    await answer('Save');
    expect(sent).toEqual([
      {
        path: '/v1/fields',
        body: {
          field: {
            owner: 'order',
            key: 'card',
            names: { en: 'Card', tr: 'Kart' },
            kind: 'choice',
            requiredAt: 'placed',
            channels: ['web', 'shop'],
            shownToPacker: true,
            filterable: false,
            options: [
              { key: 'a', names: { en: 'Birthday', tr: 'Doğum günü' } },
              { key: 'b', names: { en: 'b', tr: 'b' } },
            ],
            isRetired: false,
          },
          by,
        },
      },
      { path: '/v1/tags', body: { name: 'Watch', colour: 'red', by } },
    ]);
  });
});

describe('the marks of an order', () => {
  it('are put on, taken off and filled in', async () => {
    start();
    const shown = show(<MarksPanel api={api} order={order} onChanged={() => undefined} />);
    await waitFor(() => expect(screen.getByRole('button', { name: 'Take off press' })).toBeTruthy());
    type('New tag', 'Gift');
    await press('Put on');
    await press('Take off press');
    expect((screen.getByLabelText(/^Gift note/) as HTMLInputElement).value).toBe('Hello');
    type(/^Gift note/, '');
    type('Wrapping', 'red');
    fireEvent.change(screen.getAllByLabelText(/^Worth/)[0] as HTMLElement, { target: { value: '12.50' } });
    await press('Save');
    expect(sent.map(({ body }) => body)).toEqual([
      { add: ['Gift'] },
      { remove: ['press'] },
      {
        fields: { gift_note: null, wrap: 'red' },
        lines: [{ lineNo: 1, fields: { worth: { amountMinor: 1250, currency: 'GBP' } } }],
      },
    ]);
    expect(shown.missing).toEqual([]);
  });
});
