import { openIncidents } from '@sitong/shared/pillars/command/public.ts';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { causeWords } from '../../pillars/monitoring/selectors/cause-words.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { useClock } from '../../ui/clock/clock-context.tsx';
import { CommandLine } from '../../ui/command/command-line.tsx';
import type { ParsedCommand } from '../../ui/command/parse.ts';
import { useKeyAction } from '../../ui/keys/keys-context.tsx';
import { useConsole } from '../console-store.ts';
import { useSearchParam } from '../use-search-param.ts';
import type { ParseContext } from './command.ts';
import { commandAreas, commandWords } from './command-words.ts';
import { loadNames, namesOfCounty, useNames } from './names-store.ts';
import { parseLine } from './parse-line.ts';
import { useRunCommand } from './use-run-command.ts';

/** The command line of every console: `/` or Ctrl+K opens it, Esc gives the focus back. */
export function CommandBar() {
  const line = useConsole((state) => state.line);
  const world = useLive((live) => live.world);
  const open = (): void => useConsole.setState({ line: 'open' });
  // Ahead of the first line: a command typed at once must find its names.
  useEffect(() => void loadNames(world), [world]);
  useKeyAction({ id: 'line.slash', key: '/', labelKey: 'ui:keys.commandLine', run: open });
  useKeyAction({ id: 'line.open', key: 'Ctrl+K', labelKey: 'ui:keys.commandLine', run: open });
  return line === 'open' ? <OpenBar /> : null;
}

function OpenBar() {
  const { t, i18n } = useTranslation(commandAreas);
  const { t: causeT } = useTranslation(['monitoring', 'rescue']);
  const county = useCounty();
  const clock = useClock();
  const world = useLive((live) => live.world);
  const [alarm] = useSearchParam('alarm');
  const [incident] = useSearchParam('incident');
  const run = useRunCommand();
  const input = useRef<HTMLInputElement | null>(null);
  const known = useNames();
  const names = useMemo(() => (known.length > 0 ? known : namesOfCounty(county)), [known, county]);

  useEffect(() => {
    const before = document.activeElement;
    input.current?.focus();
    void loadNames(world);
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [world]);

  const contextNow = useCallback((): ParseContext => {
    const { state } = useLive.getState().replica;
    return {
      names,
      incidents: openIncidents(state.command),
      alarms: Object.values(state.monitoring.alarms),
      selected: { alarm, incident },
      nowMs: clock.now(),
    };
  }, [names, alarm, incident, clock]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another language is another telling
  const parse = useCallback(
    (text: string): ParsedCommand => {
      const context = contextNow();
      const { state } = useLive.getState().replica;
      return commandWords(parseLine(text, context), {
        t,
        state,
        nowMs: context.nowMs,
        alarmTitle: (id) => {
          const found = state.monitoring.alarms[id];
          return found === undefined ? '' : causeWords(found.cause, county, causeT).title;
        },
        placeOf: (code) => county.divisionName(`${code.slice(0, 9)}000`),
        teamDetail: (id) => {
          const row = county.teams.get(id);
          const status = state.rescue.teams[id]?.status ?? 'available';
          if (row === undefined) return '';
          return t('duty:line.team', {
            status: t(`rescue:teamStatus.${status}`),
            members: row.members,
            vehicles: row.vehicles,
          });
        },
      });
    },
    [contextNow, county, t, causeT, i18n.resolvedLanguage],
  );

  return (
    <div className="p-gutter pt-0">
      <CommandLine
        inputRef={input}
        parse={parse}
        onLeave={() => useConsole.setState({ line: 'closed' })}
        onRun={async (text) => {
          const { reading } = parseLine(text, contextNow());
          return reading.kind === 'ready' ? run(reading.command) : {};
        }}
      />
    </div>
  );
}
