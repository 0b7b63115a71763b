// Automation at the wire: a rule is made, shown on the last orders, saved under a name, and brought back.
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FlowAnswer, FlowPreviewAnswer } from '../../../../shared/contract/flow';
import type { Rule } from '../../../../shared/domain/automation/rule';
import { defaultChannelMail } from '../../../../shared/domain/mail/channel-mail';
import { noPlacementRules } from '../../../../shared/domain/placement/placement-rules';
import { show } from '../../../ui/screen.test-kit';
import { answering, by, type Sent } from '../office-answers.test-kit';
import { officeApi } from '../office-api';
import { AutomationPage } from './automation-page';

const rule: Rule = {
  ruleId: 'r1',
  name: 'Big orders',
  isOn: true,
  when: 'order-placed',
  match: 'all',
  conditions: [
    { what: 'total', is: 'at-least', amountMinor: 50_000, currency: 'GBP' },
    { what: 'hold', is: 'none-of', values: ['fraud'] },
  ],
  actions: [
    { do: 'tag', tags: ['big'] },
    { do: 'hold', reason: 'fraud', note: 'look' },
  ],
};
const flow: FlowAnswer = {
  version: 3,
  flow: {
    steps: [{ channelId: 'web', takeWhen: 'placed', paymentRule: 'outside', captureAt: 'hand-over' }],
    holds: noPlacementRules,
    mails: [{ channelId: 'web', mail: defaultChannelMail({ takesFiles: false }) }],
    rules: [rule],
  },
  versions: [
    {
      version: 3,
      changedAt: '2026-03-02T09:00:00.000Z',
      personName: 'Berrin',
      note: 'Big ones wait',
      undoes: null,
      changes: [{ part: 'rules', how: 'added', name: 'Big orders' }],
    },
    { version: 2, changedAt: '2026-03-01T09:00:00.000Z', personName: '', note: '', undoes: 1, changes: [] },
  ],
  channels: [{ channelId: 'web', name: 'Web shop' }],
};
const nothing = {
  waitsForPayment: false,
  holds: [],
  tags: [],
  priority: 'normal' as const,
  rules: [],
  notices: [],
  mails: [],
};
const preview: FlowPreviewAnswer = {
  orders: 200,
  differing: 1,
  rows: [
    {
      orderId: '0191d2f4-5a3c-7000-8000-000000000001',
      number: '1042',
      placedAt: '2026-03-01T09:00:00.000Z',
      before: nothing,
      after: { ...nothing, holds: ['other'], tags: ['gift'], rules: ['Gifts'] },
    },
  ],
};
const runs = {
  rows: [
    { at: '2026-03-01T09:00:00.000Z', orderId: 'o1', number: '1042', rule: 'Big orders', on: 'order-placed' },
  ],
  total: 1,
  cursor: null,
};
let sent: Sent[] = [];
const opened: unknown[] = [];

async function open(locale: 'en' | 'tr' = 'en') {
  opened.splice(0);
  sent = answering([
    [/preview$/, preview],
    [/rule-runs$/, runs],
    [/./, flow],
  ]);
  const shown = show(
    <AutomationPage
      api={officeApi('http://head-office.test')}
      id={null}
      open={(page, id) => void opened.push([page, id])}
    />,
    { locale },
  );
  await waitFor(() => expect(screen.getAllByText('Big orders').length).toBeGreaterThan(0));
  return shown;
}
const press = async (name: string | RegExp, at = 0): Promise<void> =>
  act(async () => void fireEvent.click(screen.getAllByRole('button', { name })[at] as Element));
const type = (label: string | RegExp, value: string, at = 0): void =>
  void fireEvent.change(screen.getAllByLabelText(label)[at] as Element, { target: { value } });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('automation', () => {
  it.each([
    [
      'en',
      /When an order is placed and total is at least £500\.00 and hold is none of Sign of fraud then tag it big, hold it/,
    ],
    [
      'tr',
      /sipariş verilirse ve toplam en az £500,00 ve bekletme şunlardan hiçbiri: .* ise big olarak işaretle, beklet/,
    ],
  ] as const)('says each rule in a sentence: %s', async (locale, sentence) => {
    const shown = await open(locale);
    expect(screen.getByText(sentence)).toBeTruthy();
    expect(shown.missing).toEqual([]);
  });

  it('shows what a draft would have done, and saves it under a name', async () => {
    await open();
    await press('Add a rule');
    type('Name of the rule', 'Gifts');
    type('When', 'order-tagged');
    await press('Add a condition');
    type('What', 'tag');
    type('Values, with commas between', 'gift, present');
    type('What', 'hold', 1);
    type('Reason', 'other');
    await press('Take it over');
    expect(screen.getByText('Nothing is changed')).toBeTruthy();
    type('Note', 'wrap it');
    await press('Take it over');
    expect(screen.getByText('1 change that is not saved')).toBeTruthy();
    await press('What would have happened?');
    await waitFor(() => expect(screen.getByText(/1 of the last 200 orders/)).toBeTruthy());
    expect(screen.getByText('held: Other; tags: gift; rules: Gifts')).toBeTruthy();
    await press('1042');
    await press('Save', -1 + screen.getAllByRole('button', { name: 'Save' }).length);
    type('Reason', 'Gifts are wrapped');
    type('Badge', by.badge);
    type('PIN', by.pin);
    await act(async () => void fireEvent.submit(screen.getByRole('form', { name: 'Save' })));
    const [asked, saved] = sent;
    expect(asked?.path).toBe('/v1/order-flow/preview');
    expect(saved).toMatchObject({
      path: '/v1/order-flow',
      body: {
        from: 3,
        by,
        flow: {
          rules: [
            { name: 'Big orders' },
            {
              name: 'Gifts',
              when: 'order-tagged',
              conditions: [{ what: 'tag', is: 'any-of', values: ['gift', 'present'] }],
              actions: [{ do: 'hold', reason: 'other' }],
            },
          ],
        },
      },
    });
    expect(opened).toEqual([['orders', preview.rows[0]?.orderId]]);
  });

  it('changes steps, holds and mails, and lets them go again', async () => {
    await open();
    type('Web shop Goes on', 'prepaid');
    type('Products that are stopped', 'MUG, LAMP');
    fireEvent.click(screen.getByLabelText('Web shop order confirmed'));
    expect(screen.getByText('3 changes that are not saved')).toBeTruthy();
    await press(/^Discard/);
    expect(screen.getByText('Nothing is changed')).toBeTruthy();
  });

  it('brings a version back, and shows what rules did', async () => {
    await open();
    expect(screen.getByText(/on another page/)).toBeTruthy();
    await press('Back to version 2');
    type('Badge', by.badge);
    type('PIN', by.pin);
    await act(async () => void fireEvent.submit(screen.getByRole('form', { name: 'Back to this' })));
    expect(sent).toEqual([{ path: '/v1/order-flow/undo', body: { from: 3, version: 2, by } }]);
    await press('1042');
    expect(opened).toEqual([['orders', 'o1']]);
  });
});
