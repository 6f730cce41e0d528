import type { ComponentType } from 'react';

/**
 * A part of the page that is fetched after the first picture. Unlike `React.lazy`, one that could not be fetched in a
 * dead zone does not stay broken and takes nothing else with it: asked again, it tries again.
 */
export class LaterPart<P extends object> {
  readonly #load: () => Promise<ComponentType<P>>;
  #made: ComponentType<P> | undefined;
  #coming: Promise<void> | undefined;

  constructor(load: () => Promise<ComponentType<P>>) {
    this.#load = load;
  }

  get made(): ComponentType<P> | undefined {
    return this.#made;
  }

  /** Rejects when it cannot be had now. */
  fetch(): Promise<void> {
    this.#coming ??= this.#load().then(
      (part) => {
        this.#made = part;
      },
      (error: unknown) => {
        this.#coming = undefined;
        throw error;
      },
    );
    return this.#coming;
  }
}
