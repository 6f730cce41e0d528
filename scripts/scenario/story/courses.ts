import type { Curve } from './curve.ts';

/** How hard it rains in the storm, as parts of the worst: one course for the whole county, its strength by place. */
export const RAIN_COURSE: Curve = [
  ['18:20', 0],
  ['18:40', 0.12],
  ['19:20', 0.3],
  ['19:50', 0.75],
  ['20:15', 1],
  ['20:40', 0.95],
  ['21:00', 0.55],
  ['21:20', 0.2],
  ['21:40', 0.03],
  ['21:45', 0],
];

/** Rain of the three hours up to 20:45, mm, where the story names it. */
export const RAIN_3H_MM: Readonly<Record<string, number>> = {
  's-rain-610525101206': 112.4,
  's-rain-610525102': 97.8,
  's-rain-610525101233': 88.6,
  's-rain-610525101': 62.2,
};
/** Elsewhere it falls off with the distance from here, and no other gauge reaches a mark. */
export const STORM_CENTRE = { lon: 109.83, lat: 35.345 };
export const STORM_RADIUS_M = 14_000;
export const ELSEWHERE_MOST_MM = 40;

/** Levels, m above the 1985 datum. */
export const LEVEL_COURSES: Readonly<Record<string, Curve>> = {
  's-lvl-shanhua': [
    ['18:30', 870.85],
    ['19:30', 871.2],
    ['19:50', 871.72],
    ['20:00', 872.05],
    ['20:12', 872.5],
    ['20:30', 873.0],
    ['20:45', 873.37],
    ['20:46', 873.41],
    ['20:47', 873.46],
    ['20:55', 873.7],
    ['21:10', 873.96],
    ['21:25', 874.02],
    ['21:45', 873.5],
    ['22:00', 872.7],
    ['22:12', 872.0],
    ['22:20', 871.6],
    ['22:30', 871.4],
  ],
  's-lvl-luochengqiao': [
    ['18:45', 717.35],
    ['19:35', 717.66],
    ['19:45', 717.74],
    ['20:15', 717.92],
    ['20:35', 718.15],
    ['20:40', 718.26],
    ['20:45', 718.36],
    ['21:00', 718.68],
    ['21:20', 718.98],
    ['21:40', 719.1],
    ['22:00', 718.85],
    ['22:15', 718.5],
    ['22:30', 718.2],
  ],
};

/** Movement of the slope behind 水洼, mm since it was set up. */
export const SLOPE_COURSES: Readonly<Record<string, Curve>> = {
  's-slope-landslide-001': [
    ['20:00', 12.2],
    ['20:10', 12.7],
    ['20:20', 13.7],
    ['20:25', 14.3],
    ['20:30', 15.0],
    ['20:40', 17.5],
    ['20:45', 18.4],
    ['21:00', 20.0],
    ['21:15', 21.2],
    ['21:25', 21.5],
    ['22:30', 21.6],
  ],
};

/** Gauges that send every minute once the water rises (加密报汛), and from when. */
export const EVERY_MINUTE: Readonly<Record<string, string>> = { 's-lvl-shanhua': '20:00' };

/** Seconds from measuring to arrival, where it is not the usual. */
export const ARRIVES_AFTER_S: Readonly<Record<string, number>> = { 's-lvl-luochengqiao': 44, 's-lvl-shanhua': 10 };
export const USUALLY_ARRIVES_AFTER_S = 20;
