import type { SmallMatter } from './earlier.ts';

/** 王庄镇 3 村. */
export const VILLAGES_WARNED = ['610525102206', '610525102202', '610525102212'];

/** What an ordinary month brings, by time. */
export const MATTERS: readonly SmallMatter[] = [
  {
    reported: '2026-06-12 14:20:00',
    ended: '2026-06-12 16:05:00',
    hazard: 'traffic',
    title: '货车侧翻 G108',
    place: { point: { lon: 109.9412, lat: 35.1711 }, division: '610525001000', name: '城关街道 G108 南环口' },
    text: '一辆货车侧翻，占用一条车道，无人受伤。',
    summary: '车辆移走，道路恢复双向通行。',
  },
  {
    reported: '2026-07-02 19:12:00',
    ended: '2026-07-02 20:40:00',
    hazard: 'fire',
    title: '柴垛起火 洛城村',
    place: { point: { lon: 109.9634, lat: 35.2881 }, division: '610525102202', name: '王庄镇洛城村' },
    text: '村口柴垛起火，已扑灭明火。',
    summary: '明火扑灭，余烬清理完毕，无人受伤。',
  },
  {
    reported: '2026-07-06 09:10:00',
    ended: '2026-07-06 11:51:00',
    hazard: 'subsidence',
    title: '道路塌陷 X305',
    place: { point: { lon: 109.8066, lat: 35.1953 }, division: '610525103000', name: '尧头镇 X305' },
    text: 'X305 路肩塌陷长约 4 米，已放置警示。',
    summary: '路肩回填，限速通行，路政三日内复查。',
    orders: [
      {
        at: '2026-07-06 09:18:40',
        done: '2026-07-06 11:36:00',
        team: 'team-road-1',
        task: 'X305 塌陷段围挡、回填',
        result: '回填完毕，恢复单向通行',
        acceptS: 31,
      },
    ],
  },
  {
    reported: '2026-07-16 15:02:00',
    ended: '2026-07-16 19:05:00',
    hazard: 'landslide',
    title: '边坡落石 水洼村',
    place: { point: { lon: 109.9745, lat: 35.3205 }, division: '610525102206', name: '王庄镇水洼村后沟' },
    text: '后沟便道有少量落石，无人员受影响。',
    summary: '落石清理，裂缝复测无变化，便道恢复通行。',
    orders: [
      {
        at: '2026-07-16 15:12:05',
        done: '2026-07-16 16:48:00',
        team: 'team-road-1',
        task: '水洼村后沟便道清理落石',
        result: '落石清理完毕',
        acceptS: 36,
      },
      {
        at: '2026-07-16 15:40:20',
        done: '2026-07-16 18:41:00',
        team: 'team-wangzhuang-1',
        task: '水洼村后沟裂缝复测',
        result: '三处裂缝与上月相同',
        acceptS: 29,
      },
    ],
  },
];
