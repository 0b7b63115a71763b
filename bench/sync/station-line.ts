// One station's line to head office: a connection of its own that is kept, one request at a time. Plain HTTP over a socket:
// load and head office share this machine, and the load should take as little of it as it can.
import { connect, type Socket } from 'node:net';
import type { OpResult } from '../../shared/sync/documents';
import type { OpEnvelope } from '../../shared/sync/op';

export type StationLine = {
  /** @returns milliseconds from sending to the whole answer; throws when an op was not applied */
  push: (ops: readonly OpEnvelope[]) => Promise<number>;
  /** @returns head office's answers; throws when an op was not applied */
  deliver: (ops: readonly OpEnvelope[]) => Promise<OpResult[]>;
  /** Says hello and asks for parcels. */
  greet: (maxStationSeq: number, wantParcels: number) => Promise<void>;
  close: () => void;
};

export function stationLine(origin: string, token: string): StationLine {
  const { hostname, port, host } = new URL(origin);
  let come: Buffer = Buffer.alloc(0);
  let asked: { path: string; resolve: (text: string) => void; reject: (cause: Error) => void } | null = null;
  let open: Socket | null = null;
  /** Head office hangs up on who says nothing for long: a line is made when it is needed. */
  const line = (): Socket => {
    if (open) return open;
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    socket.on('data', (part: Buffer) => {
      come = come.length === 0 ? part : Buffer.concat([come, part]);
      const answer = answerIn(come);
      if (!answer || !asked) return;
      const { path, resolve, reject } = asked;
      asked = null;
      come = come.subarray(answer.endsAt);
      if (answer.status === 200) resolve(answer.text);
      else reject(new Error(`${path} answered ${answer.status}: ${answer.text.slice(0, 300)}`));
    });
    const broken = (cause: Error): void => {
      if (open === socket) open = null;
      asked?.reject(cause);
      asked = null;
    };
    socket.on('error', broken);
    socket.on('close', () => broken(new Error('head office ended the connection of a station')));
    open = socket;
    return socket;
  };
  const post = (path: string, body: string): Promise<string> =>
    new Promise((resolve, reject) => {
      if (asked) throw new Error('a station asks one thing at a time');
      asked = { path, resolve, reject };
      line().write(
        `POST ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    });
  const pushed = async (ops: readonly OpEnvelope[]): Promise<{ text: string; tookMs: number }> => {
    const body = JSON.stringify({ ops });
    const sentMs = performance.now();
    const text = await post('/v1/ops', body);
    const tookMs = performance.now() - sentMs;
    const applied = text.split('"status":"applied"').length - 1;
    if (applied !== ops.length)
      throw new Error(`${applied} of ${ops.length} ops were applied: ${text.slice(0, 300)}`);
    return { text, tookMs };
  };
  return {
    push: async (ops) => (await pushed(ops)).tookMs,
    deliver: async (ops) => {
      const { results } = JSON.parse((await pushed(ops)).text) as { results: OpResult[] };
      return results;
    },
    greet: async (maxStationSeq, wantParcels) => {
      const hello = {
        maxStationSeq,
        unsent: 0,
        oldestUnsentAt: null,
        appVersion: '0.0.0',
        at: new Date().toISOString(),
        wantParcels,
      };
      await post('/v1/hello', JSON.stringify(hello));
    },
    close: () => open?.destroy(),
  };
}

type Answer = { status: number; text: string; endsAt: number };

/** The answer that the bytes begin with; null while it is not whole. */
function answerIn(bytes: Buffer): Answer | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const head = bytes.toString('latin1', 0, headEnd);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer of unknown length: ${head}`);
  const endsAt = headEnd + 4 + Number(length);
  if (bytes.length < endsAt) return null;
  return {
    status: Number(head.slice(9, 12)),
    text: bytes.toString('utf8', headEnd + 4, endsAt),
    endsAt,
  };
}
