import { describe, expect, it } from 'vitest';
import { HeadOfficeFailure } from './head-office';
import { createEventReader, readLiveStream, type StreamPlace } from './live-stream';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('server-sent events', () => {
  it('answers data and id of whole events and passes over comments and other fields', () => {
    const read = createEventReader();
    expect(
      read(bytes(': hello\n\nevent: x\ndata: {"a":1}\nid: 3\n\ndata:two\ndata: lines\n\nid:7.8\n\n')),
    ).toEqual([
      { data: '{"a":1}', id: '3' },
      { data: 'two\nlines', id: null },
      { data: null, id: '7.8' },
    ]);
  });

  it('reads the same whatever the chunks, also when one ends inside a letter or between CR and LF', () => {
    const whole = bytes('data: {"name":"Ayşe ı"}\r\n\r\n: beat\r\n\r\ndata: 2\r\n\r\n');
    for (let size = 1; size <= whole.length; size += 1) {
      const read = createEventReader();
      const events: (string | null)[] = [];
      for (let at = 0; at < whole.length; at += size)
        events.push(...read(whole.slice(at, at + size)).map(({ data }) => data));
      expect(events).toEqual(['{"name":"Ayşe ı"}', '2']);
    }
  });

  it('keeps half an event until the rest of it has come', () => {
    const read = createEventReader();
    expect(read(bytes('data: 1\n'))).toEqual([]);
    expect(read(bytes('\n'))).toEqual([{ data: '1', id: null }]);
  });
});

describe('the place in the stream', () => {
  const beat = 'data: {"kind":"heartbeat","at":"2026-01-01T00:00:00.000Z"}\n\n';
  const open = async (place: StreamPlace, parts: readonly string[], heard: () => void): Promise<string[]> => {
    const asked: string[] = [];
    const stream = (
      _signal: AbortSignal,
      lastEventId: string | null,
    ): Promise<ReadableStream<Uint8Array>> => {
      asked.push(String(lastEventId));
      return Promise.resolve(
        new ReadableStream({
          start: (controller) => {
            for (const part of parts) controller.enqueue(bytes(part));
            controller.close();
          },
        }),
      );
    };
    await readLiveStream(
      { stream },
      new AbortController().signal,
      place,
      () => undefined,
      () => heard(),
    );
    return asked;
  };

  it('is behind the last event whose messages were all handed on, and is named at the next connection', async () => {
    const place: StreamPlace = { lastEventId: null };
    let heard = 0;
    const count = (): void => void (heard += 1);
    expect(await open(place, [`${beat}id: a.1\n\n`, `${beat}${beat}id: a.2\n\n${beat}`], count)).toEqual([
      'null',
    ]);
    expect({ heard, ...place }).toEqual({ heard: 4, lastEventId: 'a.2' });
    expect(await open(place, [`${beat}id: a.3\n`], count)).toEqual(['a.2']);
    expect(place.lastEventId).toBe('a.2');
  });

  it('does not move past a message that could not be handed on', async () => {
    const place: StreamPlace = { lastEventId: 'a.1' };
    const refuse = (): void => {
      throw new HeadOfficeFailure('strange-answer', null);
    };
    await expect(open(place, [`${beat}id: a.2\n\n`], refuse)).rejects.toThrow(HeadOfficeFailure);
    expect(place.lastEventId).toBe('a.1');
  });
});
