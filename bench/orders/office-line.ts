// Office people's lines to head office: as many kept connections as there are clients, with the token of the office.
import { Agent, request } from 'node:http';
import { officeAccess } from '../../server/client/office-access';

export type OfficeLine = {
  get: <Answer>(path: string) => Promise<Answer>;
  post: <Answer>(path: string, body: object) => Promise<Answer>;
  close: () => void;
};

export async function officeLine(origin: string, dataDir: string, connections: number): Promise<OfficeLine> {
  const { hostname, port } = new URL(origin);
  const token = await officeAccess({
    origin,
    dataDir,
    databaseUrl: undefined,
    token: undefined,
    code: undefined,
  });
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const ask = async <Answer>(method: string, path: string, body: string | null): Promise<Answer> => {
    const bearer = await token();
    return new Promise((resolve, reject) => {
      const asking = request(
        {
          agent,
          host: hostname,
          port,
          path,
          method,
          headers: {
            authorization: `Bearer ${bearer}`,
            ...(body === null
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
          },
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (part: string) => (text += part));
          answer.on('end', () => {
            if (answer.statusCode === 200 || answer.statusCode === 201) resolve(JSON.parse(text) as Answer);
            else reject(new Error(`${path} answered ${answer.statusCode}: ${text.slice(0, 300)}`));
          });
          answer.on('error', reject);
        },
      );
      asking.on('error', reject);
      asking.end(body ?? undefined);
    });
  };
  return {
    get: (path) => ask('GET', path, null),
    post: (path, body) => ask('POST', path, JSON.stringify(body)),
    close: () => agent.destroy(),
  };
}
