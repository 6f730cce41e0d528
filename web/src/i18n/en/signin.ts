import type { signin as zh } from '../zh-CN/signin.ts';
import type { Words } from '../words.ts';

export const signin = {} as const satisfies Words<typeof zh>;
