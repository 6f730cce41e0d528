import type { wall as zh } from '../zh-CN/wall.ts';
import type { Words } from '../words.ts';

export const wall = {} as const satisfies Words<typeof zh>;
