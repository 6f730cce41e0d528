import { z } from 'zod';
import { defaultWallProfile, type WallProfile } from '../../ui/wall-profile.ts';

const PitchSchema = z.coerce.number().min(0.3).max(20);
const SeatSchema = z.coerce.number().min(1).max(60);

export interface WallAddress {
  readonly profile: WallProfile;
  /** A wall of six screens with bezels between them. */
  readonly tiles: 'one' | '3x2';
}

/** `?pitch=1.25&seat=4&tiles=3x2`; anything unreadable counts as not given. */
export function wallOfAddress(search: string): WallAddress {
  const asked = new URLSearchParams(search);
  const pitch = PitchSchema.safeParse(asked.get('pitch') ?? undefined);
  const seat = SeatSchema.safeParse(asked.get('seat') ?? undefined);
  return {
    profile: {
      pixelPitchMm: pitch.success ? pitch.data : defaultWallProfile.pixelPitchMm,
      farthestSeatM: seat.success ? seat.data : defaultWallProfile.farthestSeatM,
    },
    tiles: asked.get('tiles') === '3x2' ? '3x2' : 'one',
  };
}
