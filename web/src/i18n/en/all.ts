import type { Words } from '../words.ts';
import type { zhCN } from '../zh-CN/all.ts';
import { account } from './account.ts';
import { admin } from './admin.ts';
import { command } from './command.ts';
import { common } from './common.ts';
import { dispatch } from './dispatch.ts';
import { drill } from './drill.ts';
import { duty } from './duty.ts';
import { field } from './field.ts';
import { incident } from './incident.ts';
import { keys } from './keys.ts';
import { monitoring } from './monitoring.ts';
import { monitors } from './monitors.ts';
import { phone } from './phone.ts';
import { practice } from './practice.ts';
import { refusals } from './refusals.ts';
import { release } from './release.ts';
import { rescue } from './rescue.ts';
import { signin } from './signin.ts';
import { ui } from './ui.ts';
import { wall } from './wall.ts';
import { warning } from './warning.ts';

/** Every area of this language; one file per area so that screens written at once do not meet in one file. */
export const en = {
  common,
  ui,
  wall,
  duty,
  dispatch,
  incident,
  warning,
  field,
  phone,
  drill,
  account,
  admin,
  signin,
  monitoring,
  rescue,
  release,
  command,
  practice,
  monitors,
  keys,
  refusals,
} as const satisfies Words<typeof zhCN>;
