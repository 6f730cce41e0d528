import { toTimestamp } from '@sitong/shared/kernel/time.ts';

export const identifierOf = (n: number): string => `61052541600000_flood_${String(n).padStart(4, '0')}`;

/** A warning of an observatory as it comes in; each is an alarm of its own. */
export function capAlert(n: number, colour: 'red' | 'orange'): string {
  const sent = toTimestamp(Date.now()).replace(/\.\d+/, '');
  const [severity, word] =
    colour === 'red' ? ['Extreme', '暴雨红色预警[I级/特别严重]'] : ['Severe', '暴雨橙色预警[II级/严重]'];
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifierOf(n)}</identifier>
<sender>Observatory_${n}</sender><sent>${sent}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Unknown</urgency>
<severity>${severity}</severity><certainty>Unknown</certainty><effective>${sent}</effective>
<headline>气象台发布${word}</headline><description>第 ${n} 份</description>
<area><areaDesc>澄城县</areaDesc><geocode><valueName>CPEAS Geographic Code</valueName><value>610525000000</value></geocode></area>
</info></alert>`;
}
