import type { incident as zh } from '../zh-CN/incident.ts';
import type { Words } from '../words.ts';

export const incident = {} as const satisfies Words<typeof zh>;
