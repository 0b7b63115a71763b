// The pages on which a customer sends something back: which order, what of it and why, and then the number for the box.
// Forms without a script. Whoever does not know an order learns nothing about it.
import { code128, drawingSVG } from 'bwip-js/generic';
import { ownCode } from '../../shared/barcode/own-code';
import { type GoodsReturn, returnReasons } from '../../shared/domain/returns/goods-return';
import { shownReturnNumber } from '../../shared/domain/returns/return-number';
import type { MailLanguage } from '../../shared/domain/mail/mail-kinds';
import { escapeHtml } from '../../shared/domain/mail/template';
import type { TextKey } from '../../shared/text/text-key';
import { say, sayDay, sayMoney } from '../services/mail/mail-words';
import type { ReturnableLine, ReturnableOrder } from '../services/returns/return-facts';
import { customerPage, paragraph, type Reach } from './customer-page';

type Form = Readonly<Record<string, string>>;

/** More lines than these are for customer service. */
export const mostLinesShown = 100;

/** @param sent what was typed before and opened nothing; null at first */
export function findOrderPage(language: MailLanguage, sent: Form | null, reach: Reach): string {
  const t = (key: TextKey): string => escapeHtml(say(language, key));
  const field = (name: string, key: TextKey): string =>
    `<p><label class="row"><span>${t(key)}</span><input type="text" name="${name}" required maxlength="80" value="${escapeHtml(sent?.[name] ?? '')}"></label></p>`;
  return customerPage(
    language,
    say(language, 'customer.return.title'),
    [
      sent === null ? '' : `<p class="wrong" role="alert">${t('customer.return.not-found')}</p>`,
      paragraph(say(language, 'customer.return.find')),
      '<form method="post" accept-charset="utf-8">',
      field('number', 'customer.return.number'),
      field('contact', 'customer.return.contact'),
      `<p><button type="submit">${t('customer.return.next')}</button></p></form>`,
    ].join('\n'),
    reach,
  );
}

/**
 * @param key an id for the return that this form asks for: sent twice, it is one
 * @param links where the order's returns are, by id
 */
export function chooseLinesPage(
  language: MailLanguage,
  about: ReturnableOrder,
  {
    key,
    links,
    sent,
    problem,
  }: { key: string; links: ReadonlyMap<string, string>; sent: Form; problem: TextKey | null },
  reach: Reach,
): string {
  const t = (id: TextKey, values: Record<string, string | number> = {}): string =>
    escapeHtml(say(language, id, values));
  const shipped = about.lines.filter(({ line }) => line.shipped > 0).slice(0, mostLinesShown);
  const mayAny = shipped.some(canReturn);
  const wishes = (['refund', 'exchange'] as const).map(
    (wish, index) =>
      `<label><input type="radio" name="wish" value="${wish}"${(sent['wish'] ?? '') === wish || (sent['wish'] === undefined && index === 0) ? ' checked' : ''}> ${t(`return.wish.${wish}`)}</label>`,
  );
  const before = about.returns.map(
    (found) =>
      `<li><a href="${escapeHtml(links.get(found.returnId) ?? '')}">${escapeHtml(shownReturnNumber(found.number))}</a> · ${t(`return.state.${found.state}`)}</li>`,
  );
  return customerPage(
    language,
    say(language, 'customer.return.choose', { number: about.order.number }),
    [
      problem === null ? '' : `<p class="wrong" role="alert">${t(problem)}</p>`,
      before.length === 0 ? '' : `<h2>${t('customer.return.before')}</h2><ul>${before.join('')}</ul>`,
      '<form method="post" accept-charset="utf-8">',
      `<input type="hidden" name="key" value="${escapeHtml(key)}">`,
      ...shipped.map((each) => lineField(language, each, sent)),
      mayAny ? `<fieldset><legend>${t('customer.return.wish')}</legend>${wishes.join('')}</fieldset>` : '',
      mayAny
        ? `<p><button type="submit">${t('customer.return.ask')}</button></p>`
        : paragraph(say(language, 'customer.return.nothing')),
      '</form>',
    ].join('\n'),
    reach,
  );
}

const canReturn = ({ judged, left }: ReturnableLine): boolean => judged.may && left > 0;

