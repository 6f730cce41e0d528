import { useState } from 'react';
import { z } from 'zod';

const BookmarksSchema = z.array(z.number()).max(200);
const MOST = 50;

/** Moments this person marked in a drill; they stay on this machine, being notes and no facts. */
export function useOwnBookmarks(world: string): readonly [readonly number[], (atMs: number) => void] {
  const key = `sitong.replay.${world}`;
  const [marks, setMarks] = useState<readonly number[]>(() => stored(key));
  const toggle = (atMs: number): void => {
    const ms = Math.round(atMs / 1000) * 1000;
    const next = marks.includes(ms)
      ? marks.filter((one) => one !== ms)
      : [...marks, ms].sort((a, b) => a - b).slice(-MOST);
    localStorage.setItem(key, JSON.stringify(next));
    setMarks(next);
  };
  return [marks, toggle];
}

function stored(key: string): readonly number[] {
  const text = localStorage.getItem(key);
  if (text === null) return [];
  try {
    const marks = BookmarksSchema.safeParse(JSON.parse(text));
    return marks.success ? marks.data : [];
  } catch (error) {
    // Written by hand or by an older version: notes that cannot be read are no notes.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
