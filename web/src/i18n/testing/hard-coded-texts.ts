import { parseSync } from 'vite';

const han = /\p{Script=Han}/u;

/** Attributes a person reads or hears. */
const spokenAttributes = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'description',
  'label',
  'placeholder',
  'title',
  'unit',
]);

/** Not words: units, key names, one identifier such as `LevelGlyph`. */
const allowed =
  /^(?:m|mm|cm|km|m²|m\/h|mm\/h|km\/h|ms|s|kB|MB|Enter|Esc|Tab|Home|End|Space|Ctrl|Shift|Alt|[A-Z][a-z]+(?:[A-Z][a-z]+)+)$/;

function isSentence(text: string): boolean {
  const trimmed = text.trim();
  if (han.test(trimmed)) return true;
  return /[A-Za-z]{2,}/.test(trimmed) && !allowed.test(trimmed);
}

type Node = { type: string } & Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/**
 * The texts of a `.tsx` source that a person would read and no translator would see: text between
 * tags, readable attributes, and hanzi in any literal. Comments are free. `pairedBy` names a function
 * that takes example content in both languages at once (`say(zh, en)` of the gallery).
 */
export function hardCodedTexts(source: string, pairedBy?: string): string[] {
  const found: string[] = [];
  const visit = (node: Node, spoken: boolean): void => {
    if (pairedBy !== undefined && isCallOf(node, pairedBy)) return;
    const text = textOf(node);
    if (text !== undefined && (spoken || node.type === 'JSXText' ? isSentence(text) : han.test(text))) {
      found.push(text.trim());
    }
    for (const [name, child] of Object.entries(node)) {
      // Types, import sources and className lists are for machines.
      if (name === 'source' || name === 'typeAnnotation' || name === 'typeArguments') continue;
      for (const part of Array.isArray(child) ? child : [child]) {
        if (isNode(part)) visit(part, spokenBelow(node, spoken));
      }
    }
  };
  visit(program(source), false);
  return found;
}

function program(source: string): Node {
  const parsed = parseSync('screen.tsx', source);
  const first = parsed.errors[0];
  if (first !== undefined) throw new SyntaxError(first.message);
  const root: unknown = parsed.program;
  if (!isNode(root)) throw new SyntaxError('The parser returned no program');
  return root;
}

/** A call `name(zh, en)`: anything with one text only is no pair. */
function isCallOf(node: Node, name: string): boolean {
  const { callee, arguments: given } = node;
  return (
    node.type === 'CallExpression' &&
    isNode(callee) &&
    callee['name'] === name &&
    Array.isArray(given) &&
    given.length === 2
  );
}

/** Inside a readable attribute every literal counts, until an expression calls something (`t('…')`) or compares. */
function spokenBelow(node: Node, spoken: boolean): boolean {
  if (['CallExpression', 'BinaryExpression', 'JSXElement'].includes(node.type)) return false;
  if (node.type !== 'JSXAttribute') return spoken;
  const name = isNode(node['name']) ? node['name']['name'] : undefined;
  return typeof name === 'string' && spokenAttributes.has(name);
}

function textOf(node: Node): string | undefined {
  const value = node['value'];
  if (node.type === 'JSXText' || node.type === 'Literal') return typeof value === 'string' ? value : undefined;
  if (node.type !== 'TemplateElement' || typeof value !== 'object' || value === null) return undefined;
  return 'cooked' in value && typeof value.cooked === 'string' ? value.cooked : undefined;
}
