/** Binary heap of (key, id) in typed arrays; smallest key first, ties by id so that order is fixed. */
export class MinHeap {
  private keys: Float64Array;
  private ids: Int32Array;
  private count = 0;

  constructor(capacity = 1024) {
    this.keys = new Float64Array(capacity);
    this.ids = new Int32Array(capacity);
  }

  get size(): number {
    return this.count;
  }

  clear(): void {
    this.count = 0;
  }

  get topKey(): number {
    return this.keys[0]!;
  }

  push(key: number, id: number): void {
    if (this.count === this.keys.length) this.grow();
    const keys = this.keys;
    const ids = this.ids;
    let at = this.count++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const k = keys[parent]!;
      if (k < key || (k === key && ids[parent]! <= id)) break;
      keys[at] = k;
      ids[at] = ids[parent]!;
      at = parent;
    }
    keys[at] = key;
    ids[at] = id;
  }

  /** Removes the smallest; its key is read from `topKey` beforehand. */
  pop(): number {
    const keys = this.keys;
    const ids = this.ids;
    const top = ids[0]!;
    const n = --this.count;
    const key = keys[n]!;
    const id = ids[n]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= n) break;
      const right = child + 1;
      if (right < n && (keys[right]! < keys[child]! || (keys[right] === keys[child] && ids[right]! < ids[child]!)))
        child = right;
      const k = keys[child]!;
      if (key < k || (key === k && id <= ids[child]!)) break;
      keys[at] = k;
      ids[at] = ids[child]!;
      at = child;
    }
    keys[at] = key;
    ids[at] = id;
    return top;
  }

  private grow(): void {
    const keys = new Float64Array(this.keys.length * 2);
    const ids = new Int32Array(this.ids.length * 2);
    keys.set(this.keys);
    ids.set(this.ids);
    this.keys = keys;
    this.ids = ids;
  }
}
