import { z } from 'zod';
import type { IssueLog } from './issues.ts';
import { clip } from './issues.ts';
import type { CapPair } from './model.ts';
import { cleanText, hasBidi } from './text.ts';
import { readTime } from './times.ts';
import { DSIG_NAMESPACE, MAX_COUNT, PAIR_ORDER } from './vocabulary.ts';
import type { XmlElement } from './xml-reader.ts';
import { pathOf } from './xml-reader.ts';

const REPEATABLE: ReadonlyMap<string, number> = new Map(Object.entries(MAX_COUNT));

/**
 * The element's children by name, after the checks every CAP element needs: known names in the
 * CAP namespace, the schema's order, no doubles, no text between.
 */
export class Fields {
  readonly element: XmlElement;
  readonly log: IssueLog;
  readonly #byName = new Map<string, XmlElement[]>();

  constructor(element: XmlElement, order: readonly string[], log: IssueLog) {
    this.element = element;
    this.log = log;
    let reached = 0;
    for (const child of element.children) {
      if (child.uri === DSIG_NAMESPACE) continue;
      const rank = child.uri === element.uri ? order.indexOf(child.name) : -1;
      const path = pathOf(child);
      if (rank < 0) {
        const wrong = `<${clip(child.name)}> in namespace "${clip(child.uri)}" does not belong here`;
        log.lenient('element_unknown', path, wrong, 'left out');
        continue;
      }
      if (rank < reached) {
        log.lenient('element_order', path, `<${child.name}> must stand before <${order[reached]}>`, 'read');
      }
      reached = Math.max(reached, rank);
      const same = this.#byName.get(child.name);
      if (same === undefined) this.#byName.set(child.name, [child]);
      else same.push(child);
    }
    if (element.text.trim() !== '') {
      log.error(
        { code: 'text_unexpected', facts: { value: clip(element.text.trim()) } },
        pathOf(element),
        `text "${clip(element.text.trim())}" stands between elements; remove it`,
      );
    }
    for (const [name, same] of this.#byName) this.#checkCount(name, same);
  }

  #checkCount(name: string, same: XmlElement[]): void {
    const most = REPEATABLE.get(name) ?? 1;
    if (same.length <= most) return;
    const path = pathOf(same[most] ?? this.element);
    if (
      name === 'instruction' &&
      this.log.lenient('instruction_repeated', path, 'more than one <instruction>', 'joined')
    )
      return;
    if (name !== 'instruction')
      this.log.error(
        { code: 'too_many', facts: { most } },
        path,
        `<${name}> may stand here at most ${most} times, not ${same.length}`,
      );
    same.length = most;
  }

  all(name: string): readonly XmlElement[] {
    return this.#byName.get(name) ?? [];
  }

  first(name: string): XmlElement | undefined {
    return this.all(name)[0];
  }

  path(name: string): string {
    const child = this.first(name);
    return child === undefined ? pathOf(this.element, name) : pathOf(child);
  }

  /** Text for people; empty counts as absent. */
  text(name: string, max: number): string | undefined {
    const parts = this.all(name).map((child) => leafText(child, max, this.log));
    const joined = parts.filter((part) => part !== '').join('\n');
    return joined === '' ? undefined : joined;
  }

  requiredText(name: string, max: number): string | null {
    const value = this.text(name, max);
    if (value !== undefined) return value;
    this.#missing(name);
    return null;
  }

