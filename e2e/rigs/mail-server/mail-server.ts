// A mail server that exists for tests: speaks real SMTP on a port of its own, keeps what it was given, and misbehaves when
// it is told to, in the ways real ones do.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { type ReadLetter, readLetter } from './read-letter';

/** What it does with the next mails, one each; then it takes everything. */
export type Mood =
  | { does: 'takes' }
  /** Closes the door: 421 with its greeting. */
  | { does: 'busy' }
  /** Says no to the receiver: 450 for now, 550 for ever. */
  | { does: 'refuses'; code: 450 | 550 }
  /** Says no to the whole mail after it has read it. */
  | { does: 'rejects'; code: 451 | 554 }
  /** Takes the mail and keeps it, and breaks off before it says so. */
  | { does: 'drops' }
  | { does: 'slow'; ms: number };

export type MailServer = {
  port: number;
  /** Everything it has kept, also what it never said yes to. */
  letters: ReadLetter[];
  /** Connections so far. */
  readonly tries: number;
  moods: Mood[];
  close: () => Promise<void>;
};

export type MailServerOptions = {
  /** Asks for this name and password. */
  account?: { user: string; password: string };
};

export async function startMailServer({ account }: MailServerOptions = {}): Promise<MailServer> {
  const letters: ReadLetter[] = [];
  const moods: Mood[] = [];
  let tries = 0;
  let mood: Mood = { does: 'takes' };
  const no = (code: number, words: string): Error => Object.assign(new Error(words), { responseCode: code });
  const server = new SMTPServer({
    disabledCommands: account ? ['STARTTLS'] : ['AUTH', 'STARTTLS'],
    allowInsecureAuth: true,
    authOptional: account === undefined,
    logger: false,
    disableReverseLookup: true,
    onConnect: (_session, callback) => {
      tries += 1;
      mood = moods.shift() ?? { does: 'takes' };
      callback(mood.does === 'busy' ? no(421, 'too many connections, try later') : null);
    },
    onAuth: (auth, _session, callback) => {
      const isRight = auth.username === account?.user && auth.password === account?.password;
      if (isRight) callback(null, { user: auth.username ?? '' });
      else callback(no(535, 'wrong name or password'));
    },
    onRcptTo: ({ address }, _session, callback) => {
      if (mood.does !== 'refuses') callback();
      else if (mood.code === 550) callback(no(550, `<${address}>: no such mailbox here`));
      else callback(no(450, `<${address}>: greylisted, come again`));
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { envelope } = session;
        const rejected = mood.does === 'rejects' ? mood.code : null;
        if (rejected !== null) {
          callback(no(rejected, 'the content was not liked'));
          return;
        }
        letters.push(
          readLetter(
            Buffer.concat(chunks).toString('latin1'),
            envelope.rcptTo.map(({ address }) => address),
          ),
        );
        if (mood.does === 'drops') for (const connection of server.connections) connection._socket.destroy();
        else if (mood.does === 'slow') setTimeout(() => callback(null, 'kept at last'), mood.ms);
        else callback(null, `kept as ${letters.length}`);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    port: (server.server.address() as AddressInfo).port,
    letters,
    moods,
    get tries() {
      return tries;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
