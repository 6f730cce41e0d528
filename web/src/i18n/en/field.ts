import type { field as zh } from '../zh-CN/field.ts';
import type { Words } from '../words.ts';

export const field = {} as const satisfies Words<typeof zh>;
