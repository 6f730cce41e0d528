import type { Words } from '../words.ts';
import type { wall as zh } from '../zh-CN/wall.ts';

export const wall = {} as const satisfies Words<typeof zh>;
