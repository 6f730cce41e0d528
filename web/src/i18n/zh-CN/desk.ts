import { account } from './account.ts';
import { admin } from './admin.ts';
import { dispatch } from './dispatch.ts';
import { drill } from './drill.ts';
import { duty } from './duty.ts';
import { incident } from './incident.ts';
import { monitoring } from './monitoring.ts';
import { monitors } from './monitors.ts';
import { practice } from './practice.ts';
import { wall } from './wall.ts';
import { warning } from './warning.ts';

/** Areas of the screens at a desk, fetched with the first of them; a desk also says what the wall says. */
export const desk = {
  duty,
  dispatch,
  incident,
  warning,
  drill,
  admin,
  account,
  practice,
  monitoring,
  monitors,
  wall,
} as const;
