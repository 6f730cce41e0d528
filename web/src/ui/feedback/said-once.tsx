import { useState } from 'react';

/**
 * Words that hold a running age: seen as they run, heard once as they were when they appeared. Give it a `key` that
 * changes with what it is about. In a status region without this a screen reader would speak every second.
 */
export function SaidOnce({ text, className = '' }: { text: string; className?: string }) {
  const [first] = useState(text);
  return (
    <>
      <span aria-hidden="true" className={className}>
        {text}
      </span>
      <span className="sr-only">{first}</span>
    </>
  );
}
