import { expect, it } from 'vitest';
import { parseConfig } from '../config.ts';
import { allowsOriginOf, contentSecurity } from './browser-security.ts';

it('the page policy under TLS is that of reliability §4, word for word', () => {
  const { contentSecurityPolicy: policy, strictTransportSecurity } = contentSecurity('on');
  if (policy === undefined || typeof policy === 'boolean') throw new Error('there is no page policy');
  const { defaultSrc, scriptSrc, workerSrc, connectSrc, imgSrc, objectSrc, frameAncestors } = policy.directives ?? {};
  expect({ defaultSrc, scriptSrc, workerSrc, connectSrc, imgSrc, objectSrc, frameAncestors }).toEqual({
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    workerSrc: ["'self'"],
    connectSrc: ["'self'", 'wss:'],
    imgSrc: ["'self'", 'data:', 'blob:'],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
  });
  expect(strictTransportSecurity).toEqual({ maxAge: 31_536_000 });
});

it('over plain http no browser is told to upgrade or to remember', () => {
  const { contentSecurityPolicy: policy, strictTransportSecurity } = contentSecurity('off');
  expect(strictTransportSecurity).toBe(false);
  expect(JSON.stringify(policy)).not.toContain('upgradeInsecureRequests');
});

it('a page comes from PUBLIC_URL or from the address it asked for, in scheme, host and port', () => {
  const parsed = parseConfig({ PUBLIC_URL: 'https://sitong.test' }, '/srv');
  if (parsed.kind === 'refused') throw new Error('refused');
  const allows = allowsOriginOf(parsed.config);
  expect(allows('https://sitong.test', '10.0.0.1:8080')).toBe(true);
  for (const origin of ['http://sitong.test', 'https://sitong.test:8443', 'https://evil.test', 'null', ''])
    expect([origin, allows(origin, '10.0.0.1:8080')]).toEqual([origin, false]);
  expect(allows('http://10.0.0.1:8080', '10.0.0.1:8080')).toBe(true);
});
