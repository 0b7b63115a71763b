// The station's log: JSON lines in the user's data folder, for the person who has to find out what happened.
// Must never hold a token or a customer's address.
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import './tracing-channel';
import pino, { type Logger } from 'pino';

export type Log = Logger;

const rotateAtBytes = 10 * 1024 * 1024;
const keptFiles = 5;

const secrets = ['token', 'authorization', 'enrolCode', 'password'];
const proofs = ['privateKey', 'signature', 'proof', 'nonce', 'ticket'];
const personal = ['shipTo', 'address', 'phone', 'email'];
const hidden = [...secrets, ...proofs, ...personal];

const rotate = (path: string): void => {
  if (!existsSync(path) || statSync(path).size < rotateAtBytes) return;
  for (let n = keptFiles - 1; n >= 1; n -= 1) {
    if (existsSync(`${path}.${n}`)) renameSync(`${path}.${n}`, `${path}.${n + 1}`);
  }
  renameSync(path, `${path}.1`);
};

/** Opens `FOLDER/logs/station.log`, moving a full one aside. Lines are flushed by `log.flush()` and at exit. */
export function openLog(folder: string, level: string): Log {
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const path = join(logs, 'station.log');
  rotate(path);
  const redact = { paths: [...hidden, ...hidden.map((name) => `*.${name}`)], censor: '[hidden]' };
  return pino(
    { level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: path, sync: true, append: true }),
  );
}
