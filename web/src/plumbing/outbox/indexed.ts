/** IndexedDB as promises: the phone page opens with it, and needs no more of it than this. */

export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

/** Resolves once the browser has stored what the transaction changed; rejects when it did not, a full storage too. */
export function complete(change: IDBTransaction): Promise<void> {
  return new Promise((done, failed) => {
    change.oncomplete = () => done();
    change.onabort = () => failed(change.error);
  });
}

/** `closed`: the browser took it away, or it is to be deleted; the next use opens it again. */
export async function openStores(name: string, stores: readonly string[], closed: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const store of stores) request.result.createObjectStore(store);
  };
  const database = await answerOf(request);
  database.onclose = closed;
  database.onversionchange = () => {
    database.close();
    closed();
  };
  return database;
}
