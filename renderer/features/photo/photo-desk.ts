// Photographs at a bench, of whatever they are: takes one, keeps it on this computer by its hash, has it sent. Knows which
// camera the bench uses, and that it may have none. The camera is open while somebody looks, and a moment longer.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { z } from 'zod';
import { mostPhotoBytes, photoFileSchema, type Shot } from '../../../shared/domain/photo/photo';
import type { PhotoShelf } from '../../data/photo-shelf';
import type { Notes } from '../../data/store';
import type { Camera, CameraChoice } from './camera';

export type PhotoDeskState = {
  /** The camera that is used: any, a certain one, or none at this bench. */
  chosen: Chosen;
  cameras: readonly CameraChoice[];
};
type Chosen = { kind: 'any' } | { kind: 'none' } | { kind: 'camera'; deviceId: string };

export type PhotoDesk = {
  store: StoreApi<PhotoDeskState>;
  hasCamera: () => boolean;
  /** Whoever tells of it says of what it is. */
  take: () => Promise<Shot>;
  /** The moving picture for a screen; null where there is none. Give it back with `release`. */
  watch: () => Promise<MediaStream | null>;
  release: () => void;
  /** Looks which cameras there are. */
  refresh: () => Promise<void>;
  choose: (chosen: Chosen) => Promise<void>;
  /** By its digit on the screen; 0 is none at this bench. */
  chooseAt: (digit: number) => void;
  close: () => void;
};

export type PhotoDeskPorts = {
  camera: Camera;
  shelf: Pick<PhotoShelf, 'keep'>;
  notes: Notes;
  /** A new photograph is on the shelf. */
  kept: () => void;
  report: (cause: unknown) => void;
  /** How long the camera stays open behind its last use. */
  idleMs?: number;
};

const noteName = 'camera';
const noteSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any') }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('camera'), deviceId: z.string().max(200) }),
]);

export async function openPhotoDesk(ports: PhotoDeskPorts): Promise<PhotoDesk> {
  const { camera, shelf, notes, kept, report, idleMs = 20_000 } = ports;
  const noted = noteSchema.safeParse(await notes.read(noteName));
  const store = createStore<PhotoDeskState>(() => ({
    chosen: noted.success ? noted.data : { kind: 'any' },
    cameras: [],
  }));
  let opened: Promise<MediaStream> | null = null;
  let watchers = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;

  const shut = (): void => {
    clearTimeout(idle);
    const before = opened;
    opened = null;
    void before?.then(
      (stream) => stream.getTracks().forEach((track) => track.stop()),
      () => undefined,
    );
  };
  const shutLater = (): void => {
    clearTimeout(idle);
    if (watchers === 0) idle = setTimeout(shut, idleMs);
  };
  const stream = async (): Promise<MediaStream | null> => {
    const { chosen } = store.getState();
    if (chosen.kind === 'none') return null;
    clearTimeout(idle);
    const isOver = await opened?.then(
      (open) => open.getTracks().every(({ readyState }) => readyState === 'ended'),
      () => true,
    );
    if (isOver) opened = null;
    opened ??= camera.open(chosen.kind === 'camera' ? chosen.deviceId : null);
    try {
      return await opened;
    } catch (cause) {
      // Unplugged, or in somebody else's hands: the bench goes on without.
      opened = null;
      report(cause);
      return null;
    }
  };

  const choose = async (chosen: Chosen): Promise<void> => {
    shut();
    store.setState({ chosen });
    await notes.write(noteName, chosen);
  };

  return {
    store,
    choose,
    chooseAt: (digit) => {
      const { cameras } = store.getState();
      const camera = cameras[digit - 1];
      const chosen: Chosen | null =
        digit === 0 ? { kind: 'none' } : camera ? { kind: 'camera', deviceId: camera.deviceId } : null;
      if (chosen) void choose(chosen).catch(report);
    },
    hasCamera: () => store.getState().chosen.kind !== 'none',
    take: async () => {
      const open = await stream();
      if (!open) return { ok: false, why: 'camera-missing' };
      try {
        const frame = await camera.grab(open);
        const hash = await hashOf(frame.bytes);
        if (frame.bytes.length > mostPhotoBytes) throw new Error('the photograph is too large');
        const { widthPx, heightPx } = frame;
        const file = photoFileSchema.parse({ hash, bytes: frame.bytes.length, widthPx, heightPx });
        try {
          await shelf.keep(hash, frame.bytes);
        } catch (cause) {
          report(cause);
          return { ok: false, why: 'photo-not-saved' };
        }
        kept();
        return { ok: true, file };
      } catch (cause) {
        report(cause);
        shut();
        return { ok: false, why: 'camera-missing' };
      } finally {
        shutLater();
      }
    },
    watch: async () => {
      watchers += 1;
      return stream();
    },
    release: () => {
      watchers = Math.max(0, watchers - 1);
      shutLater();
    },
    refresh: async () => {
      store.setState({ cameras: await camera.list().catch(() => []) });
    },
    close: shut,
  };
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
