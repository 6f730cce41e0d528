import type { KeptReport } from './figures.ts';
import { round } from './report.ts';

const BEGIN = '<!-- province: made by `pnpm bench --keep`, not typed -->';
const END = '<!-- /province -->';

/** What is asked of a province, by design of its size and not by measurement. */
const PROVINCE = { counties: 100, terminals: 100_000, screens: 5_000 };
const FIX_EVERY_S = 10;
/** reliability §3: storm 50 events/s; in every county at once, which no storm does. */
const STORM_EVENTS_PER_S = 50;
/** Of those, heads, warnings and reports: one in ten goes upward, many times what a drill of the demo storm tells. */
const UPWARD_PER_S = STORM_EVENTS_PER_S / 10;
const ASK_EVERY_S = 25;

/** A measured cost: `undefined` when that bench has no kept run. */
type Cost = number | undefined;

function costOf(reports: readonly KeptReport[], bench: string, figure: string): Cost {
  const row = reports.find((report) => report.bench === bench)?.rows.find((one) => one.figure.trim() === figure);
  return row?.value ?? undefined;
}

interface Line {
  what: string;
  from: string;
  of: (cost: number) => readonly [sum: string, total: string];
  cost: Cost;
}

const percent = (share: number): string => `${round(share * 100)} %`;

/** The arithmetic of a province, each line from one measured cost of one unit and the command that measures it. */
export function provinceTable(reports: readonly KeptReport[]): string {
  const { counties, terminals, screens } = PROVINCE;
  const perCounty = { terminals: terminals / counties, screens: screens / counties };
  const fixesPerS = perCounty.terminals / FIX_EVERY_S;
  const deliveredPerS = fixesPerS * perCounty.screens;
  const cost = (bench: string, figure: string): Cost => costOf(reports, bench, figure);
  const lines: readonly Line[] = [
    {
      what: `One county: ${perCounty.terminals.toLocaleString('en')} terminals, a fix every ${FIX_EVERY_S} s`,
      from: 'ingest',
      cost: cost('ingest', 'flat out: committed and answered'),
      of: (perS) => [
        `${fixesPerS}/s of ${round(perS)}/s that one door takes, stores and answers`,
        percent(fixesPerS / perS),
      ],
    },
    {
      what: `the same on its ${perCounty.screens} screens`,
      from: 'positions',
      cost: cost('positions', 'server CPU per delivered position'),
      of: (us) => [
        `${deliveredPerS.toLocaleString('en')} deliveries/s × ${round(us)} µs`,
        `${percent((deliveredPerS * us) / 1e6)} of a core`,
      ],
    },
    {
      what: 'on the wire to those screens',
      from: 'positions',
      cost: cost('positions', 'bytes per position on the wire'),
      of: (bytes) => [
        `${deliveredPerS.toLocaleString('en')} deliveries/s × ${round(bytes)} B`,
        `${round((deliveredPerS * bytes) / 1000)} kB/s`,
      ],
    },
    {
      what: `storm: ${STORM_EVENTS_PER_S} events/s decided, committed, sent to the screens`,
      from: 'nodes',
      cost: cost('nodes', 'CPU of a node for each event of the log'),
      of: (ms) => [
        `${STORM_EVENTS_PER_S}/s × ${round(ms)} ms`,
        `${percent((STORM_EVENTS_PER_S * ms) / 1000)} of a core`,
      ],
    },
    {
      what: `All ${counties} counties in that storm at once, as one sum`,
      from: 'nodes',
      cost: cost('nodes', 'CPU of a node for each event of the log'),
      of: (ms) => [
        `${counties} × ${STORM_EVENTS_PER_S}/s × ${round(ms)} ms`,
        `${round((counties * STORM_EVENTS_PER_S * ms) / 1000)} cores, beside their databases`,
      ],
    },
    {
      what: `Province: ${UPWARD_PER_S} items/s from each county in the storm`,
      from: 'federation',
      cost: cost('federation', 'CPU of the province for an item'),
      of: (us) => [
        `${counties} × ${UPWARD_PER_S}/s × ${round(us)} µs`,
        `${percent((counties * UPWARD_PER_S * us) / 1e6)} of a core`,
      ],
    },
    {
      what: 'and what it takes from the line',
      from: 'federation',
      cost: cost('federation', 'bytes of an item on the wire'),
      of: (bytes) => [
        `${counties} × ${UPWARD_PER_S}/s × ${round(bytes)} B`,
        `${round((counties * UPWARD_PER_S * bytes) / 1000)} kB/s`,
      ],
    },
    {
      what: `a quiet hour: ${counties} lines that ask once in ${ASK_EVERY_S} s`,
      from: 'federation',
      cost: cost('federation', 'CPU of the province for asking in vain'),
      of: (us) => [
        `${counties} ÷ ${ASK_EVERY_S} s × ${round(us)} µs`,
        `${percent(((counties / ASK_EVERY_S) * us) / 1e6)} of a core`,
      ],
    },
    {
      what: 'one county cut off for an hour of the storm, caught up',
      from: 'federation',
      cost: cost('federation', 'items caught up'),
      of: (perS) => [
        `${(UPWARD_PER_S * 3600).toLocaleString('en')} items ÷ ${round(perS)}/s`,
        `${round((UPWARD_PER_S * 3600) / perS)} s`,
      ],
    },
  ];
  const rows = lines.map(({ what, from, cost: measured, of }) => {
    const [sum, total] = measured === undefined ? ['not measured yet', ''] : of(measured);
    return `| ${what} | ${sum} | ${total} | \`pnpm bench ${from}\` |`;
  });
  return ['| Load | Arithmetic | Total | Cost of one unit by |', '|---|---|---|---|', ...rows].join('\n');
}

/** The README with the arithmetic made anew. Throws when the place for it is gone. */
export function withProvince(readme: string, table: string): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`README.md has no place for the province: ${BEGIN} … ${END}`);
  return `${readme.slice(0, from + BEGIN.length)}\n\n${table}\n\n${readme.slice(to)}`;
}
