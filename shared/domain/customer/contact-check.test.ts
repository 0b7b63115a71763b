import { describe, expect, it } from 'vitest';
import { checkContact } from './contact-check';

describe('a contact that is typed', () => {
  it.each([
    ['mail', 'ayse@example.org', 'TR', null],
    ['mail', ' Ayse@example.org ', 'TR', null],
    ['mail', '', 'TR', { field: 'email', fault: 'missing', suggestion: null }],
    ['mail', 'ayse@example,org', 'TR', { field: 'email', fault: 'format', suggestion: 'ayse@example.org' }],
    ['mail', 'mailto:a@b.org', 'TR', { field: 'email', fault: 'format', suggestion: 'a@b.org' }],
    ['mail', '<a @b.org>;', 'TR', { field: 'email', fault: 'format', suggestion: 'a@b.org' }],
    ['mail', 'nobody', 'TR', { field: 'email', fault: 'format', suggestion: null }],
    ['mail', 'a@b.org\r\nBcc: c@d.org', 'TR', { field: 'email', fault: 'format', suggestion: null }],
    ['phone', '0532 123 45 67', 'TR', null],
    ['phone', '', 'TR', { field: 'phone', fault: 'missing', suggestion: null }],
    [
      'phone',
      '90 532 123 45 67',
      'GB',
      { field: 'phone', fault: 'wrong-number', suggestion: '+905321234567' },
    ],
    ['phone', '12', 'TR', { field: 'phone', fault: 'wrong-number', suggestion: null }],
  ] as const)('%s %j of %s', (kind, text, country, problem) => {
    expect(checkContact(kind, text, country)).toEqual(problem);
  });
});
