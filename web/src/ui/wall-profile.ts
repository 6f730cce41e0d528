/** A wall as it hangs: what its type must be computed from (ux.md §2). */
export interface WallProfile {
  /** Millimetres from one pixel to the next: 1.25 for a P1.25 LED wall. */
  readonly pixelPitchMm: number;
  /** Metres from the screen to the seat furthest away. */
  readonly farthestSeatM: number;
}

/** NUREG-0700: at least 16′, 20–22′ preferred; dense hanzi need 25′ to be told apart, figures 40′. */
const bodyMinutes = 25;
const figureMinutes = 40;

/** A hanzi fills nine tenths of its em box: the font size must exceed the character height by that. */
const hanziOfEm = 0.9;

/**
 * Font size in pixels at which a hanzi subtends `minutesOfArc` at the farthest seat.
 * Character height = 6.283 · D · MA / 21600 (NUREG-0700). Refuses sizes that no wall has.
 */
export function fontPx(profile: WallProfile, minutesOfArc: number): number {
  const { pixelPitchMm, farthestSeatM } = profile;
  if (!(pixelPitchMm > 0) || !(farthestSeatM > 0)) {
    throw new RangeError(
      `A wall needs a pixel pitch and a farthest seat above 0, got ${pixelPitchMm} mm and ${farthestSeatM} m`,
    );
  }
  const heightMm = (6.283 * farthestSeatM * 1000 * minutesOfArc) / 21_600;
  return Math.round(heightMm / hanziOfEm / pixelPitchMm);
}

/** Pixels of one rem on this wall: its body size. Every other wall size is a ratio of it (scale.css). */
export function wallRootPx(profile: WallProfile): number {
  return fontPx(profile, bodyMinutes);
}

/** Pixels a figure of the KPI strip needs on this wall. */
export function wallFigurePx(profile: WallProfile): number {
  return fontPx(profile, figureMinutes);
}

/** Pixel pitch of a flat panel from its diagonal (inches) and its resolution. */
export function pitchOfPanel(diagonalInch: number, widthPx: number, heightPx: number): number {
  return (diagonalInch * 25.4) / Math.hypot(widthPx, heightPx);
}

/** The wall of the pictures: LED P1.25 read from 4 m. */
export const defaultWallProfile: WallProfile = { pixelPitchMm: 1.25, farthestSeatM: 4 };
