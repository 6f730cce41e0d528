import type { Page } from 'playwright-core';

/** The canvases of the map, bottom first: ground, what stands (deck.gl), what moves. */
export type MapDevice = 'ground' | 'deck' | 'marks';

declare global {
  interface Window {
    /** What gives each device back that was taken. */
    takenDevices?: WEBGL_lose_context[];
  }
}

/** Takes the graphics devices of a page's map away as a driver does that begins anew, and gives them back. */
export function mapDevices(page: Page) {
  return {
    takeAway: (which: MapDevice | 'all'): Promise<void> =>
      page.evaluate((wanted) => {
        const takers: WEBGL_lose_context[] = [];
        for (const canvas of document.querySelectorAll<HTMLCanvasElement>('[data-map] canvas')) {
          const kind = canvas.classList.contains('maplibregl-canvas')
            ? 'ground'
            : canvas.id === 'deckgl-overlay'
              ? 'deck'
              : 'marks';
          const taker = canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context');
          if ((wanted === 'all' || wanted === kind) && taker) takers.push(taker);
        }
        if (takers.length !== (wanted === 'all' ? 3 : 1)) throw new Error(`${takers.length} devices for ${wanted}`);
        window.takenDevices = takers;
        for (const taker of takers) taker.loseContext();
      }, which),
    giveBack: (): Promise<void> =>
      page.evaluate(() => {
        for (const taker of window.takenDevices ?? []) taker.restoreContext();
      }),
  };
}
