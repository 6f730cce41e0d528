import type { Words } from '../words.ts';
import type { rescue as zh } from '../zh-CN/rescue.ts';

export const rescue = {} as const satisfies Words<typeof zh>;
