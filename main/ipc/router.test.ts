import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Failure } from '../failure';
import { createRouter } from './router';

const contract = {
  'number:double': { input: z.strictObject({ n: z.int() }), output: z.strictObject({ twice: z.int() }) },
  'door:open': { input: z.null(), output: z.null() },
};

const rig = () => {
  const logged: Array<{ fields: Record<string, unknown>; message: string }> = [];
  const keep = (fields: Record<string, unknown>, message: string) => void logged.push({ fields, message });
  const route = createRouter(
    contract,
    {
      'number:double': async ({ n }) => {
        if (n === 13) throw new Failure('number.unlucky', { n });
        if (n === 0) throw new TypeError('zero is not expected');
        return { twice: n === 99 ? 0.5 : n * 2 };
      },
      'door:open': async () => null,
    },
    { warn: keep, error: keep },
    () => 'error-1',
  );
  return { route, logged };
};

describe('the router between window and main', () => {
  it('answers a sound request', async () => {
    expect(await rig().route('number:double', { n: 21 })).toEqual({ ok: true, output: { twice: 42 } });
  });

  it.each(['number:triple', 'toString', '__proto__', 'constructor', undefined, 7, {}])(
    'refuses the unknown request %s',
    async (name) => {
      const answer = await rig().route(name, null);
      expect(answer).toEqual({
        ok: false,
        failure: { code: 'window.unknown-request', values: {}, errorId: null },
      });
    },
  );

  it.each([[null], [{ n: '1' }], [{ n: 1, more: 2 }], [undefined]])('refuses the input %j', async (input) => {
    const answer = await rig().route('number:double', input);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'window.bad-input' } });
  });

  it('passes a failure on with its code and values', async () => {
    const answer = await rig().route('number:double', { n: 13 });
    expect(answer).toEqual({
      ok: false,
      failure: { code: 'number.unlucky', values: { n: 13 }, errorId: 'error-1' },
    });
  });

  it('catches a bug, logs it with an id and tells the window nothing but the id', async () => {
    const { route, logged } = rig();
    const answer = await route('number:double', { n: 0 });
    expect(answer).toEqual({ ok: false, failure: { code: 'bug', values: {}, errorId: 'error-1' } });
    expect(logged.at(-1)?.fields).toMatchObject({ errorId: 'error-1', request: 'number:double' });
    expect(JSON.stringify(answer)).not.toContain('zero');
  });

  it('treats an output that breaks the contract as a bug', async () => {
    expect(await rig().route('number:double', { n: 99 })).toMatchObject({
      ok: false,
      failure: { code: 'bug' },
    });
  });
});
