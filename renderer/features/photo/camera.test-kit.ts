// A camera for tests, at the port: it sees what it is told to, or is not there.
import type { Camera, CameraChoice } from './camera';

export type FakeCamera = {
  port: Camera;
  /** What it sees next; null: it is unplugged. */
  sees: Uint8Array | null;
  cameras: CameraChoice[];
  /** Cameras that were opened, by id; null is any. */
  opened: (string | null)[];
};

/** A JPEG of 2 by 1 pixels as far as its headers go, with `mark` in it so that two differ. */
export function jpegOf(mark: number): Uint8Array {
  const start = [0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 0x4a, mark & 0xff];
  const frame = [0xff, 0xc0, 0x00, 0x0b, 0x08, 0x00, 0x01, 0x00, 0x02, 0x01, 0x01, 0x11, 0x00];
  return Uint8Array.from([...start, ...frame, 0xff, 0xd9]);
}

export function createFakeCamera(): FakeCamera {
  const fake: FakeCamera = {
    sees: jpegOf(1),
    cameras: [
      { deviceId: 'c1', label: 'Overhead' },
      { deviceId: 'c2', label: 'Side' },
    ],
    opened: [],
    port: {
      list: async () => fake.cameras,
      open: async (deviceId) => {
        fake.opened.push(deviceId);
        if (!fake.sees) throw new DOMException('no camera', 'NotFoundError');
        // Under Node there is no such thing, and the browser of tests has one without tracks.
        const stream = typeof MediaStream === 'undefined' ? {} : new MediaStream();
        return Object.assign(stream, { getTracks: () => [] }) as unknown as MediaStream;
      },
      grab: async () => {
        if (!fake.sees) throw new Error('the camera is too slow');
        return { bytes: fake.sees, widthPx: 2, heightPx: 1 };
      },
    },
  };
  return fake;
}
