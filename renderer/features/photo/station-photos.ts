// Photographs of a station as a whole: camera, shelf, and the way to head office.
import { createPhotoDoor } from '../../data/photo-door';
import { type PhotoSender, startPhotoSender } from '../../data/photo-sender';
import { openPhotoShelf } from '../../data/photo-shelf';
import type { Notes } from '../../data/store';
import { browserCamera } from './camera';
import { openPhotoDesk, type PhotoDesk } from './photo-desk';

export type StationPhotos = { desk: PhotoDesk; sender: PhotoSender; close: () => Promise<void> };

/** @param name of the database they wait in; `origin`: where head office answers */
export async function openStationPhotos(
  name: string,
  origin: string,
  { notes, isOnline, report }: { notes: Notes; isOnline: () => boolean; report: (cause: unknown) => void },
): Promise<StationPhotos> {
  const shelf = await openPhotoShelf(name, { indexedDB });
  const sender = startPhotoSender({ shelf, door: createPhotoDoor(origin), isOnline, report });
  const desk = await openPhotoDesk({ camera: browserCamera(), shelf, notes, kept: sender.look, report });
  return {
    desk,
    sender,
    close: async () => {
      desk.close();
      await sender.close();
      shelf.close();
    },
  };
}
