// How photographs reach head office: how much of one is there, and its next part. The token is added by main.
import { type PhotoUpload, photoUploadSchema } from '../../shared/contract/photos';

/** `refused`: head office will never take this file. Null: it does not answer now. */
export type DoorAnswer = { kind: 'upload'; upload: PhotoUpload } | { kind: 'refused' } | null;

export type PhotoDoor = {
  ask: (hash: string, signal: AbortSignal) => Promise<DoorAnswer>;
  send: (
    hash: string,
    part: { size: number; offset: number; bytes: Uint8Array },
    signal: AbortSignal,
  ) => Promise<DoorAnswer>;
};

/** @param origin where head office answers */
export function createPhotoDoor(
  origin: string,
  fetchNow: typeof fetch = (...args) => fetch(...args),
): PhotoDoor {
  const request = async (path: string, init: RequestInit): Promise<DoorAnswer> => {
    const answer = await fetchNow(new URL(path, origin), init).catch(() => null);
    if (!answer) return null;
    // What it is asked is right by the contract: anything but a photograph is the file's own fault.
    if (answer.status === 422) return { kind: 'refused' };
    if (!answer.ok) return null;
    const upload = photoUploadSchema.safeParse(await answer.json().catch(() => null));
    return upload.success ? { kind: 'upload', upload: upload.data } : null;
  };
  return {
    ask: (hash, signal) => request(`/v1/photos/${hash}/upload`, { signal, cache: 'no-store' }),
    send: (hash, { size, offset, bytes }, signal) =>
      request(`/v1/photos/${hash}/parts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ size, offset, bytes: base64Of(bytes) }),
        signal,
      }),
  };
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCodePoint(byte);
  return btoa(text);
}
