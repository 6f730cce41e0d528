import { useEffect } from 'react';
import { ownLetters } from '../ui/keys/letter-source.ts';
import { lettersFrom } from '../ui/keys/letters.ts';

const keyOf = (username: string): string => `sitong.letters.${username}`;

function readLetters(storage: Storage, username: string): unknown {
  const kept = storage.getItem(keyOf(username));
  if (kept === null) return undefined;
  try {
    return JSON.parse(kept);
  } catch (error) {
    console.warn(`the kept letters of ${username} are not JSON and count as none`, error);
    return undefined;
  }
}

/**
 * The letters a person gave other keys, kept on this computer for each account by itself (the server keeps nothing
 * about a person's look or keys). A second window of the same person follows.
 */
export function useOwnLetters(username: string): void {
  useEffect(() => {
    const read = (): void => ownLetters.set(lettersFrom(readLetters(localStorage, username)));
    read();
    const stop = ownLetters.subscribe(() => {
      const text = JSON.stringify(ownLetters.current());
      if (localStorage.getItem(keyOf(username)) !== text) localStorage.setItem(keyOf(username), text);
    });
    const follow = ({ key }: StorageEvent): void => {
      if (key === keyOf(username)) read();
    };
    window.addEventListener('storage', follow);
    return () => {
      stop();
      window.removeEventListener('storage', follow);
      ownLetters.set({});
    };
  }, [username]);
}
