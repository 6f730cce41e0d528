/**
 * From degrees in whole 1e-7 to device pixels of a view from above. Differences are taken between whole numbers, so
 * nothing is lost to float32, and sines of small angles come from their series: a device's own may be rough there.
 */
const pixelOf = `#version 300 es
precision highp float;
precision highp int;
uniform ivec2 u_ref;
uniform vec2 u_refSinCos;
uniform vec2 u_refPx;
uniform vec2 u_sizePx;
uniform float u_pxPerRad;

vec2 pixelOf(ivec2 at) {
  vec2 away = vec2(at - u_ref) * 1.7453292519943295e-9;
  float a = 0.5 * away.y;
  float aa = a * a;
  float sinA = a * (1.0 - aa / 6.0 * (1.0 - aa / 20.0));
  float cosA = 1.0 - 0.5 * aa * (1.0 - aa / 12.0);
  float more = 2.0 * sinA * (u_refSinCos.y * cosA - u_refSinCos.x * sinA);
  float t = more / (1.0 - u_refSinCos.x * (u_refSinCos.x + more));
  float tt = t * t;
  float north = abs(t) < 0.25 ? t * (1.0 + tt / 3.0 * (1.0 + tt * 0.6 * (1.0 + tt * 5.0 / 7.0))) : atanh(clamp(t, -0.999999, 0.999999));
  return u_refPx + vec2(away.x, -north) * u_pxPerRad;
}

vec4 clipOf(vec2 px) {
  return vec4(2.0 * px.x / u_sizePx.x - 1.0, 1.0 - 2.0 * px.y / u_sizePx.y, 0.0, 1.0);
}
`;

export const dotVertex = `${pixelOf}
in ivec2 a_at;
in vec4 a_colour;
uniform float u_radiusPx;
out vec4 v_colour;

void main() {
  gl_Position = clipOf(pixelOf(a_at));
  gl_PointSize = 2.0 * u_radiusPx + 1.0;
  v_colour = a_colour;
}
`;

export const dotFragment = `#version 300 es
precision highp float;
uniform float u_radiusPx;
in vec4 v_colour;
out vec4 colour;

void main() {
  float away = length(gl_PointCoord - 0.5) * (2.0 * u_radiusPx + 1.0);
  float alpha = v_colour.a * clamp(u_radiusPx + 0.5 - away, 0.0, 1.0);
  colour = vec4(v_colour.rgb * alpha, alpha);
}
`;

export const spriteVertex = `${pixelOf}
in ivec2 a_at;
in vec2 a_corner;
in vec2 a_sheet;
out vec2 v_sheet;

void main() {
  // On whole pixels letters stay sharp.
  gl_Position = clipOf(floor(pixelOf(a_at) + 0.5) + a_corner);
  v_sheet = a_sheet;
}
`;

export const spriteFragment = `#version 300 es
precision highp float;
uniform sampler2D u_pictures;
in vec2 v_sheet;
out vec4 colour;

void main() {
  colour = texture(u_pictures, v_sheet);
}
`;
