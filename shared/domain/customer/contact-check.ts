// What is wrong with a mail or a phone before it stands in a customer's file, and what would mend it. A suggestion is taken
// by a person, never by itself.
import { mailAddress } from '../mail/mailbox';
import { type AddressProblem, checkPhone } from '../placement/address-check';
import { type HandKind, phoneKey } from './contact';

/** Null when it can be kept as it is. */
export function checkContact(kind: HandKind, text: string, countryCode: string): AddressProblem | null {
  const plain = text.trim();
  switch (kind) {
    case 'mail': {
      if (plain === '') return { field: 'email', fault: 'missing', suggestion: null };
      if (mailAddress(plain) !== null) return null;
      return { field: 'email', fault: 'format', suggestion: likelyMail(plain) };
    }
    case 'phone': {
      if (plain === '') return { field: 'phone', fault: 'missing', suggestion: null };
      const [wrong] = checkPhone({ phone: plain, countryCode });
      if (wrong) return wrong;
      return phoneKey(plain, countryCode) === null
        ? { field: 'phone', fault: 'wrong-number', suggestion: null }
        : null;
    }
  }
}

/** Blanks between, a comma for a dot, a scheme in front. */
function likelyMail(text: string): string | null {
  const likely = text
    .replace(/^mailto:/i, '')
    .replaceAll(/\s+/g, '')
    .replaceAll(',', '.')
    .replace(/^[<("']+/, '')
    .replace(/[>)"';.]+$/, '');
  return mailAddress(likely) === null ? null : likely;
}
