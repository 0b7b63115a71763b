// The pages Messages and Cases against head office's answers at the wire: what they show in both languages, and what they
// send. A password does not stay.
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseRow } from '../../../../shared/contract/cases';
import type { MailRow, TemplatePreview } from '../../../../shared/contract/mail';
import { defaultChannelMail } from '../../../../shared/domain/mail/channel-mail';
import { noMailSettings } from '../../../../shared/domain/mail/mail-settings';
import { show } from '../../../ui/screen.test-kit';
import { CasesPage } from '../cases/cases-page';
import { MessagesPage } from './messages-page';
import { officeApi } from '../office-api';

const asked: { path: string; body: unknown }[] = [];
const original = globalThis.fetch;
let preview: TemplatePreview;

const mail: MailRow = {
  mailId: '0198c0de-0000-7000-8000-000000000001',
  kind: 'order-shipped',
  state: 'refused',
  why: null,
  orderId: null,
  number: '1042',
  toName: 'Ayşe Yılmaz',
  toAddress: 'ayse@example.org',
  language: 'tr',
  templateId: 'order-shipped',
  templateVersion: 2,
  subject: '1042 yolda',
  answer: '550 no such mailbox',
  createdAt: '2026-01-05T10:00:00.000Z',
  sendAfter: '2026-01-05T10:00:00.000Z',
  sentAt: null,
  attempts: null,
  nextTryAt: null,
};
const left: MailRow = {
  ...mail,
  mailId: `${mail.mailId.slice(0, -1)}2`,
  state: 'left-out',
  why: 'opted-out',
  answer: null,
};
const settings = { settings: noMailSettings, hasPassword: true };
const found: CaseRow = {
  caseId: '0198c0de-0000-7000-8000-000000000009',
  case: {
    orderId: null,
    number: '1042',
    customer: 'Ann',
    contact: 'ann@example.org',
    origin: 'rating',
    state: 'open',
    owner: null,
    notes: [{ at: '2026-01-05T10:00:00.000Z', from: 'customer', by: 'Ann', text: 'One is missing' }],
    openedAt: '2026-01-05T10:00:00.000Z',
    solvedAt: null,
  },
};
const template = {
  templateId: 'order-confirmed',
  kind: 'order-confirmed',
  language: 'en',
  version: 3,
  savedAt: null,
  subject: 'Order {{number}}',
  text: 'Hello',
  html: '<p>Hello</p>',
};

function answerTo(path: string): unknown {
  if (path === '/v1/mails') return { rows: [mail, left], total: 2, cursor: null };
  if (path.startsWith('/v1/mails/'))
    return { mail, text: 'Merhaba', html: '<style>p{}</style><p>Merhaba</p>', messageId: '<1@example.org>' };
  if (path === '/v1/mail-templates/preview') return preview;
  if (path === '/v1/mail-templates') return { rows: [template] };
  if (path === '/v1/mail-settings/test') return { sent: false, answer: '535 wrong password' };
  if (path.startsWith('/v1/mail-settings'))
    return {
      ...settings,
      channels: [{ channelId: 'web', name: 'Web shop', mail: defaultChannelMail({ takesFiles: false }) }],
    };
  if (path === '/v1/mail-opt-outs')
    return {
      rows: [
        { address: 'bob@example.org', topic: 'carts', at: '2026-01-05T10:00:00.000Z', askedBy: 'customer' },
      ],
    };
  if (path === '/v1/cases') return { rows: [found], total: 1, cursor: null };
  return found;
}

/** Rows are drawn for a list that has a height, which happy-dom gives to nothing. */
beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 480 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 1200 });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 480 });
});

/** Head office at the wire. */
beforeEach(() => {
  asked.splice(0);
  preview = {
    problems: [],
    mail: { subject: 'Order 1042', text: 'Hello', html: '<style>p{}</style><p>Hello</p>' },
    values: [
      { name: 'number', inner: [] },
      { name: 'lines', inner: ['name'] },
    ],
  };
  globalThis.fetch = (async (url: URL, init: RequestInit) => {
    const { pathname } = new URL(url);
    if (init.method === 'POST') asked.push({ path: pathname, body: JSON.parse(init.body as string) });
    const isSaved = init.method === 'POST' && pathname === '/v1/mail-templates';
    const isOpened = init.method === 'POST' && pathname === '/v1/cases';
    return new Response(JSON.stringify(isSaved ? template : isOpened ? found : answerTo(pathname)));
  }) as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = original;
});

const api = officeApi('http://head-office.test');
const press = (name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getAllByRole('button', { name })[0] as HTMLElement));
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const lastTo = (path: string): unknown => asked.findLast((each) => each.path === path)?.body;

