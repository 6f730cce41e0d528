/**
 * Every address of a screen, in one place: links are built here and nowhere else, so that a renamed
 * screen is one change and a misspelt one does not compile.
 */
export const paths = {
  signin: '/signin',
  enrol: '/enrol',
  wall: '/wall',
  duty: '/duty',
  dispatch: '/dispatch',
  incidents: '/incidents',
  incident: (id: string): string => `/incidents/${encodeURIComponent(id)}`,
  warnings: '/warnings',
  reports: '/reports',
  resources: '/resources',
  hazards: '/hazards',
  roster: '/roster',
  drills: '/drills',
  replay: '/replay',
  admin: '/admin',
  field: '/field',
  gallery: '/gallery',
} as const;

/** The numbered screens of the console header, in the order of Alt+1 … Alt+9. */
export const numberedScreens = [
  'wall',
  'duty',
  'dispatch',
  'incidents',
  'warnings',
  'reports',
  'resources',
  'hazards',
  'roster',
] as const satisfies readonly (keyof typeof paths)[];

export type NumberedScreen = (typeof numberedScreens)[number];

/** Pages of other hands: the wall's kiosk, the phone, and those before or beside the console. */
const withoutConsole: readonly string[] = [paths.wall, paths.field, paths.signin, paths.enrol, paths.gallery];

/** Whether the numbered screens are one key away from this address. */
export function hasConsole(pathname: string): boolean {
  return !withoutConsole.some((path) => pathname.startsWith(path));
}
