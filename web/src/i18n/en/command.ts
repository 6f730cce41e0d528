import type { Words } from '../words.ts';
import type { command as zh } from '../zh-CN/command.ts';

export const command = {} as const satisfies Words<typeof zh>;