describe('messages', () => {
  it.each([
    ['en', 'refused by the receiver: 550 no such mailbox', 'left out: the customer wants none', 'Templates'],
    ['tr', 'alıcı sunucu reddetti: 550 no such mailbox', 'atlandı: müşteri istemiyor', 'Şablonlar'],
  ] as const)('say in %s what became of each mail', async (locale, refused, leftOut, tab) => {
    const { missing } = show(<MessagesPage api={api} />, { locale });
    await waitFor(() => expect(screen.getByText(refused)).toBeTruthy());
    expect(screen.getByText(leftOut)).toBeTruthy();
    for (const name of [
      tab,
      locale === 'en' ? 'Settings' : 'Ayarlar',
      locale === 'en' ? 'Who wants none' : 'İstemeyenler',
    ])
      await press(name);
    await waitFor(() => expect(screen.getByText('bob@example.org')).toBeTruthy());
    expect(missing).toEqual([]);
  });

  it('open the very words in a frame without rights, and are tried again', async () => {
    show(<MessagesPage api={api} />, { locale: 'en' });
    await waitFor(() => expect(screen.getByText(/550/)).toBeTruthy());
    const grid = screen.getByRole('grid');
    await act(async () => {
      grid.focus();
      fireEvent.keyDown(grid, { key: 'Enter' });
    });
    const frame = await waitFor(() => screen.getByTitle('The mail as a page'));
    expect(frame.getAttribute('sandbox')).toBe('');
    expect(frame.getAttribute('srcdoc')).toContain('<p>Merhaba</p>');
    await press('Try again now');
    expect(lastTo(`/v1/mails/${mail.mailId}/retry`)).toEqual({});
  });
});

describe('templates', () => {
  it('are looked at while they are typed, and saved as the next version', async () => {
    show(<MessagesPage api={api} />, { locale: 'en' });
    await press('Templates');
    await waitFor(() => expect(screen.getByText('Order 1042')).toBeTruthy());
    expect(screen.getByText(/\{\{#lines\}\} \{\{name\}\} \{\{\/lines\}\}/)).toBeTruthy();
    type('Subject', 'Ours {{number}}');
    type('Look at it with order number', '536365');
    await waitFor(() =>
      expect(lastTo('/v1/mail-templates/preview')).toMatchObject({
        subject: 'Ours {{number}}',
        number: '536365',
      }),
    );
    await press('Save as next version');
    expect(lastTo('/v1/mail-templates')).toMatchObject({
      templateId: 'order-confirmed',
      language: 'en',
      subject: 'Ours {{number}}',
    });
  });

  it('say what is wrong with its line, and are not saved so', async () => {
    preview = {
      ...preview,
      mail: null,
      problems: [{ part: 'text', code: 'unknown-value', line: 2, what: 'nubmer' }],
    };
    show(<MessagesPage api={api} />, { locale: 'en' });
    await press('Templates');
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toBe('Text, line 2: nubmer is not a value of this mail.'),
    );
    expect((screen.getByRole('button', { name: 'Save as next version' }) as HTMLButtonElement).disabled).toBe(
      true,
    );
  });
});

describe('settings of mail', () => {
  it('send a password once and forget it, and say what the mail server said', async () => {
    show(<MessagesPage api={api} />, { locale: 'en' });
    await press('Settings');
    await waitFor(() => expect(screen.getByLabelText('Password')).toBeTruthy());
    const field = screen.getByLabelText('Password') as HTMLInputElement;
    expect([field.type, field.placeholder]).toEqual(['password', 'A password is set']);
    type('Password', 's3cret');
    fireEvent.click(screen.getByLabelText('Customers are written to'));
    await press('Save');
    expect(lastTo('/v1/mail-settings')).toMatchObject({ password: 's3cret', settings: { isOn: true } });
    expect(document.body.innerHTML).not.toContain('s3cret');
    type('Send a test to', 'me@example.org');
    await press('Send test mail');
    expect(screen.getByText('The mail server did not take it: 535 wrong password')).toBeTruthy();
  });

  it('of a channel say which mails it sends, in which words, and when', async () => {
    show(<MessagesPage api={api} />, { locale: 'en' });
    await press('Settings');
    const form = await waitFor(() => screen.getByRole('form', { name: 'Web shop' }));
    fireEvent.click(screen.getByLabelText('asks for a rating'));
    fireEvent.click(screen.getByLabelText('Waits for the morning: on its way'));
    type('News of parcels', 'whole-order');
    await act(async () => void fireEvent.submit(form));
    const sent = lastTo('/v1/mail-settings/channels/web') as ReturnType<typeof defaultChannelMail>;
    expect(sent.shipped).toBe('whole-order');
    expect(sent.rules.find(({ kind }) => kind === 'rating-request')?.isOn).toBe(false);
    expect(sent.rules.find(({ kind }) => kind === 'order-shipped')?.waits).toBe(false);
  });
});

describe('cases', () => {
  it.each([
    ['en', 'open'],
    ['tr', 'açık'],
  ] as const)('are listed in %s', async (locale, state) => {
    const { missing } = show(<CasesPage api={api} />, { locale });
    await waitFor(() => expect(screen.getByText('One is missing')).toBeTruthy());
    expect(screen.getAllByText(state).length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  it('are opened, given an owner and solved with a word', async () => {
    show(<CasesPage api={api} />, { locale: 'en' });
    await waitFor(() => expect(screen.getByText('One is missing')).toBeTruthy());
    type('Order', '1042');
    type('What is it about?', 'Called');
    await press('Open a case');
    expect(lastTo('/v1/cases')).toEqual({ number: '1042', text: 'Called' });
    await waitFor(() => expect(screen.getByText('Case of order 1042')).toBeTruthy());
    type('Owner', 'Berrin');
    await press('Set owner');
    const path = `/v1/cases/${found.caseId}`;
    expect(lastTo(path)).toEqual({ act: 'take', owner: 'Berrin' });
    expect((screen.getByRole('button', { name: 'Solved' }) as HTMLButtonElement).disabled).toBe(true);
    type('Write', 'Sent again');
    await press('Solved');
    expect(lastTo(path)).toEqual({ act: 'solve', text: 'Sent again' });
  });
});
