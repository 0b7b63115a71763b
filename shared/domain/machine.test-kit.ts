// Reads a transition table as a graph: what is reachable, what ends, and where an arrow points at nothing.

export type Machine = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function arrowsOf(machine: Machine): { from: string; event: string; to: string }[] {
  return Object.entries(machine).flatMap(([from, moves]) =>
    Object.entries(moves).map(([event, to]) => ({ from, event, to })),
  );
}

export function reachableFrom(machine: Machine, start: string): string[] {
  const seen = new Set([start]);
  for (const state of seen) {
    for (const to of Object.values(machine[state] ?? {})) seen.add(to);
  }
  return [...seen].sort();
}

export function finalStates(machine: Machine): string[] {
  return Object.keys(machine)
    .filter((state) => Object.keys(machine[state] ?? {}).length === 0)
    .sort();
}

export function arrowsToNowhere(machine: Machine): string[] {
  return arrowsOf(machine)
    .filter(({ to }) => !(to in machine))
    .map(({ from, event, to }) => `${from} -${event}-> ${to}`);
}
