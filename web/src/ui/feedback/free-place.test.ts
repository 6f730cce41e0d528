import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, freePlace } from './free-place.ts';

const room: Box = { left: 8, top: 64, right: 1432, bottom: 860 };
const notice = { width: 416, height: 60 };

const covers = (place: { left: number; top: number }, box: Box): boolean =>
  place.left < box.right &&
  place.left + notice.width > box.left &&
  place.top < box.bottom &&
  place.top + notice.height > box.top;

describe('where a notice stands', () => {
  it('stands at the lower right where nothing is pressed', () => {
    expect(freePlace(notice, room, [])).toEqual({ left: 1432 - 416, top: 860 - 60 });
  });

  it('moves up over the buttons of the pane at the lower right', () => {
    const buttons: Box[] = [{ left: 1030, top: 800, right: 1130, bottom: 836 }];
    const place = freePlace(notice, room, buttons);
    expect(place.left).toBe(1016);
    expect(place.top + notice.height).toBeLessThanOrEqual(800);
  });

  it('leaves an open sheet free, not only its buttons', () => {
    const sheet: Box = { left: 896, top: 0, right: 1440, bottom: 900 };
    const place = freePlace(notice, room, [{ left: 1200, top: 840, right: 1300, bottom: 876 }], [sheet]);
    expect(place.left + notice.width).toBeLessThanOrEqual(sheet.left);
  });

  it('covers a part of the sheet before it covers a button, where the sheet is as wide as the window', () => {
    const phone: Box = { left: 8, top: 48, right: 382, bottom: 836 };
    const sheet: Box = { left: 0, top: 40, right: 390, bottom: 844 };
    const button: Box = { left: 16, top: 760, right: 374, bottom: 830 };
    const place = freePlace({ width: 374, height: 60 }, phone, [button], [sheet]);
    expect(place.top + 60).toBeLessThanOrEqual(button.top);
  });

  it('covers no button as long as one place in its columns is free', () => {
    const box = fc
      .record({
        left: fc.integer({ min: 0, max: 1400 }),
        top: fc.integer({ min: 60, max: 860 }),
        width: fc.integer({ min: 24, max: 200 }),
        height: fc.integer({ min: 24, max: 60 }),
      })
      .map(({ left, top, width, height }): Box => ({ left, top, right: left + width, bottom: top + height }));
    fc.assert(
      // The upper half of the left column is kept free.
      fc.property(fc.array(box, { maxLength: 60 }), (boxes) => {
        const pressed = boxes.filter(({ left, top }) => left > 430 || top > 400);
        const place = freePlace(notice, room, pressed);
        expect(pressed.some((one) => covers(place, one))).toBe(false);
      }),
    );
  });

  it('stays within the room, also when it is larger than the room', () => {
    expect(freePlace({ width: 2000, height: 2000 }, room, [])).toEqual({ left: 8, top: 64 });
  });
});
