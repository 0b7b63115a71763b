// The frame of pages that customers see: one column, no script, nothing loaded from anywhere, both themes by the reader's
// own setting. Its only style is known by its hash, so that no other one can come in with somebody's words.
import { createHash } from 'node:crypto';
import { type MailLanguage, mailLanguages } from '../../shared/domain/mail/mail-kinds';
import { escapeHtml } from '../../shared/domain/mail/template';
import { say } from '../services/mail/mail-words';

const style = `
:root{color-scheme:light dark;--page:#ffffff;--text:#1b1b1b;--quiet:#555555;--line:#8a8a8a;--act:#0b4f9c;--on-act:#ffffff;--wrong:#a31515}
@media (prefers-color-scheme:dark){:root{--page:#161616;--text:#f2f2f2;--quiet:#b8b8b8;--line:#8a8a8a;--act:#8fc1ff;--on-act:#101010;--wrong:#ff9a9a}}
body{margin:0;padding:24px;background:var(--page);color:var(--text);font:18px/1.5 Verdana,Arial,sans-serif}
main,header,footer{max-width:640px;margin:0 auto}
header{display:flex;justify-content:space-between;gap:16px;color:var(--quiet)}
fieldset{margin:24px 0;padding:16px;border:1px solid var(--line);border-radius:8px}
legend{padding:0 8px;font-weight:bold}
label{display:flex;align-items:center;gap:12px;min-height:44px}
.row{justify-content:space-between}
input[type=radio]{width:24px;height:24px}
select,textarea,button,input[type=text],input[type=number]{font:inherit;padding:8px 12px;border:1px solid var(--line);border-radius:8px;background:var(--page);color:var(--text)}
textarea{width:100%;box-sizing:border-box}
input[type=number]{width:5em}
.code{font-size:28px;letter-spacing:2px;font-weight:bold}
.bars{background:#ffffff;padding:16px;max-width:420px}
.bars svg{display:block;width:100%;height:auto}
button{min-height:48px;padding:0 24px;border:0;background:var(--act);color:var(--on-act);font-weight:bold}
a{color:var(--act)}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
.wrong{padding:12px 16px;border-left:8px solid var(--wrong)}
footer{margin-top:48px;color:var(--quiet)}
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** Headers of every page, in place of those of answers to programs. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'x-robots-tag': 'noindex, nofollow',
};

export type Reach = { shop: string; serviceMail: string; servicePhone: string };

/** @param body HTML of ours; values in it are escaped already */
export function customerPage(
  language: MailLanguage,
  title: string,
  body: string,
  { shop, serviceMail, servicePhone }: Reach,
): string {
  const others = mailLanguages.filter((each) => each !== language);
  const reach = [
    serviceMail === '' ? '' : `<a href="mailto:${escapeHtml(serviceMail)}">${escapeHtml(serviceMail)}</a>`,
    escapeHtml(servicePhone),
  ].filter((part) => part !== '');
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>`,
    `<style>${style}</style></head><body>`,
    `<header><span>${escapeHtml(shop)}</span><nav>`,
    ...others.map(
      (each) =>
        `<a href="?language=${each}" lang="${each}" hreflang="${each}">${escapeHtml(say(each, 'customer.language'))}</a>`,
    ),
    `</nav></header><main><h1>${escapeHtml(title)}</h1>${body}</main>`,
    reach.length === 0
      ? ''
      : `<footer><p>${escapeHtml(say(language, 'customer.reach'))} ${reach.join(' · ')}</p></footer>`,
    '</body></html>',
  ].join('\n');
}

export function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}
