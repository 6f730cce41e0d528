export interface PickedPhoto {
  id: string;
  bytes: ArrayBuffer;
  type: string;
}

export interface PhotosNow {
  photos: readonly PickedPhoto[];
  /** Pictures taken and not yet made small. */
  working: number;
  /** Of the newest lot one or more were no picture this browser reads. */
  trouble: 'none' | 'some_unread';
}

/** Photos of one report or note. */
export const MOST_PHOTOS_OF_ONE = 10;

export interface PhotoMaking {
  newId(): string;
  /** Rejects when the file is no picture. */
  reduce(file: Blob): Promise<{ bytes: ArrayBuffer; type: string }>;
}

/**
 * Photos on their way into a report. Making one small takes seconds on a slow phone, and the person may press send
 * before it is done: `settled` is what the press waits for, so that the report never goes without what was taken.
 */
export class PhotoStack {
  readonly #making: PhotoMaking;
  readonly #listeners = new Set<() => void>();
  #now: PhotosNow = { photos: [], working: 0, trouble: 'none' };
  #last: Promise<void> = Promise.resolve();

  constructor(making: PhotoMaking) {
    this.#making = making;
  }

  readonly current = (): PhotosNow => this.#now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes pictures in, one after the other: two at once are more than a small phone's memory bears. */
  take(files: readonly Blob[]): void {
    const { photos, working } = this.#now;
    const taken = files.slice(0, Math.max(0, MOST_PHOTOS_OF_ONE - photos.length - working));
    this.#tell({ working: working + taken.length, trouble: 'none' });
    for (const file of taken) this.#last = this.#last.then(() => this.#make(file));
  }

  remove(id: string): void {
    this.#tell({ photos: this.#now.photos.filter((photo) => photo.id !== id) });
  }

  /** All that was taken up to now, once it is small; never rejects. */
  async settled(): Promise<PhotosNow> {
    while (this.#now.working > 0) await this.#last;
    return this.#now;
  }

  async #make(file: Blob): Promise<void> {
    try {
      const made = { id: this.#making.newId(), ...(await this.#making.reduce(file)) };
      this.#tell({ photos: [...this.#now.photos, made], working: this.#now.working - 1 });
    } catch (error) {
      // One broken picture must not cost the others; the person is told.
      console.warn('a photo could not be read', error);
      this.#tell({ working: this.#now.working - 1, trouble: 'some_unread' });
    }
  }

  #tell(change: Partial<PhotosNow>): void {
    this.#now = { ...this.#now, ...change };
    for (const listener of this.#listeners) listener();
  }
}
