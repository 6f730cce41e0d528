import type { DraftForm } from './draft-form.ts';

/** Where a draft that was never saved was begun: the parts of the address that begin it again. */
export interface DraftAddress {
  readonly draft: string;
  readonly incident?: string | undefined;
  readonly alarm?: string | undefined;
  readonly replaces?: string | undefined;
}

interface Unsaved {
  readonly form: DraftForm;
  /** Absent for a draft that the server knows. */
  readonly begun: DraftAddress | undefined;
}

/** More than anybody writes at once; the oldest goes. */
const MOST = 20;

/** Words written and not saved, by warning: who looks at another warning meanwhile finds them again. */
export class UnsavedDrafts {
  readonly #byId = new Map<string, Unsaved>();

  keep(id: string, form: DraftForm, begun: DraftAddress | undefined): void {
    this.#byId.delete(id);
    this.#byId.set(id, { form, begun });
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > MOST && oldest !== undefined) this.#byId.delete(oldest);
  }

  drop(id: string): void {
    this.#byId.delete(id);
  }

  formOf(id: string): DraftForm | undefined {
    return this.#byId.get(id)?.form;
  }

  /** The draft already begun from the same source. */
  idOf(address: DraftAddress): string | undefined {
    for (const [id, { begun }] of this.#byId) if (begun !== undefined && keyOf(begun) === keyOf(address)) return id;
    return undefined;
  }

  /** The newest that the server does not know yet. */
  newest(): { readonly id: string; readonly form: DraftForm; readonly begun: DraftAddress } | undefined {
    for (const [id, { form, begun }] of [...this.#byId].reverse()) if (begun !== undefined) return { id, form, begun };
    return undefined;
  }
}

/** Two addresses with one key begin the same draft. */
export function keyOf({ draft, incident, alarm, replaces }: DraftAddress): string {
  return [draft, incident, alarm, replaces].map((part) => part ?? '').join(' ');
}
