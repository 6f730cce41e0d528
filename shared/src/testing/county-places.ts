import type { Point } from '../kernel/geo.ts';

/** A county small enough to keep in one's head: two towns, four villages, everything else once or twice. */
export const COUNTY = '610525000000';
/** 冯原镇, with 冯原村 and 善化村. */
export const FENGYUAN = '610525101000';
export const FENGYUAN_VILLAGE = '610525101200';
export const SHANHUA = '610525101233';
/** 王庄镇, with 王庄村 and 洛城村. */
export const WANGZHUANG = '610525102000';
export const WANGZHUANG_VILLAGE = '610525102200';
export const LUOCHENG = '610525102202';

export const SEATS = {
  [COUNTY]: { lon: 109.93, lat: 35.19 },
  [FENGYUAN]: { lon: 109.85, lat: 35.36 },
  [FENGYUAN_VILLAGE]: { lon: 109.851, lat: 35.361 },
  [SHANHUA]: { lon: 109.88, lat: 35.33 },
  [WANGZHUANG]: { lon: 109.82, lat: 35.26 },
  [WANGZHUANG_VILLAGE]: { lon: 109.821, lat: 35.261 },
  [LUOCHENG]: { lon: 109.84, lat: 35.24 },
} as const satisfies Record<string, Point>;
