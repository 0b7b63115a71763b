// The bridge of shared/contract/window, put on `window.waybill`. Answers for nothing but carrying: names and payloads
// are checked by main, which is the side that can be trusted. Must never expose ipcRenderer or an Electron event.
import { contextBridge, ipcRenderer } from 'electron';
import type { WaybillBridge } from '../shared/contract/window';

type Answer = { ok: true; output: unknown } | { ok: false; failure: unknown };
type Listener = (payload: unknown) => void;

const listeners = new Map<string, Set<Listener>>();

ipcRenderer.on('waybill:event', (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

/** Resolves to the output; rejects with a `failureSchema` object, not an Error (those lose their fields here). */
const request = async (name: string, input: unknown): Promise<unknown> => {
  const answer = (await ipcRenderer.invoke('waybill:request', name, input)) as Answer;
  if (answer.ok) return answer.output;
  throw answer.failure;
};

const on = (name: string, listener: Listener): (() => void) => {
  const group = listeners.get(name) ?? new Set<Listener>();
  listeners.set(name, group);
  group.add(listener);
  return () => void group.delete(listener);
};

contextBridge.exposeInMainWorld('waybill', { request, on } as WaybillBridge);
