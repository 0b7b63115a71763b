// Sends photographs to head office, oldest first, part by part and behind what is there: a broken connection goes on where it
// was. One at a time and never before a scan's ops: nobody waits for a picture.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { mostPartBytes } from '../../shared/contract/photos';
import type { PhotoDoor } from './photo-door';
import type { PhotoShelf } from './photo-shelf';

export type PhotoSender = {
  /** Photographs that head office does not have yet. */
  store: StoreApi<{ waiting: number }>;
  /** There is a new one, or head office may answer again. */
  look: () => void;
  close: () => Promise<void>;
};

export type PhotoSenderPorts = {
  shelf: PhotoShelf;
  door: PhotoDoor;
  /** Whether head office answers, as far as anybody knows. */
  isOnline: () => boolean;
  report: (cause: unknown) => void;
  againMs?: number;
};

export function startPhotoSender({
  shelf,
  door,
  isOnline,
  report,
  againMs = 5_000,
}: PhotoSenderPorts): PhotoSender {
  const store = createStore<{ waiting: number }>(() => ({ waiting: 0 }));
  const closing = new AbortController();
  let working: Promise<void> | null = null;
  let isAsked = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Whether the file is out of the way. */
  const sendOne = async (hash: string): Promise<boolean> => {
    const bytes = await shelf.read(hash);
    if (!bytes) return true;
    let answer = await door.ask(hash, closing.signal);
    while (answer?.kind === 'upload' && !answer.upload.isStored) {
      const offset = answer.upload.received;
      // It has more than there is: parts of another file under this name. It finds that out by the last one.
      if (offset >= bytes.length) return false;
      const part = { size: bytes.length, offset, bytes: bytes.slice(offset, offset + mostPartBytes) };
      answer = await door.send(hash, part, closing.signal);
      if (answer?.kind === 'upload' && !answer.upload.isStored && answer.upload.received === offset)
        return false;
    }
    if (answer === null) return false;
    if (answer.kind === 'refused') report(new Error(`head office does not take photograph ${hash}`));
    await shelf.drop(hash);
    return true;
  };
  const round = async (): Promise<void> => {
    let waiting = await shelf.waiting();
    store.setState({ waiting: waiting.length });
    while (waiting[0] !== undefined && isOnline() && !closing.signal.aborted) {
      if (!(await sendOne(waiting[0]))) break;
      waiting = await shelf.waiting();
      store.setState({ waiting: waiting.length });
    }
    if (waiting.length > 0 && !closing.signal.aborted) timer = setTimeout(look, againMs);
  };
  const work = async (): Promise<void> => {
    while (isAsked && !closing.signal.aborted) {
      isAsked = false;
      clearTimeout(timer);
      try {
        await round();
      } catch (cause) {
        if (closing.signal.aborted) break;
        report(cause);
        timer = setTimeout(look, againMs);
      }
    }
    working = null;
  };
  function look(): void {
    isAsked = true;
    working ??= work();
  }
  look();
  return {
    store,
    look,
    close: async () => {
      closing.abort();
      clearTimeout(timer);
      await working;
    },
  };
}
