// The wire between the window and main: one channel for requests, one for events.
// Answers for hearing only our own page in its main frame; everything else is logged and gets no answer.
// Must never send a payload that the contract does not allow.
import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { z } from 'zod';
import { windowEvents, type WindowEventName, type WindowEvents } from '../../shared/contract/window';
import type { Route, RouterLog } from './router';

const requestChannel = 'waybill:request';
const eventChannel = 'waybill:event';

/** Is this the main frame of our own page? */
const isOurPage = (event: IpcMainInvokeEvent, origin: string): boolean => {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null) return false;
  return frame.url === origin || frame.url.startsWith(`${origin}/`);
};

/** Starts answering requests from pages of `origin` (`app://waybill`). */
export function answerRequests(route: Route, origin: string, log: RouterLog): void {
  ipcMain.handle(requestChannel, async (event, name: unknown, input: unknown) => {
    if (!isOurPage(event, origin)) {
      log.warn({ url: event.senderFrame?.url ?? null }, 'a request from a foreign page was not answered');
      throw new Error('not for this page');
    }
    return route(name, input);
  });
}

export type TellWindow = <N extends WindowEventName>(name: N, payload: z.input<WindowEvents[N]>) => void;

/** Sends events to the window that is open at that moment; without one they are dropped. */
export function createTellWindow(currentWindow: () => BrowserWindow | null, log: RouterLog): TellWindow {
  return (name, payload) => {
    const checked = windowEvents[name].safeParse(payload);
    if (!checked.success) {
      log.error({ event: name, err: checked.error }, 'an event broke the contract and was not sent');
      return;
    }
    const window = currentWindow();
    if (window === null || window.isDestroyed() || window.webContents.isCrashed()) return;
    window.webContents.send(eventChannel, name, checked.data);
  };
}
