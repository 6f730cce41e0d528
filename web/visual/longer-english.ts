import type { BrowserContext } from 'playwright-core';

/**
 * A text 1.4 times as long by its letters (ux.md §8): each word of four letters or more grows by its own beginning and
 * takes along what the short words before it owe, so that words stay about as wide as real ones. Units (h, km, min),
 * numbers and what is filled in (`{{name}}`) stay. This function is also sent to the browser as it stands: it may use
 * nothing outside itself.
 */
export function longer(text: string): string {
  let owed = 0;
  return text
    .split(/(\{\{[^}]*\}\})/)
    .map((part) =>
      part.startsWith('{{')
        ? part
        : part.replace(/[A-Za-z’]+/g, (word) => {
            owed += word.length * 0.4;
            if (word.length < 4) return word;
            const more = Math.round(owed);
            owed -= more;
            return (
              word +
              word
                .toLowerCase()
                .repeat(Math.ceil(more / word.length))
                .slice(0, more)
            );
          }),
    )
    .join('');
}

/** Pages of this context get every English text longer; the product itself knows nothing of it. */
export async function speakLonger(context: BrowserContext): Promise<void> {
  // The file of all English words; the one of the same name with a question mark behind it is the real one.
  await context.route(/\/assets\/all-[^/?]+\.js$/, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `import { en as words } from '${new URL(route.request().url()).pathname}?short';
const longer = ${longer.toString()};
const all = (value) => typeof value === 'string' ? longer(value)
  : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, all(inner)]));
export const en = all(words);`,
    }),
  );
}
