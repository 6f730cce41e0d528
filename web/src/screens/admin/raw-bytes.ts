/** Bytes as an administrator may look at them: never run, never hidden in. */

export function bytesOfBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** `0000  7e 02 00 …  ~..`: offset, sixteen bytes, printable letters. */
export function hexDump(bytes: Uint8Array, most: number): string {
  const lines: string[] = [];
  for (let at = 0; at < Math.min(bytes.length, most); at += 16) {
    const row = [...bytes.subarray(at, Math.min(at + 16, most))];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(47)}  ${text}`);
  }
  return lines.join('\n');
}

/** Text with everything that steers a screen made visible: controls, direction overrides, zero widths. */
export function visibleText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, (letter) => {
    if (letter === '\n' || letter === '\t') return letter;
    const code = letter.codePointAt(0) ?? 0;
    return `‹${code.toString(16).toUpperCase().padStart(4, '0')}›`;
  });
}
