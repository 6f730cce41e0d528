import { describe, expect, it } from 'vitest';
import { deviceName } from './device.ts';

describe('the name of a device in the order ladder', () => {
  it.each([
    [
      'Mozilla/5.0 (Linux; Android 14; HUAWEI Mate60 Build/X) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36',
      'Android 14 · HUAWEI Mate60 · Chrome/126',
    ],
    ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile', 'Android 10 · Chrome/126'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Version/17.4 Safari/604.1', 'iOS · Safari/604'],
    ['', 'phone'],
  ])('reads %s', (agent, name) => {
    expect(deviceName(agent)).toBe(name);
  });
  it('is never longer than the ladder takes', () => {
    expect(deviceName(`Android 14; ${'x'.repeat(300)} Build`).length).toBeLessThanOrEqual(80);
  });
});
