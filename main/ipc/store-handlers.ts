// What the window tells about its store: that it is well, that it was lost, that it cannot be read.
import type { WindowRequests } from '../../shared/contract/window';
import type { StoreFiles } from '../services/store-files';
import type { Handlers, RouterLog } from './router';

/** `clear` empties the window's databases; it runs only when their files are safe aside. */
export function storeHandlers(
  files: StoreFiles,
  clear: () => Promise<void>,
  log: RouterLog,
): Pick<Handlers<WindowRequests>, 'store:opened' | 'store:set-aside'> {
  return {
    'store:opened': async ({ lost }) => {
      if (!lost) {
        await files.release();
        return null;
      }
      const kept = await files.setAside('lost: it was empty although ops of this station are kept', false);
      log.warn({ filesKeptAside: kept }, 'the store of the window was lost and is built anew');
      return null;
    },
    'store:set-aside': async ({ trouble }) => {
      await files.setAside(trouble, true);
      log.error(
        { trouble },
        'the store of the window cannot be read: kept aside, an empty one takes its place',
      );
      await clear();
      return null;
    },
  };
}
