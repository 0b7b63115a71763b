// The cable really drops: nothing arrives, nobody is told, and afterwards what TCP still holds comes through.
import { createServer, type Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSilentCable, type SilentCable, throughSwallowingRelay } from './silent-cable';

let server: Server;
let origin: string;
let heard = 0;

beforeAll(async () => {
  server = createServer((_request, response) => {
    heard += 1;
    response.end('here');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = async (cable: SilentCable, patienceMs: number): Promise<string> =>
  (await fetch(cable.origin, { signal: AbortSignal.timeout(patienceMs) })).text();

describe('a cable that drops packets', () => {
  it.each([
    ['as this system allows', startSilentCable],
    ['by a relay', throughSwallowingRelay],
  ])('%s passes everything, then nothing without a word, then everything again', async (_how, start) => {
    const cable = await start(origin);
    heard = 0;
    expect(await ask(cable, 5_000)).toBe('here');
    expect(heard).toBe(1);
    await cable.drop();
    const outcome = ask(cable, 1_500).then(
      () => 'answered',
      (cause: Error) => cause.name,
    );
    // Neither an answer nor a refusal: only our own patience ends it.
    expect(await Promise.race([outcome, wait(1_000).then(() => 'silence')])).toBe('silence');
    expect(await outcome).toBe('TimeoutError');
    expect(heard).toBe(1);
    await cable.mend();
    await expect
      .poll(() => ask(cable, 5_000).catch((cause: Error) => cause.name), { timeout: 30_000 })
      .toBe('here');
    await cable.close();
  });
});
