import type { monitoring as zh } from '../zh-CN/monitoring.ts';
import type { Words } from '../words.ts';

export const monitoring = {} as const satisfies Words<typeof zh>;
