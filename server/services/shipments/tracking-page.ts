// The public page of one parcel: where it is and when it comes, in the reader's language. No script, no request to anybody
// else, and of the person only what the finder of the parcel could read, half hidden.
import { createHash } from 'node:crypto';
import type { Shipment } from '../../../shared/domain/shipment/shipment';
import type { TrackingStatus } from '../../../shared/domain/shipment/tracking';
import en from '../../../shared/text/en.json';
import tr from '../../../shared/text/tr.json';

export type PageLanguage = 'en' | 'tr';
const words: Record<PageLanguage, Readonly<Record<string, string>>> = { en, tr };

/** Sentences of one language with plain values put in. */
export function wordsIn(
  language: PageLanguage,
): (key: string, values?: Record<string, string | number>) => string {
  return (key, values = {}) =>
    (words[language][key] ?? key).replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ''));
}

/** The first of the languages that the browser asks for; English when it asks for none of ours. */
export function pageLanguage(acceptLanguage: string | undefined): PageLanguage {
  const wanted = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((each) => /^\s*q=([0-9.]+)$/.exec(each)?.[1]).find(Boolean);
      return { tag: tag.split('-')[0], q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ tag, q }) => (tag === 'en' || tag === 'tr') && q > 0)
    .sort((a, b) => b.q - a.q);
  return wanted[0]?.tag === 'tr' ? 'tr' : 'en';
}

const style = `:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--line:#6b7480;--soft:#eef1f4;--mark:#0b5d3b}
@media(prefers-color-scheme:dark){:root{--ink:#eef1f4;--paper:#14171a;--line:#97a1ad;--soft:#22272d;--mark:#6fd6a5}}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif}
main{max-width:40rem;margin:0 auto;padding:2rem 1rem}
h1{font-size:1.5rem;margin:0 0 .25rem}
.now{font-size:1.25rem;font-weight:700;color:var(--mark);margin:1rem 0 .25rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;background:var(--soft);padding:1rem;border-radius:.5rem}
dt{color:var(--line)}dd{margin:0}
ol{list-style:none;padding:0}li{border-left:.2rem solid var(--line);padding:.25rem 0 .75rem 1rem}
time{color:var(--line);display:block;font-size:.9375rem}`;

const styleHash = createHash('sha256').update(style).digest('base64');
export const pagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export type PageFacts = {
  shipment: Shipment;
  /** Name and town of the address. */
  recipient: { name: string; city: string; countryCode: string };
  timeZone: string;
};

export function trackingPage({ shipment, recipient, timeZone }: PageFacts, language: PageLanguage): string {
  const say = wordsIn(language);
  const day = (text: string): string =>
    new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' }).format(
      Date.parse(`${text}T12:00:00Z`),
    );
  const moment = (text: string): string =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
      Date.parse(text),
    );
  const expected = shipment.eta ?? shipment.promisedFor;
  const isOver = shipment.outcome !== null;
  const rows: [string, string][] = [
    [say('track.order'), shipment.orderNumber],
    [say('track.to'), `${half(recipient.name)}, ${half(recipient.city)}, ${recipient.countryCode}`],
    [say('track.carrier'), `${shipment.carrierName}, ${shipment.serviceName}`],
    ...(shipment.label ? [[say('track.number'), shipment.label.trackingNumber] as [string, string]] : []),
    ...(expected && !isOver
      ? [[say(shipment.isLate ? 'track.was-expected' : 'track.expected'), day(expected)] as [string, string]]
      : []),
  ];
  const events = [...shipment.tracking.events].reverse().slice(0, 50);
  return page(
    language,
    say('track.title'),
    `<p class="now">${escaped(say(`track.status.${statusOf(shipment)}`))}</p>
<dl>${rows.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>
<ol>${events
      .map(
        ({ status, at, place }) =>
          `<li>${escaped(say(`track.status.${status}`))}${place ? `, ${escaped(place)}` : ''}<time datetime="${escaped(at)}">${escaped(moment(at))}</time></li>`,
      )
      .join('')}</ol>`,
  );
}

/** The same for a link that is wrong and for one of a parcel that is not sent. */
export function unknownPage(language: PageLanguage): string {
  const say = wordsIn(language);
  return page(language, say('track.unknown'), `<p>${escaped(say('track.unknown.next'))}</p>`);
}

function statusOf({ outcome, handedOverAt, tracking }: Shipment): TrackingStatus | 'lost' {
  if (outcome === 'lost') return 'lost';
  return tracking.status === 'pending' && handedOverAt ? 'picked-up' : tracking.status;
}

/** First letter of every word. */
function half(text: string): string {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 6)
    .map((word) => `${[...word][0] ?? ''}***`)
    .join(' ');
}

function page(language: PageLanguage, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${style}</style></head>
<body><main><h1>${escaped(title)}</h1>
${body}
</main></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
