/** Names by which the story knows its two incidents, and where they are. */
export const FLOOD = 'incident-flood';
export const SLIDE = 'incident-slide';

export const SHANHUA = { point: { lon: 109.8769, lat: 35.3453 }, division: '610525101233', name: '善化村' } as const;
export const BRIDGE_WEST = {
  point: { lon: 109.8758, lat: 35.3449 },
  division: '610525101233',
  name: '善化桥西',
} as const;
export const SHUIWA = {
  point: { lon: 109.96486, lat: 35.329619 },
  division: '610525102206',
  name: '水洼村后沟',
} as const;
