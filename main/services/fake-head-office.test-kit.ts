// Head office at the port, as small as it can be: it takes a code, checks what is signed, and gives tokens.
import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { enrolProofText, newKeyProofText, tokenProofText } from '../../shared/contract/station-access';

export const stationOfTests = {
  stationId: '0198c0de-0000-7000-8000-000000000001',
  name: 'Bench 1',
  warehouseId: 'W1',
  roles: ['station'],
};
export const audienceOfTests = '0198c0de-0000-4000-8000-0000000000aa';

export type FakeHeadOffice = {
  origin: string;
  asked: { url: string; authorization: string | null; body: Record<string, string> }[];
  /** Answers of enrolling instead of its own. */
  enrolReply: { status: number; body: unknown } | null;
  knowsKey: boolean;
  lastingToken: string | null;
  publicKey: string | null;
  tokens: string[];
  close: () => Promise<void>;
};

export async function startFakeHeadOffice(): Promise<FakeHeadOffice> {
  const server: Server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const office: FakeHeadOffice = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    enrolReply: null,
    knowsKey: true,
    lastingToken: null,
    publicKey: null,
    tokens: [],
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  const nonces = new Set<string>();
  const token = (): { token: string; lifeMs: number } => {
    const made = `secret-token-${office.tokens.length + 1}-${randomUUID()}`;
    office.tokens.push(made);
    return { token: made, lifeMs: 900_000 };
  };
  const signed = (text: string, signature = ''): boolean =>
    office.publicKey !== null &&
    verify(
      null,
      Buffer.from(text),
      createPublicKey({ key: Buffer.from(office.publicKey, 'base64url'), format: 'der', type: 'spki' }),
      Buffer.from(signature, 'base64url'),
    );
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString() || '{}') as Record<string, string>;
    const url = request.url ?? '';
    const authorization = request.headers.authorization ?? null;
    office.asked.push({ url, authorization, body });
    const { status, body: said } = reply(url, authorization, body);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(said));
  };
  const reply = (
    url: string,
    authorization: string | null,
    body: Record<string, string>,
  ): { status: number; body: unknown } => {
    const no = { status: 401, body: { code: 'proof-refused', message: 'no' } };
    switch (url) {
      case '/v1/stations/enrol': {
        if (office.enrolReply) return office.enrolReply;
        office.publicKey = body['publicKey'] ?? null;
        if (!signed(enrolProofText(body['code'] ?? '', office.publicKey ?? ''), body['proof'])) return no;
        return { status: 200, body: { ...stationOfTests, audience: audienceOfTests, ...token() } };
      }
      case '/v1/stations/key': {
        if (office.lastingToken === null || authorization !== `Bearer ${office.lastingToken}`) return no;
        office.publicKey = body['publicKey'] ?? null;
        if (!signed(newKeyProofText(office.publicKey ?? ''), body['proof'])) return no;
        return { status: 200, body: { ...stationOfTests, audience: audienceOfTests, ...token() } };
      }
      case '/v1/stations/challenge': {
        const nonce = randomUUID();
        nonces.add(nonce);
        return { status: 200, body: { nonce, lifeMs: 60_000 } };
      }
      case '/v1/stations/token': {
        const nonce = body['nonce'] ?? '';
        const text = tokenProofText(
          { stationId: stationOfTests.stationId as never, audience: audienceOfTests },
          nonce,
        );
        if (!nonces.delete(nonce) || !office.knowsKey || !signed(text, body['signature'])) return no;
        return { status: 200, body: token() };
      }
      default:
        return { status: 404, body: {} };
    }
  };
  return office;
}
