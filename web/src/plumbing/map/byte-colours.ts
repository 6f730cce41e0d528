/** RGBA of a byte each; deck.gl's own declaration leaves the word out that its code asks for. */
export function byteColours(value: Uint8Array): { value: Uint8Array; size: number; normalized: true } {
  return { value, size: 4, normalized: true };
}
