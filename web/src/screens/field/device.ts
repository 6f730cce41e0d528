/** What the dispatcher sees of the device that stored an order, at most 80 characters. */
export function deviceName(userAgent: string = navigator.userAgent): string {
  const system =
    /HarmonyOS|OpenHarmony/.exec(userAgent)?.[0] ??
    /Android [\d.]+/.exec(userAgent)?.[0] ??
    (/iPhone|iPad/.test(userAgent) ? 'iOS' : undefined) ??
    /Windows|Mac OS X|Linux/.exec(userAgent)?.[0] ??
    'phone';
  const model = /Android [\d.]+; ([^;)]+?)(?: Build|\))/.exec(userAgent)?.[1];
  const browser = /(MicroMessenger|HuaweiBrowser|Firefox|Edg|Chrome|Safari)\/[\d]+/.exec(userAgent)?.[0] ?? '';
  return [system, model === 'K' ? undefined : model, browser]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ')
    .slice(0, 80);
}

interface Battery {
  level: number;
}

/** Charge in percent where the browser tells it (Chromium does, Safari and Firefox do not). */
export async function batteryPct(): Promise<number | undefined> {
  const nav: Navigator & { getBattery?: () => Promise<Battery> } = navigator;
  const battery = await nav.getBattery?.().catch(() => undefined);
  return battery === undefined ? undefined : Math.round(battery.level * 100);
}
