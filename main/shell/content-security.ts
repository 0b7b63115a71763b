// What our page may load and whom it may talk to: itself and head office, nothing else. No inline script, no eval.
// React Aria adds two style elements at run time; they carry the nonce of a meta tag, so no inline style is allowed.

/**
 * The Content-Security-Policy of every answer of our protocol.
 *
 * @param headOffice origin that may be fetched from, for example `http://127.0.0.1:4310`
 * @param nonce fresh random text of this page load
 */
export function contentSecurityPolicy(headOffice: string, nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self'",
    "worker-src 'self'",
    `connect-src 'self' ${headOffice}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Puts the nonce where React Aria looks for it. */
export function withNonce(html: string, nonce: string): string {
  return html.replace(/<head[^>]*>/i, (head) => `${head}<meta property="csp-nonce" nonce="${nonce}">`);
}
