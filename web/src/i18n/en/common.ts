import type { Words } from '../words.ts';
import type { common as zh } from '../zh-CN/common.ts';

export const common = {
  system: 'Emergency Command Console',
  systemShort: 'Sitong',
  screen: {
    signin: 'Sign in',
    wall: 'Wall',
    duty: 'Duty',
    dispatch: 'Dispatch',
    incidents: 'Incidents',
    incident: 'Incident',
    warnings: 'Warnings',
    reports: 'Reports',
    resources: 'Resources',
    hazards: 'Hazards',
    roster: 'Roster',
    drills: 'Drills and replay',
    admin: 'Admin',
    field: 'Field',
    gallery: 'Gallery',
  },
  notBuiltYet: 'This screen is not finished yet.',
  notFound: {
    title: 'No such page',
    body: 'There is nothing at {{path}}.',
    home: 'Back to the duty screen',
  },
  broken: {
    title: 'This screen failed',
    body: 'This screen could not be drawn; the others still work. Nothing already received was lost.',
    retry: 'Open again',
  },
  surface: { label: 'Surface', desk: 'Desk', wall: 'Wall', phone: 'Phone' },
  console: '{{county}} emergency command console',
  refused: 'Not done',
  seat: 'Seat {{name}}',
  gate: {
    loading: 'Connecting and fetching the present situation…',
    unreachable: 'The server cannot be reached. Check the network; the page tries again by itself.',
    denied: 'This screen needs the role {{roles}}.',
    ended: 'The connection has ended ({{reason}}). Please sign in again.',
    over: {
      ended: 'This drill has ended; the screen is no longer updated.',
      world_unknown: 'There is no such drill, or it ended long ago.',
      not_allowed: 'This account may not enter this drill.',
      toLive: 'Back to live',
    },
    county: 'The county data could not be fetched ({{reason}}). Please reload the page.',
  },
  language: { label: 'Language', zh: '中文', en: 'English' },
} as const satisfies Words<typeof zh>;
