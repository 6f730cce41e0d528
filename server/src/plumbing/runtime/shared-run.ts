/**
 * One run of a task at a time. Each caller gets a run that began after it asked: one that comes during a run waits for
 * the next, which all of them share. A burst of a hundred askers costs two runs, not a hundred.
 */
export class SharedRun {
  readonly #task: () => Promise<void>;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(task: () => Promise<void>) {
    this.#task = task;
  }

  /** Rejects as the task does. */
  run(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return this.#start();
    this.#next ??= running.then(
      () => this.#start(),
      () => this.#start(),
    );
    return this.#next;
  }

  /** When nothing runs and nothing waits any more; rejects as the last run does. */
  async settled(): Promise<void> {
    await this.#running;
    await this.#next;
  }

  #start(): Promise<void> {
    this.#next = undefined;
    const run = this.#task().finally(() => {
      this.#running = undefined;
    });
    this.#running = run;
    return run;
  }
}
