// Who gets in, and how little it takes to stay out: every way to misuse a challenge, a key, a code or a token
// (OWASP API2 broken authentication, ASVS 5.0 V6, V7 and V9), against the real door and the real database.
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askForToken,
  askToEnrol,
  askToTakeKey,
  enrolmentOf,
  enrolProofText,
  newKeyProofText,
  type Signer,
  tokenProofText,
} from '../../../shared/contract/station-access';
import { buildApp } from '../../build-app';
import { newPrivateKey, signerOf } from '../../client/station-signer';
import { openHeadOffice } from '../../head-office';
import { openLog } from '../../log';
import {
  leeds,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { challengeLifeMs, secretHash, tokenLifeMs } from './access-tokens';
import { createEnrolmentCode } from './enrol';

let test: TestOffice;
let bench: TestStation;
let aheadMs = 0;
let address = 0;

beforeAll(async () => {
  test = await startTestOffice({ now: () => new Date(Date.now() + aheadMs) });
  bench = await test.enrol();
});
afterAll(() => test.close());

const newSigner = (): Signer => signerOf(newPrivateKey());
/** From an address of its own, so that limits of one test are not another's. */
const ask = (headers?: Record<string, string>) => test.postFrom(`10.1.0.${(address += 1)}`, headers);

async function challenge(station: TestStation): Promise<string> {
  const { body } = await ask()('/v1/stations/challenge', { stationId: station.stationId });
  return (body as { nonce: string }).nonce;
}

async function redeem(
  station: TestStation,
  nonce: string,
  { audience = station.audience, signer = station.signer, stationId = station.stationId } = {},
) {
  const signature = signer.sign(tokenProofText({ stationId, audience }, nonce));
  return ask()('/v1/stations/token', { stationId, nonce, signature });
}

const pullWith = async (token: string): Promise<number> =>
  (
    await test.app.inject({
      method: 'GET',
      url: '/v1/pull?collection=directory&limit=1',
      headers: { authorization: `Bearer ${token}` },
    })
  ).statusCode;

const refused = (status: number, code: string) => ({ status, body: { code } });

describe('a challenge', () => {
  it('signed by the key of its station is worth a token of a quarter of an hour', async () => {
    const { status, body } = await redeem(bench, await challenge(bench));
    expect(status).toBe(200);
    const { token, lifeMs } = body as { token: string; lifeMs: number };
    expect(lifeMs).toBe(15 * 60_000);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(await pullWith(token)).toBe(200);
  });

  it('works once: replayed, it is over', async () => {
    const nonce = await challenge(bench);
    expect((await redeem(bench, nonce)).status).toBe(200);
    expect(await redeem(bench, nonce)).toMatchObject(refused(401, 'challenge-over'));
  });

  it('works once even when two answers come at the same moment', async () => {
    const nonce = await challenge(bench);
    const answers = await Promise.all(Array.from({ length: 8 }, () => redeem(bench, nonce)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('is used up by a wrong answer', async () => {
    const nonce = await challenge(bench);
    expect(await redeem(bench, nonce, { signer: newSigner() })).toMatchObject(refused(401, 'proof-refused'));
    expect(await redeem(bench, nonce)).toMatchObject(refused(401, 'challenge-over'));
  });

  it('ends after a minute', async () => {
    const nonce = await challenge(bench);
    aheadMs += challengeLifeMs + 1;
    expect(await redeem(bench, nonce)).toMatchObject(refused(401, 'challenge-over'));
  });

  it('is of one station: another one cannot answer it, with either name', async () => {
    const other = await test.enrol(rotterdam);
    expect(await redeem(bench, await challenge(bench), { signer: other.signer })).toMatchObject(
      refused(401, 'proof-refused'),
    );
    expect(await redeem(other, await challenge(bench))).toMatchObject(refused(401, 'challenge-over'));
  });

  it('is for this head office: a signature for another one opens nothing', async () => {
    const elsewhere = '0198c0de-0000-4000-8000-00000000beef';
    expect(await redeem(bench, await challenge(bench), { audience: elsewhere })).toMatchObject(
      refused(401, 'proof-refused'),
    );
  });

  it('that head office never gave is over', async () => {
    expect(await redeem(bench, Buffer.alloc(32, 7).toString('base64url'))).toMatchObject(
      refused(401, 'challenge-over'),
    );
  });

  it('does not tell a stranger whether a station exists', async () => {
    const unknown = await ask()('/v1/stations/challenge', {
      stationId: '01890000-0000-7000-8000-000000000000',
    });
    const known = await ask()('/v1/stations/challenge', { stationId: bench.stationId });
    expect(unknown.status).toBe(200);
    expect(Object.keys(unknown.body as object)).toEqual(Object.keys(known.body as object));
    const nothing = '01890000-0000-7000-8000-000000000000' as TestStation['stationId'];
    expect(
      await redeem(bench, (unknown.body as { nonce: string }).nonce, { stationId: nothing }),
    ).toMatchObject(refused(401, 'challenge-over'));
  });

  it('takes only closed bodies, keys and signatures of one length', async () => {
    const nonce = await challenge(bench);
    const signature = bench.signer.sign(tokenProofText(bench, nonce));
    const body = { stationId: bench.stationId, nonce, signature };
    for (const bad of [
      { ...body, roles: ['office'] },
      { ...body, signature: `${signature}A` },
      { ...body, nonce: '' },
      { stationId: bench.stationId, nonce },
    ])
      expect(await ask()('/v1/stations/token', bad)).toMatchObject(refused(400, 'request-invalid'));
    expect((await ask()('/v1/stations/token', body)).status).toBe(200);
  });
});

describe('a token', () => {
  it('is kept as a hash, and in no place as itself', async () => {
    const { body } = await redeem(bench, await challenge(bench));
    const { token } = body as { token: string };
    const kept = await test.rows<{ token_hash: string }>('SELECT token_hash FROM station_token');
    expect(kept.map((row) => row.token_hash)).toContain(secretHash(token));
    for (const table of ['station', 'station_token', 'station_challenge', 'enrolment_code'])
      expect(JSON.stringify(await test.rows(`SELECT * FROM ${table}`))).not.toContain(token);
  });

  it('ends after a quarter of an hour, also when it was just used', async () => {
    const { body } = await redeem(bench, await challenge(bench));
    const { token } = body as { token: string };
    aheadMs += tokenLifeMs - 1_000;
    expect(await pullWith(token)).toBe(200);
    aheadMs += 1_001;
    expect(await pullWith(token)).toBe(401);
  });

  it('of another head office, or made up, opens nothing', async () => {
    expect(await pullWith(Buffer.alloc(32, 1).toString('base64url'))).toBe(401);
    expect(await pullWith(bench.signer.publicKey)).toBe(401);
  });

  it('keeps the rights of its station: no office for a bench', async () => {
    const plain = await test.enrol(leeds, ['station']);
    expect(await plain.get('/v1/stations')).toMatchObject(refused(403, 'role-missing'));
    expect(await plain.post(`/v1/stations/${bench.stationId}/revoke`, {})).toMatchObject(
      refused(403, 'role-missing'),
    );
    expect(await plain.post('/v1/stations/codes', { warehouseId: leeds })).toMatchObject(
      refused(403, 'role-missing'),
    );
  });
});

describe('a revoked station', () => {
  it('has no token, no challenge and no key any more, at once', async () => {
    const gone = await test.enrol();
    const early = await challenge(gone);
    expect(await pullWith(gone.token)).toBe(200);
    expect((await bench.post(`/v1/stations/${gone.stationId}/revoke`, {})).status).toBe(200);
    expect(await pullWith(gone.token)).toBe(401);
    expect(await redeem(gone, early)).toMatchObject(refused(401, 'challenge-over'));
    expect((await redeem(gone, await challenge(gone))).status).toBe(401);
  });

  it('is out of every process of head office within seconds, its live stream with it', async () => {
    const pool = test.office.pool;
    const second = await openHeadOffice({
      pool,
      database: 'test',
      version: '0.0.0',
      log: openLog('silent'),
      ssccPrefix: '39521234',
      now: () => new Date(Date.now() + aheadMs),
    });
    const app = await buildApp(second);
    try {
      const origin = await app.listen({ port: 0, host: '127.0.0.1' });
      const gone = await test.enrol();
      const stream = await fetch(`${origin}/v1/stream`, { headers: gone.headers });
      expect(stream.status).toBe(200);
      const ended = stream.text();
      expect((await bench.post(`/v1/stations/${gone.stationId}/revoke`, {})).status).toBe(200);
      // Ends only because the other process looks.
      expect(await ended).toContain('resync');
      const pull = await fetch(`${origin}/v1/pull?collection=directory`, { headers: gone.headers });
      expect(pull.status).toBe(401);
    } finally {
      await app.close();
      await second.stop();
    }
  });
});

describe('enrolling', () => {
  const newCode = async (): Promise<string> =>
    (await createEnrolmentCode(test.office.pool, leeds, ['station'], test.office.now())).code;

  it('keeps the public key, and gives rights and warehouse of the code', async () => {
    const signer = newSigner();
    const answer = await askToEnrol(ask(), signer, await newCode(), 'Bench 9');
    expect(answer).toMatchObject({ ok: true, value: { warehouseId: leeds, roles: ['station'] } });
    if (!answer.ok) return;
    const [row] = await test.rows(
      'SELECT public_key, token_hash FROM station WHERE station_id = $1',
      answer.value.stationId,
    );
    expect(row).toEqual({ public_key: signer.publicKey, token_hash: null });
    expect(answer.value.audience).toBe(bench.audience);
  });

  it('refuses a key without its private half, a proof for another code, and a key of another kind', async () => {
    const code = await newCode();
    const own = newSigner();
    const foreign = enrolmentOf(newSigner(), code, 'x');
    const wrong = refused(403, 'enrol-proof-wrong');
    expect(await ask()('/v1/stations/enrol', { ...foreign, publicKey: own.publicKey })).toMatchObject(wrong);
    const elsewhere = {
      ...enrolmentOf(own, code, 'x'),
      proof: own.sign(enrolProofText('OTHER', own.publicKey)),
    };
    expect(await ask()('/v1/stations/enrol', elsewhere)).toMatchObject(wrong);
    const curve = generateKeyPairSync('x25519').publicKey.export({ format: 'der', type: 'spki' });
    const other = { ...enrolmentOf(own, code, 'x'), publicKey: curve.toString('base64url') };
    expect(await ask()('/v1/stations/enrol', other)).toMatchObject(wrong);
    // None of that used the code up.
    expect((await askToEnrol(ask(), own, code, 'Bench 10')).ok).toBe(true);
  });

  it('makes one station of one code, also when two PCs come at the same moment', async () => {
    const code = await newCode();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => askToEnrol(ask(), newSigner(), code, 'Twin')),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('tries are counted by address', () => {
  it('twenty wrong proofs a minute, and right ones do not count', async () => {
    const post = test.postFrom('10.9.9.9');
    for (let n = 0; n < 25; n += 1) expect((await askForToken(post, bench.signer, bench)).ok).toBe(true);
    const answers: number[] = [];
    for (let n = 0; n < 22; n += 1) {
      const answer = await askForToken(post, newSigner(), bench);
      answers.push(answer.ok ? 200 : answer.status);
    }
    expect(answers.slice(0, 20).every((status) => status === 401)).toBe(true);
    expect(answers.slice(20)).toEqual([429, 429]);
    expect((await askForToken(test.postFrom('10.9.9.10'), bench.signer, bench)).ok).toBe(true);
    aheadMs += 60_001;
    expect((await askForToken(post, bench.signer, bench)).ok).toBe(true);
  });
});

describe('a station of the time before keys', () => {
  const lasting = Buffer.alloc(32, 42).toString('base64url');

  async function older(): Promise<TestStation> {
    const station = await test.enrol();
    await test.rows(
      'UPDATE station SET public_key = NULL, token_hash = $2 WHERE station_id = $1',
      station.stationId,
      secretHash(lasting),
    );
    return station;
  }
  const withToken = (token = lasting) => ask({ authorization: `Bearer ${token}` });

  it('gives its lasting token for a key, once, and stays the same station', async () => {
    const station = await older();
    expect(await pullWith(lasting), 'the lasting token opens nothing else').toBe(401);
    const signer = newSigner();
    const taken = await askToTakeKey(withToken(), signer);
    expect(taken).toMatchObject({
      ok: true,
      value: { stationId: station.stationId, audience: bench.audience },
    });
    // The answer may have been lost: the same key may come again, another one may not.
    expect((await askToTakeKey(withToken(), signer)).ok).toBe(true);
    expect(await askToTakeKey(withToken(), newSigner())).toMatchObject({ ok: false, status: 401 });
    // The key has been used: now the token is worth nothing at all.
    expect((await askForToken(ask(), signer, { ...station, audience: bench.audience })).ok).toBe(true);
    expect(await askToTakeKey(withToken(), signer)).toMatchObject({ ok: false, status: 401 });
  });

  it('is refused without the private half, with a wrong token, and when it is revoked', async () => {
    const station = await older();
    const signer = newSigner();
    const proof = newSigner().sign(newKeyProofText(signer.publicKey));
    expect(await withToken()('/v1/stations/key', { publicKey: signer.publicKey, proof })).toMatchObject(
      refused(401, 'proof-refused'),
    );
    expect((await askToTakeKey(withToken('A'.repeat(43)), signer)).ok).toBe(false);
    expect((await askToTakeKey(ask(), signer)).ok).toBe(false);
    await bench.post(`/v1/stations/${station.stationId}/revoke`, {});
    expect((await askToTakeKey(withToken(), signer)).ok).toBe(false);
  });
});
