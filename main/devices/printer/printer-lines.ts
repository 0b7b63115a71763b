// The printers of one device host, each with a line of its own, so that a dead one never holds up another.
import { defaultTimings, type PrinterTimings } from './printer-connection';
import { createPrinterLine, type PrinterLine } from './printer-line';
import { nameOfPlace, type PrinterEndpoint, type PrinterPort } from './printer-port';

export type PrinterLines = PrinterPort & { close: () => void };

/** Printers reached straight from this process. In the station it is the device host's process. */
export function createPrinterLines(timings: PrinterTimings = defaultTimings): PrinterLines {
  const lines = new Map<string, PrinterLine>();
  const listeners = new Set<(token: string) => void>();
  const lineOf = (endpoint: PrinterEndpoint): PrinterLine => {
    // By place, not by id: two names for one printer must still share its one connection.
    const address = nameOfPlace(endpoint);
    let line = lines.get(address);
    if (line === undefined) {
      line = createPrinterLine(timings, (token) => {
        for (const listener of listeners) listener(token);
      });
      lines.set(address, line);
    }
    return line;
  };
  return {
    preflight: (endpoint) => lineOf(endpoint).preflight(endpoint),
    print: (order) => lineOf(order.endpoint).print(order),
    probe: (endpoint) => lineOf(endpoint).probe(endpoint),
    onLateEcho: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      for (const line of lines.values()) line.close();
      lines.clear();
    },
  };
}
