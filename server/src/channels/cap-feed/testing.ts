import type { OutgoingWarning } from './outgoing-warning.ts';
import { OutgoingWarningSchema } from './outgoing-warning.ts';

/** Factory for the tests of this room: a good orange rainstorm warning of 澄城县. */
export function outgoing(parts: Partial<OutgoingWarning> = {}): OutgoingWarning {
  return OutgoingWarningSchema.parse({
    identifier: '61052541600000_20260712161500',
    sender: 'chengcheng-emergency-bureau',
    sent: '2026-07-12T16:15:00.000+08:00',
    mode: 'exercise',
    msgType: 'Alert',
    references: [],
    category: 'Met',
    eventCode: '11B03',
    level: 2,
    urgency: 'Expected',
    certainty: 'Likely',
    effective: '2026-07-12T16:15:00+08:00',
    expires: '2026-07-12T22:15:00+08:00',
    zh: { event: '暴雨', headline: '澄城县应急管理局发布暴雨橙色预警[Ⅱ级/严重]', senderName: '澄城县应急管理局' },
    areas: [{ areaDesc: '冯原镇', divisions: ['610525101000'], polygons: [], circles: [] }],
    ...parts,
  });
}
