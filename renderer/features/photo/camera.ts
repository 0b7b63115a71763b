// The camera of a bench: which there are, a picture that moves, and one that stands as a JPEG that is small enough. Only this
// file touches the browser's devices.
import { mostPhotoSide } from '../../../shared/domain/photo/photo';

export type CameraChoice = { deviceId: string; label: string };
export type Frame = { bytes: Uint8Array; widthPx: number; heightPx: number };

export type Camera = {
  /** Names are empty until a camera has been opened once. */
  list: () => Promise<CameraChoice[]>;
  /** @param deviceId null: any. Throws when there is none, or it is somebody else's now. */
  open: (deviceId: string | null) => Promise<MediaStream>;
  /** Throws when no picture comes in time, or it stays too large. */
  grab: (stream: MediaStream) => Promise<Frame>;
};

/** A file that is quickly sent; what may be kept at all is larger. */
const goodBytes = 400_000;
const qualities = [0.85, 0.7, 0.55, 0.4];
const patienceMs = 5_000;

export function browserCamera(): Camera {
  return {
    list: async () =>
      (await navigator.mediaDevices.enumerateDevices())
        .filter(({ kind }) => kind === 'videoinput')
        .map(({ deviceId, label }) => ({ deviceId, label })),
    open: (deviceId) =>
      navigator.mediaDevices.getUserMedia({
        audio: false,
        video: {
          width: { ideal: 1920 },
          height: { ideal: 1080 },
          ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
        },
      }),
    grab,
  };
}

async function grab(stream: MediaStream): Promise<Frame> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  try {
    await inTime(video.play());
    if (video.videoWidth === 0) await inTime(once(video, 'loadeddata'));
    const scale = Math.min(1, mostPhotoSide / Math.max(video.videoWidth, video.videoHeight));
    const widthPx = Math.max(1, Math.round(video.videoWidth * scale));
    const heightPx = Math.max(1, Math.round(video.videoHeight * scale));
    const canvas = document.createElement('canvas');
    canvas.width = widthPx;
    canvas.height = heightPx;
    canvas.getContext('2d')?.drawImage(video, 0, 0, widthPx, heightPx);
    for (const quality of qualities) {
      const blob = await new Promise<Blob | null>((give) => canvas.toBlob(give, 'image/jpeg', quality));
      if (blob && (blob.size <= goodBytes || quality === qualities.at(-1)))
        return { bytes: new Uint8Array(await blob.arrayBuffer()), widthPx, heightPx };
    }
    throw new Error('the camera gave no picture');
  } finally {
    video.srcObject = null;
  }
}

function once(target: EventTarget, event: string): Promise<void> {
  return new Promise((done) => target.addEventListener(event, () => done(), { once: true }));
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, fail) => setTimeout(() => fail(new Error('the camera is too slow')), patienceMs)),
  ]);
}
