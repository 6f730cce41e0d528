import type { Words } from '../words.ts';
import type { field as zh } from '../zh-CN/field.ts';

export const field = {} as const satisfies Words<typeof zh>;
