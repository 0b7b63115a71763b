// The TCP relay as a program: main.ts HOST PORT TO_HOST TO_PORT. Says "ready", and ends when its standard input does.
import { startTcpRelay } from '../tcp-relay';

const [host = '', port = '', toHost = '', toPort = ''] = process.argv.slice(2);
await startTcpRelay({
  at: { host, port: Number(port) },
  to: () => ({ host: toHost, port: Number(toPort) }),
});
process.stdout.write('ready\n');
process.stdin.on('end', () => process.exit(0)).resume();
