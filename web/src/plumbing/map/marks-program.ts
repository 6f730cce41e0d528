/** Compiles and links; throws with the device's own words, which name the line. */
export function linkProgram(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  const shaders = [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const;
  for (const [kind, source] of shaders) {
    const shader = gl.createShader(kind);
    if (shader === null) continue;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    if (gl.getShaderParameter(shader, gl.COMPILE_STATUS) !== true && !gl.isContextLost())
      throw new Error(`the marks of the map cannot be drawn here: ${gl.getShaderInfoLog(shader) ?? 'no reason given'}`);
  }
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true && !gl.isContextLost())
    throw new Error(`the marks of the map cannot be drawn here: ${gl.getProgramInfoLog(program) ?? 'no reason given'}`);
  return program;
}

/** Where the view is, as the shaders take it. Device pixels. */
export interface Sight {
  readonly refLon: number;
  readonly refLat: number;
  readonly refX: number;
  readonly refY: number;
  readonly pxPerRad: number;
  readonly width: number;
  readonly height: number;
}

/** Makes a program the one that draws, and tells it where the view is, unless that is the one it was told of last. */
export function sightTeller(gl: WebGL2RenderingContext, program: WebGLProgram): (sight: Sight) => void {
  const at = (name: string) => gl.getUniformLocation(program, name);
  const [ref, sinCos, refPx, sizePx, pxPerRad] = [
    at('u_ref'),
    at('u_refSinCos'),
    at('u_refPx'),
    at('u_sizePx'),
    at('u_pxPerRad'),
  ];
  let told: Sight | undefined;
  return (sight) => {
    gl.useProgram(program);
    if (told === sight) return;
    told = sight;
    const lat = sight.refLat * 1e-7 * (Math.PI / 180);
    gl.uniform2i(ref, sight.refLon, sight.refLat);
    gl.uniform2f(sinCos, Math.sin(lat), Math.cos(lat));
    gl.uniform2f(refPx, sight.refX, sight.refY);
    gl.uniform2f(sizePx, sight.width, sight.height);
    gl.uniform1f(pxPerRad, sight.pxPerRad);
  };
}
