import { describe, expect, it } from 'vitest';
import { MOST_PHOTOS_OF_ONE, PhotoStack } from './photo-stack.ts';

/** A phone that makes pictures small only when told to. */
function slowPhone() {
  const steps: { done: () => void; fail: () => void }[] = [];
  let made = 0;
  const stack = new PhotoStack({
    newId: () => {
      made += 1;
      return `photo-${made}`;
    },
    reduce: () =>
      new Promise((done, failed) => {
        steps.push({
          done: () => done({ bytes: new ArrayBuffer(8), type: 'image/jpeg' }),
          fail: () => failed(new Error('no picture')),
        });
      }),
  });
  const next = async (how: 'done' | 'fail'): Promise<void> => {
    await expect.poll(() => steps.length).toBeGreaterThan(0);
    steps.shift()?.[how]();
  };
  return { stack, next };
}
const file = (): Blob => new Blob(['x']);

describe('photos of a report on a slow phone', () => {
  it('a press on send waits for the picture just taken', async () => {
    const { stack, next } = slowPhone();
    stack.take([file()]);
    const settled = stack.settled();
    expect(stack.current()).toMatchObject({ photos: [], working: 1 });
    await next('done');
    expect((await settled).photos).toHaveLength(1);
  });

  it('a picture taken while another is made, or one removed meanwhile, costs none of the others', async () => {
    const { stack, next } = slowPhone();
    stack.take([file()]);
    await next('done');
    await expect.poll(() => stack.current().photos.length).toBe(1);
    stack.take([file(), file()]);
    stack.remove(stack.current().photos[0]?.id ?? '');
    stack.take([file()]);
    const settled = stack.settled();
    for (let i = 0; i < 3; i++) await next('done');
    expect((await settled).photos.map(({ id }) => id)).toHaveLength(3);
    expect(new Set(stack.current().photos.map(({ id }) => id)).size).toBe(3);
  });

  it('what cannot be read is left out and said, and the rest goes', async () => {
    const { stack, next } = slowPhone();
    stack.take([file(), file()]);
    const settled = stack.settled();
    await next('fail');
    await next('done');
    const { photos, working, trouble } = await settled;
    expect([photos.length, working, trouble]).toEqual([1, 0, 'some_unread']);
  });

  it('takes no more than one report may carry', async () => {
    const { stack, next } = slowPhone();
    stack.take(Array.from({ length: MOST_PHOTOS_OF_ONE + 5 }, file));
    expect(stack.current().working).toBe(MOST_PHOTOS_OF_ONE);
    stack.take([file()]);
    const settled = stack.settled();
    for (let i = 0; i < MOST_PHOTOS_OF_ONE; i++) await next('done');
    expect((await settled).photos).toHaveLength(MOST_PHOTOS_OF_ONE);
  });
});
