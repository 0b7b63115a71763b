import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createZplStream, echoOf, type StreamPiece } from './zpl-stream';

const whole = '~HS\r\n^XA^FDone^FS^XZ\n~JA^XA^FDtwo~HS^FS^XZtail';
const pieces: StreamPiece[] = [
  { piece: 'command', command: 'HS' },
  { piece: 'format', zpl: '^XA^FDone^FS^XZ' },
  { piece: 'command', command: 'JA' },
  { piece: 'command', command: 'HS' },
  { piece: 'format', zpl: '^XA^FDtwo^FS^XZ' },
];

describe('ZPL stream', () => {
  it('finds formats and immediate commands', () => {
    expect(createZplStream().take(whole)).toEqual(pieces);
  });

  it('finds the same however the bytes arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 12 }), (cuts) => {
        const stream = createZplStream();
        const places = [0, ...cuts.sort((a, b) => a - b), whole.length];
        const found = places.slice(1).flatMap((end, index) => stream.take(whole.slice(places[index], end)));
        expect(found).toEqual(pieces);
      }),
    );
  });

  it('knows that a format has begun and not ended', () => {
    const stream = createZplStream();
    expect(stream.take('^XA^FDhalf')).toEqual([]);
    expect(stream.unfinished()).toBe(10);
    expect(stream.take('^FS^XZ')).toHaveLength(1);
    expect(stream.unfinished()).toBe(0);
  });

  it('reads what a format wants sent back', () => {
    expect(echoOf('^XA^FO1,1^A0N,15^FN1^FH_^FDjob_2D7.1^FS^HV1,40,ACK:,;,L^FS^XZ')).toBe('ACK:job-7.1;');
    expect(echoOf('^XA^FO1,1^FN12^FDother^FS^FN1^FDright^FS^HV1,3,A:,,L^FS^XZ')).toBe('A:rig');
    expect(echoOf('^XA^FDnothing^FS^XZ')).toBeNull();
  });
});
