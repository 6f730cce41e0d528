import type { Words } from '../words.ts';
import type { release as zh } from '../zh-CN/release.ts';

export const release = {
  warningStatus: {
    draft: 'Draft',
    checked: 'Checked',
    returned: 'Returned',
    signed: 'Signed',
    issued: 'Issued',
    superseded: 'Superseded',
    cancelled: 'Cancelled',
    expired: 'Expired',
  },
  colour: {
    '1': 'Red warning · Ⅰ',
    '2': 'Orange warning · Ⅱ',
    '3': 'Yellow warning · Ⅲ',
    '4': 'Blue warning · Ⅳ',
  },
  fact: {
    delivered: 'Delivered',
    answered: 'Answered',
    understood: 'Understood',
    acting: 'Acting',
    done: 'Done',
  },
  channel: {
    sms: 'SMS',
    voice: 'Voice call',
    broadcast: 'Broadcast',
    app: 'App',
    screen: 'Screens',
    door: 'Door to door',
    cap_feed: 'CAP feed',
  },
  duty: {
    county_lead: 'County lead',
    town_secretary: 'Party secretary',
    town_mayor: 'Mayor',
    town_duty: 'Town duty',
    village_secretary: 'Village secretary',
    grid_worker: 'Grid worker',
    keeper: 'Keeper',
  },
  escalatedTo: {
    deputy: 'Deputy',
    superior: 'Superior',
    door: 'Door',
  },
  reportKind: {
    first: 'First report',
    update: 'Update',
    final: 'Final report',
  },
  reportStatus: {
    draft: 'Draft',
    checked: 'Checked',
    returned: 'Returned',
    signed: 'Signed',
    sent: 'Sent',
    received: 'Received',
  },
  simulated: 'Simulated',
  beingVerified: 'Being verified',
} as const satisfies Words<typeof zh>;
