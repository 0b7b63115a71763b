// An answer without an end: its head is written here, and what follows is written to the connection itself, which ends with
// it. Request, answer and what hangs on them are let go at once, because thousands of such answers are open for days, and
// that is more than half of what one holds in memory.
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';

type Headers = Readonly<Record<string, number | string | readonly string[] | undefined>>;

/**
 * @param reply hijacked, and nothing of it written yet
 * @returns null when another answer of the same connection has to come first: it would end this one, so it is refused
 */
export function takeLine(reply: FastifyReply, headers: Headers): Socket | null {
  const { socket } = reply.request.raw;
  if (reply.raw.socket !== socket) {
    socket.destroy();
    return null;
  }
  socket.setNoDelay(true);
  const told = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${typeof value === 'object' ? value.join(', ') : value}`],
  );
  const head = ['HTTP/1.1 200 OK', ...told, `date: ${new Date().toUTCString()}`, 'connection: close'];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  // To Node and Fastify the answer is over, and so they forget it.
  reply.raw.emit('finish');
  socket.setTimeout(0);
  // The end of the connection is the end of the answer: what else is asked on it meets no route.
  socket.removeAllListeners('data');
  socket.on('data', () => undefined);
  return socket;
}
