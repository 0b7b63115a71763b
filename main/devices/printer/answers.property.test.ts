// Whatever a printer says, in whatever pieces: nothing fails or hangs, pieces change nothing, and what it says well is understood
// among what it says badly.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseHostStatus, readHostStatus, takeStrings } from './host-status';
import { connectionOver, defaultTimings } from './printer-connection';
import type { PrinterPipe } from './printer-pipe';

const well =
  '\x02030,0,0,1219,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n';

/** What looks like an answer, so that the fuzzer comes further than the first character. */
const said = fc
  .array(
    fc.oneof(
      fc.constantFrom('\x02', '\x03', '\r\n', ',', '0', '1', 'ACK:', ';', '030,0,0', well, well.slice(0, 40)),
      fc.string({ unit: 'binary-ascii', maxLength: 6 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));
const cuts = fc.array(fc.nat(), { maxLength: 10 });
const piecesOf = (text: string, where: readonly number[]): string[] => {
  const at = [0, ...where.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  return at.slice(1).map((end, index) => text.slice(at[index], end));
};

it('strings are the same in any pieces', () => {
  fc.assert(
    fc.property(said, cuts, (text, where) => {
      const whole = takeStrings(text);
      let rest = '';
      const strings = piecesOf(text, where).flatMap((piece) => {
        const taken = takeStrings(rest + piece);
        rest = taken.rest;
        return taken.strings;
      });
      expect(strings).toEqual(whole.strings);
      expect(rest.replaceAll(/\r\n/g, '')).toBe(whole.rest.replaceAll(/\r\n/g, ''));
      for (const string of strings) readHostStatus([string, string, string]);
      parseHostStatus(Buffer.from(text, 'latin1'));
    }),
    { numRuns: 3_000 },
  );
});

/** A pipe whose far side is the test. */
function pipeOf(): { pipe: PrinterPipe; say: (text: string) => void; close: () => void } {
  let onText: (text: string) => void = () => undefined;
  let onClosed: (isLost: boolean) => void = () => undefined;
  const pipe: PrinterPipe = {
    isOpen: () => true,
    write: (_bytes, done) => done(false),
    onText: (listener) => {
      onText = listener;
    },
    onClosed: (listener) => {
      onClosed = listener;
    },
    end: () => onClosed(false),
    destroy: () => onClosed(true),
  };
  return { pipe, say: (text) => onText(text), close: () => onClosed(true) };
}

it('a question is answered by the next whole answer, or by the end of the line, and never fails', async () => {
  await fc.assert(
    fc.asyncProperty(said, cuts, fc.boolean(), async (text, where, isAnswered) => {
      const { pipe, say, close } = pipeOf();
      const connection = connectionOver(pipe, defaultTimings);
      const heard: string[] = [];
      connection.onEcho((token) => heard.push(token));
      for (const piece of piecesOf(text, where)) say(piece);
      const asked = connection.askStatus('hs');
      // Three whole strings bring it back into step, whatever came before.
      if (isAnswered) for (let turn = 0; turn < 3; turn += 1) say(`\x03${well}`);
      close();
      const status = await asked;
      if (isAnswered) expect(status).toMatchObject({ queued: 0, paperOut: false });
      for (const token of heard) expect(token).toMatch(/^[A-Za-z0-9.-]{1,40}$/);
    }),
    { numRuns: 1_000 },
  );
});

it('an echo among noise is heard once, in any pieces', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[A-Za-z0-9.-]{1,40}$/),
      fc.string({ unit: fc.constantFrom('0', ',', '\r', '\n', 'x'), maxLength: 30 }),
      cuts,
      (token, noise, where) => {
        const { pipe, say, close } = pipeOf();
        const connection = connectionOver(pipe, defaultTimings);
        const heard: string[] = [];
        connection.onEcho((one) => heard.push(one));
        for (const piece of piecesOf(`${noise}ACK:${token};${well}`, where)) say(piece);
        close();
        expect(heard).toEqual([token]);
      },
    ),
    { numRuns: 2_000 },
  );
});
