import { describe, expect, it } from 'vitest';
import { mailKinds, mailLanguages, valuesOfKind } from '../../../../shared/domain/mail/mail-kinds';
import { problemsOf } from '../../../../shared/domain/mail/template';
import { composeMail } from '../compose';
import { idOfToken, linkFor, tokenFor } from '../customer-links';
import { shippedTemplates } from './shipped-templates';

const cases = mailKinds.flatMap((kind) => mailLanguages.map((language) => ({ kind, language })));

describe('what we ship', () => {
  it.each(cases)(
    '$kind in $language names only what its kind has, and the links that are its purpose',
    ({ kind, language }) => {
      const template = shippedTemplates[kind][language];
      expect(problemsOf(template, valuesOfKind[kind])).toEqual([]);
      for (const [name, shape] of Object.entries(valuesOfKind[kind]))
        if (shape === 'link')
          for (const part of ['text', 'html'] as const) expect(template[part], name).toContain(`{{${name}}}`);
    },
  );

  it('ends a mail that is not about an order with the way out of it', () => {
    const values = { customer: 'Ann', rateLink: 'https://x.example/r' };
    const template = shippedTemplates['rating-request'].tr;
    const mail = composeMail(template, 'rating-request', 'tr', values, 'https://x.example/o?a=1&b=2');
    expect(mail.text).toContain('https://x.example/o?a=1&b=2');
    expect(mail.html).toContain('href="https://x.example/o?a=1&amp;b=2"');
    expect(mail.html).toContain('<html lang="tr">');
    const order = composeMail(shippedTemplates['order-confirmed'].en, 'order-confirmed', 'en', values, null);
    expect(order.html).not.toContain('<footer>');
  });
});

describe('a link of a customer', () => {
  const id = '0198c0de-0000-7000-8000-000000000001';
  it('opens what it was made for and nothing else', () => {
    const token = tokenFor('key', 'rating', id);
    expect(idOfToken('key', 'rating', token)).toBe(id);
    expect(idOfToken('key', 'opt-out', token)).toBeNull();
    expect(idOfToken('other', 'rating', token)).toBeNull();
    for (const wrong of ['', 'x', `${token}A`, token.slice(1), ` ${token}`, token.replace(/^./, '_')])
      expect(idOfToken('key', 'rating', wrong), wrong).toBeNull();
    expect(linkFor('https://x.example', 'key', 'rating', id)).toBe(
      `https://x.example/customer/rating/${token}`,
    );
  });

  it('has one spelling: the last sign has no second one that opens it too', () => {
    const token = tokenFor('key', 'rating', id);
    const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const opens = [...signs].filter((sign) => idOfToken('key', 'rating', token.slice(0, -1) + sign) !== null);
    expect(opens).toEqual([token.at(-1)]);
  });
});
