// One station's line to head office: a connection of its own that is kept, one request at a time.
import { Agent, request } from 'node:http';
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
  const { hostname, port } = new URL(origin);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const post = (path: string, body: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const asking = request(
        {
          agent,
          host: hostname,
          port,
          path,
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (part: string) => (text += part));
          answer.on('end', () => {
            if (answer.statusCode === 200) resolve(text);
            else reject(new Error(`${path} answered ${answer.statusCode}: ${text.slice(0, 300)}`));
          });
          answer.on('error', reject);
        },
      );
      asking.on('error', reject);
      asking.end(body);
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
    close: () => agent.destroy(),
  };
}
