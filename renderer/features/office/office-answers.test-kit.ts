// Head office at the wire for tests of its pages: answers by path, and what was sent.
import { vi } from 'vitest';

export type Sent = { path: string; body: unknown };

/** @param answers the first whose pattern fits `METHOD path` answers; what is a function is asked each time */
export function answering(answers: readonly [RegExp, object | (() => object)][]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    const { pathname } = new URL(url);
    if (init.method === 'POST') sent.push({ path: pathname, body: JSON.parse(init.body as string) });
    const found = answers.find(([fits]) => fits.test(`${init.method ?? 'GET'} ${pathname}`))?.[1] ?? {};
    const body = typeof found === 'function' ? (found as () => object)() : found;
    return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  });
  return sent;
}

export const by = { badge: 'M1', pin: '46824' };
