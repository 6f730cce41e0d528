import { toTimestamp } from '@sitong/shared/kernel/time.ts';

const COLOURS = {
  red: ['Extreme', '暴雨红色预警[I级/特别严重]'],
  orange: ['Severe', '暴雨橙色预警[II级/严重]'],
  yellow: ['Moderate', '暴雨黄色预警[III级/较重]'],
} as const;

export const identifierOf = (n: number): string => `61052541600000_flood_${String(n).padStart(4, '0')}`;

/** A warning of an observatory as it comes in; each is an alarm of its own. */
export function capAlert(n: number, colour: keyof typeof COLOURS, sentMs = Date.now()): string {
  const sent = toTimestamp(sentMs).replace(/\.\d+/, '');
  const [severity, word] = COLOURS[colour];
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifierOf(n)}</identifier>
<sender>Observatory_${n}</sender><sent>${sent}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Unknown</urgency>
<severity>${severity}</severity><certainty>Unknown</certainty><effective>${sent}</effective>
<headline>气象台发布${word}</headline><description>第 ${n} 份</description>
<area><areaDesc>澄城县</areaDesc><geocode><valueName>CPEAS Geographic Code</valueName><value>610525000000</value></geocode></area>
</info></alert>`;
}

/** Sends it as the observatory's gateway does; rejects with the server's answer when it was not taken. */
export async function sendAlert(
  url: string,
  token: string,
  n: number,
  colour: keyof typeof COLOURS,
  sentMs = Date.now(),
): Promise<void> {
  const answer = await fetch(`${url}/api/ingest/cap`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cap+xml' },
    body: capAlert(n, colour, sentMs),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text.slice(0, 120)}`);
}
