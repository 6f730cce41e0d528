/** Whether this browser can draw the map. Asked once: a context is dear to make. */
let answer: 'yes' | 'no' | undefined;

export function webglHere(): 'yes' | 'no' {
  if (answer !== undefined) return answer;
  const context = document.createElement('canvas').getContext('webgl2');
  answer = context === null ? 'no' : 'yes';
  // Given back at once: browsers allow only some sixteen at a time.
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return answer;
}
