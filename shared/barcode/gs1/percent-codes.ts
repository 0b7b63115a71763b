// Percent codes as a Digital Link has them: one sign is one code, and in a query a blank is a plus.

export type Where = 'path' | 'query';

/** A percent sign that begins no code stays as it is. */
export function fromPercentCodes(text: string, where: Where): string {
  const plain = where === 'query' ? text.replaceAll('+', ' ') : text;
  return plain.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Codes everything but letters, digits and `-._~`. */
export function toPercentCodes(text: string, where: Where): string {
  const coded = text.replace(
    /[^A-Za-z0-9\-._~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return where === 'query' ? coded.replaceAll('%20', '+') : coded;
}
