import { describe, expect, it } from 'vitest';
import { createEventReader } from './live-stream';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('server-sent events', () => {
  it('answers the data of whole events and passes over comments and other fields', () => {
    const read = createEventReader();
    expect(read(bytes(': hello\n\nevent: x\ndata: {"a":1}\nid: 3\n\ndata:two\ndata: lines\n\n'))).toEqual([
      '{"a":1}',
      'two\nlines',
    ]);
  });

  it('reads the same whatever the chunks, also when one ends inside a letter or between CR and LF', () => {
    const whole = bytes('data: {"name":"Ayşe ı"}\r\n\r\n: beat\r\n\r\ndata: 2\r\n\r\n');
    for (let size = 1; size <= whole.length; size += 1) {
      const read = createEventReader();
      const events: string[] = [];
      for (let at = 0; at < whole.length; at += size) events.push(...read(whole.slice(at, at + size)));
      expect(events).toEqual(['{"name":"Ayşe ı"}', '2']);
    }
  });

  it('keeps half an event until the rest of it has come', () => {
    const read = createEventReader();
    expect(read(bytes('data: 1\n'))).toEqual([]);
    expect(read(bytes('\n'))).toEqual(['1']);
  });
});
