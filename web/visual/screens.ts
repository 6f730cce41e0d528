export const SIZES = {
  desk: { width: 1920, height: 1080 },
  /** A laptop, and the smallest a desk is drawn for. */
  narrow: { width: 1440, height: 900 },
  /** The screen of many an older laptop: the desks must still be whole on it. */
  laptop: { width: 1366, height: 768 },
  /** A wall of 32:9, and one of six screens of 1280 × 720 with bezels between them. */
  wide: { width: 3840, height: 1080 },
  tiles: { width: 3840, height: 1440 },
  phone: { width: 390, height: 844 },
} as const;
export type Size = keyof typeof SIZES;

export interface Screen {
  readonly name: string;
  /** Whose session; null: nobody signed in. */
  readonly user: string | null;
  readonly path: (world: string, incident: string) => string;
  readonly size: Exclude<Size, 'narrow' | 'laptop'>;
}

/** What a desk may also be photographed at. */
export const DESK_SIZES = ['desk', 'narrow', 'laptop'] as const satisfies readonly Size[];
export type DeskSize = (typeof DESK_SIZES)[number];

/** Chromium's names of how an eye may see less: all grey, and the three colour deficiencies. */
export const VISIONS = ['achromatopsia', 'deuteranopia', 'protanopia', 'tritanopia'] as const;
export type Vision = (typeof VISIONS)[number];

/** In the recorded drill, or in live, where nothing happens: a quiet day. */
export const SCREENS: readonly Screen[] = [
  { name: 'signin', user: null, path: () => '/signin', size: 'desk' },
  { name: 'wall', user: 'wall', path: (world) => `/wall?world=${world}`, size: 'desk' },
  { name: 'wall-quiet', user: 'wall', path: () => '/wall', size: 'desk' },
  { name: 'wall-wide', user: 'wall', path: (world) => `/wall?world=${world}`, size: 'wide' },
  {
    name: 'wall-tiles',
    user: 'wall',
    path: (world) => `/wall?world=${world}&tiles=3x2`,
    size: 'tiles',
  },
  { name: 'duty', user: 'duty', path: (world) => `/duty?world=${world}`, size: 'desk' },
  { name: 'duty-quiet', user: 'duty', path: () => '/duty', size: 'desk' },
  { name: 'dispatch', user: 'duty', path: (world) => `/dispatch?world=${world}`, size: 'desk' },
  { name: 'dispatch-quiet', user: 'duty', path: () => '/dispatch', size: 'desk' },
  { name: 'incidents', user: 'duty', path: (world) => `/incidents?world=${world}`, size: 'desk' },
  { name: 'incident', user: 'duty', path: (world, incident) => `/incidents/${incident}?world=${world}`, size: 'desk' },
  { name: 'warnings', user: 'leader', path: (world) => `/warnings?world=${world}`, size: 'desk' },
  { name: 'reports', user: 'leader', path: (world) => `/reports?world=${world}`, size: 'desk' },
  { name: 'roster', user: 'duty', path: (world) => `/roster?world=${world}`, size: 'desk' },
  { name: 'resources', user: 'duty', path: (world) => `/resources?world=${world}`, size: 'desk' },
  { name: 'hazards', user: 'duty', path: (world) => `/hazards?world=${world}`, size: 'desk' },
  { name: 'drills', user: 'duty', path: (world) => `/drills?world=${world}`, size: 'desk' },
  {
    name: 'replay',
    user: 'duty',
    path: (world) => `/replay?world=${world}&at=2026-07-18T20:40:30%2B08:00`,
    size: 'desk',
  },
  { name: 'admin', user: 'admin', path: () => '/admin', size: 'desk' },
  { name: 'field-team', user: 'team1', path: (world) => `/field?world=${world}`, size: 'phone' },
  { name: 'field-village', user: 'village', path: (world) => `/field?world=${world}`, size: 'phone' },
  { name: 'public', user: null, path: () => '/public', size: 'phone' },
  { name: 'gallery', user: null, path: () => '/gallery', size: 'desk' },
];