function lineField(language: MailLanguage, each: ReturnableLine, sent: Form): string {
  const { line, judged, left } = each;
  const t = (id: TextKey, values: Record<string, string | number> = {}): string =>
    escapeHtml(say(language, id, values));
  const name = escapeHtml(line.name);
  if (!judged.may || left === 0) {
    const why = judged.may
      ? t('customer.return.all-back')
      : judged.why === 'too-late'
        ? t('customer.return.why.too-late', { day: sayDay(language, judged.until) })
        : t(`customer.return.why.${judged.why}`);
    return `<fieldset><legend>${name}</legend><p>${why}</p></fieldset>`;
  }
  const { terms } = judged;
  const reason = sent[`reason-${line.lineNo}`] ?? '';
  const options = ['', ...returnReasons].map(
    (value) =>
      `<option value="${value}"${value === reason ? ' selected' : ''}>${value === '' ? '–' : t(`return.reason.${value as (typeof returnReasons)[number]}`)}</option>`,
  );
  return [
    `<fieldset><legend>${name}</legend>`,
    `<p>${t('customer.return.until', { day: sayDay(language, judged.until) })}${terms.feePercent > 0 ? ` ${t('customer.return.fee', { percent: terms.feePercent })}` : ''}${terms.customerPaysPostage ? ` ${t('customer.return.you-pay')}` : ''}</p>`,
    `<label class="row"><span>${t('customer.return.units', { most: left })}</span><input type="number" name="units-${line.lineNo}" min="0" max="${left}" value="${escapeHtml(sent[`units-${line.lineNo}`] ?? '0')}"></label>`,
    `<label class="row"><span>${t('customer.return.why')}</span><select name="reason-${line.lineNo}">${options.join('')}</select></label>`,
    `<label class="row"><span>${t('customer.return.note')}</span><input type="text" name="note-${line.lineNo}" maxlength="300" value="${escapeHtml(sent[`note-${line.lineNo}`] ?? '')}"></label>`,
    '</fieldset>',
  ].join('');
}

/** @param address where it is sent; empty lines left out */
export function returnPage(
  language: MailLanguage,
  found: GoodsReturn,
  address: readonly string[],
  reach: Reach,
): string {
  const t = (id: TextKey, values: Record<string, string | number> = {}): string =>
    escapeHtml(say(language, id, values));
  const { label, state } = found;
  const isOpen = state === 'advised' || state === 'in-transit';
  const lines = found.lines
    .filter(({ asked }) => asked > 0)
    .map(({ name, asked }) => `<li>${asked} × ${escapeHtml(name)}</li>`);
  return customerPage(
    language,
    say(language, 'customer.return.one', { number: shownReturnNumber(found.number) }),
    [
      `<p>${t('customer.return.of-order', { number: found.orderNumber })} · <strong>${t(`return.state.${state}`)}</strong></p>`,
      `<ul>${lines.join('')}</ul>`,
      isOpen
        ? [
            `<h2>${t('customer.return.how')}</h2><p>${t('customer.return.put-in')}</p>`,
            `<p class="code">${escapeHtml(shownReturnNumber(found.number))}</p><div class="bars">${bars(found.number)}</div>`,
            label?.labelUrl
              ? `<p><a href="${escapeHtml(label.labelUrl)}" rel="noreferrer">${t('customer.return.label')}</a></p>`
              : '',
            label && label.carrierName !== ''
              ? paragraph(
                  say(language, 'customer.return.carrier', {
                    carrier: label.carrierName,
                    number: label.trackingNumber ?? '',
                  }),
                )
              : '',
            label && label.howTo !== '' ? paragraph(label.howTo) : '',
            label === null && found.providerId !== 'own'
              ? paragraph(say(language, 'customer.return.label-soon'))
              : '',
            address.length === 0
              ? ''
              : `<p>${t('customer.return.send-to')}<br>${address.map(escapeHtml).join('<br>')}</p>`,
            `<p>${t('customer.return.by', { day: sayDay(language, found.expiresAt) })}</p>`,
            found.postageMinor > 0
              ? `<p>${t('customer.return.postage', { amount: sayMoney(language, found.postageMinor, found.currency) })}</p>`
              : '',
          ].join('\n')
        : '',
      state === 'advised'
        ? `<form method="post"><p><button type="submit" name="cancel" value="1">${t('customer.return.cancel')}</button></p></form>`
        : '',
    ].join('\n'),
    reach,
  );
}

/** The number as bars that any scanner of ours reads, drawn into the page itself. */
function bars(number: string): string {
  return code128(
    {
      bcid: 'code128',
      text: ownCode('return', number),
      scale: 1,
      height: 14,
      paddingwidth: 10,
      backgroundcolor: 'FFFFFF',
    },
    drawingSVG(),
  );
}
