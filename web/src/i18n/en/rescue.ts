import type { rescue as zh } from '../zh-CN/rescue.ts';
import type { Words } from '../words.ts';

export const rescue = {} as const satisfies Words<typeof zh>;
