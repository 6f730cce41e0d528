import { newId } from '@sitong/shared/kernel/ids.ts';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { checkSignature } from '../../ingest/cap/signature.ts';
import { sign } from '../../ingest/cap/signing.testing.ts';
import { capXml } from '../../ingest/cap/testing.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();
const ingest = await test.token(['ingest']);

const IncomingSchema = z.object({
  warnings: z.array(z.object({ identifier: z.string(), signature: z.string() })),
});

async function signatureOf(identifier: string, xml: string): Promise<string | undefined> {
  const answer = await test.fetch('/api/ingest/cap', ingest, {
    method: 'POST',
    headers: { 'content-type': 'application/cap+xml' },
    body: xml,
  });
  expect(answer.ok).toBe(true);
  const { warnings } = IncomingSchema.parse(await test.get('/api/incoming-warnings', await test.session('duty')));
  return warnings.find((one) => one.identifier === identifier)?.signature;
}

it('a signature is intact until the bureau vouches for its key, then trusted, and invalid when a letter was changed', async () => {
  const signed = (identifier: string): string => sign(capXml({ identifier }));
  expect(await signatureOf('NONE', capXml({ identifier: 'NONE' }))).toBe('unsigned');
  expect(await signatureOf('BEFORE', signed('BEFORE'))).toBe('intact');
  const checked = checkSignature(Buffer.from(signed('BEFORE')), { trustedFingerprints: new Set(), nowMs: Date.now() });
  if (checked.outcome !== 'intact') throw new Error(checked.outcome);
  const answer = await test.fetch('/api/intents?world=live', await test.session('admin'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      commandId: newId(),
      intent: {
        type: 'SetPractice',
        values: { 'warning.trustedSigners': checked.fingerprint },
        reason: '已电话核对市气象局公钥指纹',
        sawVersion: 1,
      },
    }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
  expect(await signatureOf('AFTER', signed('AFTER'))).toBe('trusted');
  expect(await signatureOf('CHANGED', signed('CHANGED').replace('暴雨', '大风'))).toBe('invalid');
});
