import { describe, expect, it } from 'vitest';
import { parseCap } from '../../ingest/cap/parse-cap.ts';
import { HandClock, issueWarning, orangeWarning } from '../../testing/released-warning.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const clock = new HandClock(Date.parse('2026-07-18T12:30:00Z'));
const test = await buildTestApp({ now: clock.now });

/** What a hostile hand may type into any field that goes out. */
const TYPED = {
  headline: '预警"><script>alert(1)</script><img src=x onerror=alert(2)>',
  text: "]]><x:evil/><!-- &lt;b&gt; --> '\" &amp; <![CDATA[ <!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]> &e;",
  instruction: '=HYPERLINK("http://x")\u202E javascript:alert(3)',
};

describe('a text that somebody typed comes back out as the text it is', () => {
  it('on the public page, in the feed and in the CAP message', async () => {
    await issueWarning(test.app, clock, orangeWarning(clock.now(), TYPED));
    const page = await (await fetch(`${test.url}/public`)).text();
    const feed = await (await fetch(`${test.url}/api/cap/feed.atom`)).text();
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    for (const out of [page, feed]) {
      expect(out).not.toMatch(/<script|<img src=x|<x:evil|<!DOCTYPE a|<!ENTITY/);
      expect(out).not.toMatch(/\s(?:href|src)="javascript:/i);
    }
    const link = /href="([^"]*\/api\/cap\/[^"]+\.xml)"/.exec(feed)?.[1] ?? '';
    const xml = new Uint8Array(await (await fetch(link)).arrayBuffer());
    const parsed = parseCap(xml, { profile: 'strict' });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed));
    const info = parsed.alerts[0]?.infos[0];
    expect(info?.headline).toBe(TYPED.headline);
    expect(info?.description).toContain(TYPED.text);
    expect(info?.instruction).toContain('=HYPERLINK("http://x")');
  });
});
