// Reads a mail as it came over the wire, as far as tests look: headers one by one, and the two texts decoded.

export type ReadLetter = {
  /** Receivers of the envelope. */
  to: string[];
  /** In the order in which they came, unfolded and decoded. */
  headers: { name: string; value: string }[];
  header: (name: string) => string;
  subject: string;
  text: string;
  html: string;
  raw: string;
};

/** @param raw one character a byte */
export function readLetter(raw: string, to: string[]): ReadLetter {
  const [head, body] = halves(raw);
  const headers = headersOf(head);
  const header = (name: string): string => valueOf(headers, name);
  const parts = partsOf(headers, body);
  return {
    to,
    headers,
    header,
    subject: header('subject'),
    text: parts.get('text/plain') ?? '',
    html: parts.get('text/html') ?? '',
    raw,
  };
}

type Headers = ReadLetter['headers'];

function halves(text: string): [head: string, body: string] {
  const at = text.indexOf('\r\n\r\n');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 4)];
}

function headersOf(head: string): Headers {
  return head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => {
      const at = line.indexOf(':');
      return { name: line.slice(0, at).toLowerCase(), value: decodeWords(line.slice(at + 1).trim()) };
    });
}

function valueOf(headers: Headers, name: string): string {
  return headers.find((each) => each.name === name.toLowerCase())?.value ?? '';
}

/** RFC 2047; a space between two encoded words is none. */
function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_word, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('latin1')
        : quotedPrintable(text.replaceAll('_', ' ')),
    )
    .replace(/^[\s\S]*$/, utf8);
}

function utf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function quotedPrintable(text: string): string {
  return text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_sign, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function partsOf(headers: Headers, body: string): Map<string, string> {
  const type = valueOf(headers, 'content-type');
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary === undefined) {
    const encoding = valueOf(headers, 'content-transfer-encoding').toLowerCase();
    const bytes =
      encoding === 'base64'
        ? Buffer.from(body, 'base64').toString('latin1')
        : encoding === 'quoted-printable'
          ? quotedPrintable(body)
          : body;
    return new Map([[type.split(';')[0]?.trim() ?? '', utf8(bytes).replaceAll('\r\n', '\n')]]);
  }
  return new Map(
    body
      .split(`--${boundary}`)
      .slice(1, -1)
      .flatMap((part) => {
        const [head, inner] = halves(part.replace(/^\r\n/, ''));
        return [...partsOf(headersOf(head), inner.replace(/\r\n$/, ''))];
      }),
  );
}
