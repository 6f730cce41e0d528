import { bytesADot, type DotMesh } from './dot-mesh.ts';
import { linkProgram, type Sight, sightTeller } from './marks-program.ts';
import { dotFragment, dotVertex, spriteFragment, spriteVertex } from './marks-shaders.ts';
import { bytesACorner, mostSprites, type SpriteMesh } from './sprite-mesh.ts';
import type { SheetCell } from './sprite-sheet.ts';

/** What lies on the device; gone with its context. */
export interface MarksGpu {
  /** An empty sheet for pictures. */
  clearSheet(sizePx: number): void;
  putPicture(drawn: HTMLCanvasElement, cell: SheetCell): void;
  takeDots(mesh: DotMesh): void;
  takeSprites(mesh: SpriteMesh): void;
  /** Draws what was taken last. `dotPx`: radius of a dot, device pixels. */
  draw(sight: Sight, dotPx: number): void;
}

export function createMarksGpu(gl: WebGL2RenderingContext): MarksGpu {
  const dots = dotsPart(gl);
  const sprites = spritesPart(gl);
  let sized: { readonly width: number; readonly height: number } | undefined;
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  gl.clearColor(0, 0, 0, 0);
  return {
    clearSheet: sprites.clearSheet,
    putPicture: sprites.putPicture,
    takeDots: dots.take,
    takeSprites: sprites.take,
    draw(sight, dotPx) {
      if (sized?.width !== sight.width || sized.height !== sight.height) gl.viewport(0, 0, sight.width, sight.height);
      sized = sight;
      gl.clear(gl.COLOR_BUFFER_BIT);
      dots.draw(sight, dotPx);
      sprites.draw(sight);
    },
  };
}

/** One attribute of the buffer that is bound. */
type Reader = (gl: WebGL2RenderingContext, location: number) => void;

function bind(gl: WebGL2RenderingContext, program: WebGLProgram, name: string, read: Reader): void {
  const location = gl.getAttribLocation(program, name);
  gl.enableVertexAttribArray(location);
  read(gl, location);
}

/** A buffer that grows by being made anew and is otherwise written in place. */
function growingBuffer(gl: WebGL2RenderingContext) {
  const buffer = gl.createBuffer();
  let room = 0;
  return {
    bind: () => gl.bindBuffer(gl.ARRAY_BUFFER, buffer),
    write(data: Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>) {
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      if (data.byteLength > room) {
        room = Math.max(1024, 2 * data.byteLength);
        gl.bufferData(gl.ARRAY_BUFFER, room, gl.DYNAMIC_DRAW);
      }
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, data);
    },
  };
}

function dotsPart(gl: WebGL2RenderingContext) {
  const program = linkProgram(gl, dotVertex, dotFragment);
  const tell = sightTeller(gl, program);
  const radius = gl.getUniformLocation(program, 'u_radiusPx');
  const dots = growingBuffer(gl);
  const reads = gl.createVertexArray();
  gl.bindVertexArray(reads);
  dots.bind();
  bind(gl, program, 'a_at', (on, at) => on.vertexAttribIPointer(at, 2, on.INT, bytesADot, 0));
  bind(gl, program, 'a_colour', (on, at) => on.vertexAttribPointer(at, 4, on.UNSIGNED_BYTE, true, bytesADot, 8));
  let count = 0;
  return {
    take(mesh: DotMesh) {
      count = mesh.count;
      if (count === 0) return;
      dots.write(mesh.words.subarray(0, (count * bytesADot) / 4));
    },
    draw(sight: Sight, dotPx: number) {
      if (count === 0) return;
      tell(sight);
      gl.uniform1f(radius, dotPx);
      gl.bindVertexArray(reads);
      gl.drawArrays(gl.POINTS, 0, count);
    },
  };
}

function spritesPart(gl: WebGL2RenderingContext) {
  const program = linkProgram(gl, spriteVertex, spriteFragment);
  const tell = sightTeller(gl, program);
  const sheet = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, sheet);
  for (const [name, value] of [
    [gl.TEXTURE_MIN_FILTER, gl.LINEAR],
    [gl.TEXTURE_MAG_FILTER, gl.LINEAR],
    [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE],
    [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE],
  ] as const)
    gl.texParameteri(gl.TEXTURE_2D, name, value);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
  const corners = growingBuffer(gl);
  const reads = gl.createVertexArray();
  gl.bindVertexArray(reads);
  corners.bind();
  bind(gl, program, 'a_at', (on, at) => on.vertexAttribIPointer(at, 2, on.INT, bytesACorner, 0));
  bind(gl, program, 'a_corner', (on, at) => on.vertexAttribPointer(at, 2, on.FLOAT, false, bytesACorner, 8));
  bind(gl, program, 'a_sheet', (on, at) => on.vertexAttribPointer(at, 2, on.UNSIGNED_SHORT, true, bytesACorner, 16));
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
  let indexed = 0;
  let count = 0;
  return {
    clearSheet(sizePx: number) {
      gl.bindTexture(gl.TEXTURE_2D, sheet);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, sizePx, sizePx, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    },
    putPicture(drawn: HTMLCanvasElement, { left, top }: SheetCell) {
      gl.bindTexture(gl.TEXTURE_2D, sheet);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, left, top, gl.RGBA, gl.UNSIGNED_BYTE, drawn);
    },
    take(mesh: SpriteMesh) {
      count = mesh.count;
      if (count === 0) return;
      corners.write(mesh.bytes);
      if (count <= indexed) return;
      indexed = Math.min(mostSprites, 2 * count);
      gl.bindVertexArray(reads);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, quads(indexed), gl.STATIC_DRAW);
    },
    draw(sight: Sight) {
      if (count === 0) return;
      tell(sight);
      gl.bindVertexArray(reads);
      gl.drawElements(gl.TRIANGLES, 6 * count, gl.UNSIGNED_SHORT, 0);
    },
  };
}

/** Two triangles for each four corners. */
function quads(count: number): Uint16Array<ArrayBuffer> {
  const out = new Uint16Array(6 * count);
  for (let n = 0; n < count; n++) out.set([4 * n, 4 * n + 1, 4 * n + 2, 4 * n + 2, 4 * n + 1, 4 * n + 3], 6 * n);
  return out;
}
