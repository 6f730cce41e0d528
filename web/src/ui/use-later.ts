import { useEffect, useState } from 'react';

/**
 * What a chunk of its own gives, once it has come; undefined until then. Each part that asks makes one of its own.
 * `load` stands outside the part: it is asked once. `what` is named when the chunk does not load.
 */
export function useLater<T>(load: () => Promise<T>, what: string): T | undefined {
  const [come, setCome] = useState<{ readonly value: T }>();
  useEffect(() => {
    let gone: 'no' | 'yes' = 'no';
    load().then(
      (value) => {
        if (gone === 'no') setCome({ value });
      },
      (error: unknown) => console.error(`${what} did not load`, error),
    );
    return () => {
      gone = 'yes';
    };
  }, [load, what]);
  return come?.value;
}
