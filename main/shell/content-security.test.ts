import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, withNonce } from './content-security';

describe('the content security policy', () => {
  const directives = new Map(
    contentSecurityPolicy('http://127.0.0.1:4310', 'n0nce')
      .split('; ')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
  );

  it('lets scripts come from us only', () => {
    expect(directives.get('script-src')).toEqual(["'self'"]);
    expect(directives.get('default-src')).toEqual(["'none'"]);
  });

  it('has no unsafe hole anywhere', () => {
    expect([...directives.values()].flat().filter((source) => source.includes('unsafe'))).toEqual([]);
  });

  it('lets the page talk to head office and itself only', () => {
    expect(directives.get('connect-src')).toEqual(["'self'", 'http://127.0.0.1:4310']);
  });

  it('puts the nonce into the page', () => {
    expect(withNonce('<html><head lang="en"><title>x</title></head></html>', 'abc')).toBe(
      '<html><head lang="en"><meta property="csp-nonce" nonce="abc"><title>x</title></head></html>',
    );
  });
});
