import type { Words } from '../words.ts';
import type { wall as zh } from '../zh-CN/wall.ts';

export const wall = {
  duty: {
    leader: 'Leader',
    officer: 'Duty',
    none: 'No shift',
  },
  unacked: 'Unacked',
  responseInForce: '{{hazard}} {{response}}',
  since: 'since {{at}}',
  health: {
    link: 'Link',
    linkValue: '{{ms}} ms',
    linkLost: 'Lost',
    sensors: 'Sensors',
    positions: 'Positions',
    sms: 'SMS gateway',
    simulated: 'Simulated',
  },
} as const satisfies Words<typeof zh>;