  #missing(name: string): void {
    const state = this.first(name) === undefined ? 'missing' : 'empty';
    this.log.error(
      { code: `element_${state}`, facts: { name } },
      this.path(name),
      `required element <${name}> is ${state}; add it`,
    );
  }

  /** A word out of a closed list. `renamed` may turn a sender's word into ours under a leniency of its own. */
  word<T extends string>(name: string, words: readonly T[], renamed?: (raw: string) => T | null): T | null {
    const child = this.first(name);
    if (child !== undefined) return this.wordOf(child, words, renamed);
    this.#missing(name);
    return null;
  }

  wordOf<T extends string>(child: XmlElement, words: readonly T[], renamed?: (raw: string) => T | null): T | null {
    const path = pathOf(child);
    const raw = child.text;
    const found = z.enum(words).safeParse(raw.trim());
    if (child.children.length === 0 && found.success) {
      if (raw === raw.trim()) return found.data;
      return this.log.lenient('whitespace_around', path, 'white space stands around the value', 'removed')
        ? found.data
        : null;
    }
    const other = renamed?.(raw.trim()) ?? null;
    if (other !== null) return other;
    this.log.error(
      { code: 'value_invalid', facts: { name: child.name, value: clip(raw), allowed: words.join(', ') } },
      path,
      `"${clip(raw)}" is not allowed in <${child.name}>; use one of ${words.join(', ')}`,
    );
    return null;
  }

  words<T extends string>(name: string, words: readonly T[]): T[] {
    const values: T[] = [];
    for (const child of this.all(name)) {
      if (this.#skipEmpty(child)) continue;
      const value = this.wordOf(child, words);
      if (value !== null) values.push(value);
    }
    return values;
  }

  #skipEmpty(child: XmlElement): boolean {
    if (child.children.length > 0 || child.text.trim() !== '') return false;
    this.log.lenient('optional_empty', pathOf(child), `<${child.name}> is empty`, 'left out');
    return true;
  }

  requiredTime(name: string): string | null {
    const child = this.first(name);
    if (child !== undefined && child.text.trim() !== '') return readTime(child.text, pathOf(child), this.log);
    this.#missing(name);
    return null;
  }

  time(name: string): string | undefined {
    const child = this.first(name);
    if (child === undefined || this.#skipEmpty(child)) return undefined;
    return readTime(child.text, pathOf(child), this.log) ?? undefined;
  }

  number(name: string): number | undefined {
    const child = this.first(name);
    if (child === undefined || this.#skipEmpty(child)) return undefined;
    const raw = child.text.trim();
    if (/^[+-]?\d{1,9}(\.\d{0,9})?$/.test(raw)) return Number(raw);
    this.log.error(
      { code: 'number_invalid', facts: { value: clip(raw) } },
      pathOf(child),
      `"${clip(raw)}" is not a number`,
    );
    return undefined;
  }

  pairs(name: string): CapPair[] {
    return this.all(name).flatMap((child) => {
      const fields = new Fields(child, PAIR_ORDER, this.log);
      const valueName = fields.requiredText('valueName', 1000);
      if (fields.first('value') === undefined) fields.#missing('value');
      return valueName === null ? [] : [{ valueName, value: fields.text('value', 20_000) ?? '' }];
    });
  }
}

/** An element that holds text only, cleaned for people. */
export function leafText(element: XmlElement, max: number, log: IssueLog): string {
  const path = pathOf(element);
  if (element.children.length > 0) {
    const reason = { code: 'element_unexpected', facts: { name: clip(element.name) } } as const;
    log.error(reason, path, `<${clip(element.name)}> holds text only; move its child elements out`);
    return '';
  }
  if (hasBidi(element.text)) {
    log.note({ code: 'bidi_removed', path, message: 'characters that turn the reading direction were removed' });
  }
  let text = cleanText(element.text);
  if (log.allows('double_escaped') && /&(amp|lt|gt|quot|apos);/.test(text)) {
    text = unescapeOnce(text);
    log.lenient('double_escaped', path, 'characters are escaped twice', 'unescaped once more');
  }
  if (text.length > max) {
    log.error(
      { code: 'text_too_long', facts: { name: clip(element.name), count: text.length, most: max } },
      path,
      `<${clip(element.name)}> has ${text.length} characters, at most ${max} are read; shorten it`,
    );
    return '';
  }
  return text;
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
]);

function unescapeOnce(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => NAMED.get(entity) ?? entity);
}
