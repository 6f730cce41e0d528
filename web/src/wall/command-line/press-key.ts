/** Presses a key as a person would: the twin of a key does what the key does here, and nothing beside it. */
export function pressKey(chord: string): void {
  const [key = '', ...modifiers] = chord.split('+').reverse();
  window.dispatchEvent(
    new KeyboardEvent('keydown', {
      key: key.length === 1 ? key.toLowerCase() : key,
      code: key.length === 1 ? `Key${key.toUpperCase()}` : key,
      ctrlKey: modifiers.includes('Ctrl'),
      shiftKey: modifiers.includes('Shift'),
      bubbles: true,
      cancelable: true,
    }),
  );
}
