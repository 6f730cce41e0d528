/**
 * Arithmetic that gives the same bits on every machine. ECMAScript fixes + - * / and sqrt,
 * but leaves sin, exp, log and pow to the engine; layer hashes must not hang on that.
 */

const LN2 = Math.LN2;

/** e^x for |x| < 40: power of two by repeated squaring, the rest by its series. */
export function exp(x: number): number {
  const k = Math.floor(x / LN2 + 0.5);
  const r = x - k * LN2;
  let term = 1;
  let sum = 1;
  for (let n = 1; n < 16; n++) {
    term = (term * r) / n;
    sum += term;
  }
  let scale = 1;
  const factor = k < 0 ? 0.5 : 2;
  for (let n = k < 0 ? -k : k; n > 0; n--) scale *= factor;
  return sum * scale;
}

/** Natural logarithm of x > 0. */
export function ln(x: number): number {
  let k = 0;
  let m = x;
  while (m > Math.SQRT2) {
    m *= 0.5;
    k++;
  }
  while (m < Math.SQRT1_2) {
    m *= 2;
    k--;
  }
  const t = (m - 1) / (m + 1);
  const t2 = t * t;
  let power = t;
  let sum = 0;
  for (let n = 1; n < 26; n += 2) {
    sum += power / n;
    power *= t2;
  }
  return 2 * sum + k * LN2;
}

export function pow(base: number, exponent: number): number {
  return base <= 0 ? 0 : exp(exponent * ln(base));
}

/** Arc tangent by two halvings of the angle and a series. */
export function atan(x: number): number {
  const once = x / (1 + Math.sqrt(1 + x * x));
  const twice = once / (1 + Math.sqrt(1 + once * once));
  const t2 = twice * twice;
  let power = twice;
  let sum = 0;
  for (let n = 1; n < 40; n += 2) {
    sum += ((n & 2) === 0 ? power : -power) / n;
    power *= t2;
  }
  return 4 * sum;
}

export function hypot(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

export function clamp(x: number, low: number, high: number): number {
  return x < low ? low : Math.min(x, high);
}

export function smoothstep(low: number, high: number, x: number): number {
  const t = clamp((x - low) / (high - low), 0, 1);
  return t * t * (3 - 2 * t);
}
