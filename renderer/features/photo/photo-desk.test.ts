// The camera's desk: what is taken is on the shelf by its hash, the camera that was chosen is used and remembered, and a bench
// without one goes on.
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { openPhotoShelf, ShelfFull } from '../../data/photo-shelf';
import type { Notes } from '../../data/store';
import { createFakeCamera, jpegOf } from './camera.test-kit';
import { openPhotoDesk } from './photo-desk';

function noteBook(): Notes {
  const notes = new Map<string, Record<string, unknown>>();
  return {
    read: async (name) => notes.get(name) ?? null,
    write: async (name, values) => void notes.set(name, values),
  };
}

async function deskWith(notes: Notes = noteBook(), limitBytes?: number) {
  const camera = createFakeCamera();
  const shelf = await openPhotoShelf('desk', { indexedDB: new IDBFactory() }, limitBytes);
  const reports: unknown[] = [];
  let kept = 0;
  const desk = await openPhotoDesk({
    camera: camera.port,
    shelf,
    notes,
    kept: () => {
      kept += 1;
    },
    report: (cause) => reports.push(cause),
  });
  return { camera, shelf, reports, desk, notes, kept: () => kept };
}

describe('taking a photograph', () => {
  it('is on the shelf by the hash of its bytes when it is told, and is sent from there', async () => {
    const { desk, shelf, kept } = await deskWith();
    const shot = await desk.take();
    // Of these bytes, by another program.
    const hash = '1ba1ce868a3292a0f7babc22907893c79f2cb2afb7249a257b1659a9890c01d6';
    expect(shot).toEqual({ ok: true, file: { hash, bytes: jpegOf(1).length, widthPx: 2, heightPx: 1 } });
    expect(await shelf.waiting()).toEqual([hash]);
    expect(await shelf.read(hash)).toEqual(jpegOf(1));
    expect(kept()).toBe(1);
    desk.close();
  });

  it('says when there is no camera, and when the shelf took nothing', async () => {
    const { desk, camera, shelf } = await deskWith();
    camera.sees = null;
    expect(await desk.take()).toEqual({ ok: false, why: 'camera-missing' });
    expect(await shelf.waiting()).toEqual([]);
    camera.sees = jpegOf(2);
    expect(await desk.take()).toMatchObject({ ok: true });
    const full = await deskWith(noteBook(), 3);
    expect(await full.desk.take()).toEqual({ ok: false, why: 'photo-not-saved' });
    expect(full.reports[0]).toBeInstanceOf(ShelfFull);
    expect(full.kept()).toBe(0);
  });

  it('uses the camera that was chosen, also after a restart; none is a choice too', async () => {
    const notes = noteBook();
    const first = await deskWith(notes);
    await first.desk.refresh();
    first.desk.chooseAt(2);
    await first.desk.take();
    expect(first.camera.opened).toEqual(['c2']);
    first.desk.chooseAt(9);
    const next = await deskWith(notes);
    await next.desk.take();
    expect(next.camera.opened).toEqual(['c2']);
    next.desk.chooseAt(0);
    expect(next.desk.hasCamera()).toBe(false);
    expect(await next.desk.watch()).toBeNull();
    expect(await next.desk.take()).toEqual({ ok: false, why: 'camera-missing' });
    const last = await deskWith(notes);
    expect(last.desk.hasCamera()).toBe(false);
  });
});
