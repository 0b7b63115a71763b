// IndexedDB's requests as promises. Answers for failures being Errors with their name kept: who catches them tells a full
// disk from a broken file by it.

export function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failureOf(request.error, 'read'));
  });
}

/** Opens a database that is there, whatever version it has. */
export function openExisting(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = factory.open(name);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(failureOf(opening.error, name));
  });
}

export function deleteDatabase(factory: IDBFactory, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const deleting = factory.deleteDatabase(name);
    deleting.onsuccess = () => resolve();
    deleting.onerror = () => reject(failureOf(deleting.error, name));
  });
}

/** Not every engine makes its failures Errors, and an abort may come without one. */
export function failureOf(cause: unknown, store: string): Error {
  if (cause instanceof Error) return cause;
  const { name, message } = (cause ?? {}) as { name?: string; message?: string };
  const failure = new Error(message ?? `the transaction on ${store} was aborted`, { cause });
  failure.name = name ?? 'AbortError';
  return failure;
}
