import { type KeyboardEvent, type RefObject, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../key-hint.tsx';
import { isComposing } from '../keys/chord.ts';
import { CommandPreview } from './command-preview.tsx';
import { emptyHistory, remember, walkHistory } from './line-history.ts';
import { type CommandOutcome, normalizeLine, type ParsedCommand } from './parse.ts';
import { SuggestionList } from './suggestion-list.tsx';

export interface CommandLineProps {
  /** Reads a normalised line; pure. */
  parse: (line: string) => ParsedCommand;
  /** Runs a line whose outcome is `ready`. Resolves when the server answered; a refusal keeps the line. */
  onRun: (line: string, parsed: ParsedCommand) => Promise<{ readonly refused?: string }>;
  /** Esc in an empty line. */
  onLeave: () => void;
  inputRef?: RefObject<HTMLInputElement | null>;
}

/**
 * The line at the bottom of the desk: what is typed, above it what was understood. Enter runs only
 * what was understood whole; while an input method composes, Enter and Esc are the input method's.
 */
export function CommandLine({ parse, onRun, onLeave, inputRef }: CommandLineProps) {
  const { t } = useTranslation('ui');
  const ids = { list: useId(), preview: useId() };
  const [line, setLine] = useState('');
  const [history, setHistory] = useState(emptyHistory);
  const [picked, setPicked] = useState<number | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [running, setRunning] = useState(false);
  const parsed = useMemo(() => parse(normalizeLine(line)), [parse, line]);
  const { suggestions, outcome } = parsed;
  const pickedId = picked === null ? undefined : suggestions[picked]?.id;

  const write = (next: string): void => {
    setLine(next);
    setPicked(null);
    setRefused(null);
  };
  const run = async (): Promise<void> => {
    const text = normalizeLine(line);
    setRunning(true);
    const answer = await onRun(text, parsed).finally(() => setRunning(false));
    if (answer.refused !== undefined) {
      setRefused(answer.refused);
      return;
    }
    setHistory((was) => remember(was, text));
    write('');
  };
  const enter = (): void => {
    const choice = picked === null ? undefined : suggestions[picked];
    if (choice !== undefined) write(choice.line);
    else if (outcome.kind === 'ready' && !running) void run();
    else if (outcome.kind === 'ambiguous') setPicked(0);
  };
  const walk = (step: -1 | 1): void => {
    if (picked !== null) {
      const next = picked + step;
      setPicked(next < 0 ? null : Math.min(next, suggestions.length - 1));
      return;
    }
    if (step === 1 && history.at === history.lines.length && suggestions.length > 0) {
      setPicked(0);
      return;
    }
    const walked = walkHistory(history, line, step);
    setHistory(walked.history);
    setLine(walked.line);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (isComposing(event.nativeEvent)) return;
    const first = suggestions[0];
    if (event.key === 'Enter' && !event.ctrlKey) enter();
    else if (event.key === 'ArrowUp') walk(-1);
    else if (event.key === 'ArrowDown') walk(1);
    else if (event.key === 'Tab' && !event.shiftKey && first !== undefined) write(first.line);
    else if (event.key === 'Escape') {
      if (picked !== null) setPicked(null);
      else if (line === '') onLeave();
      else write('');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const message = refused ?? hintOf(outcome);
  return (
    <section
      aria-label={t('command.label')}
      data-pane
      className="relative bg-bg-1 border border-control rounded-control"
    >
      {line === '' ? null : (
        <CommandPreview
          id={ids.preview}
          parsed={parsed}
          message={message}
          isError={refused !== null || outcome.kind === 'unknown' || outcome.kind === 'refused'}
        />
      )}
      {picked === null ? null : (
        <SuggestionList
          id={ids.list}
          suggestions={suggestions}
          picked={picked}
          onPick={(suggestion) => write(suggestion.line)}
        />
      )}
      <div className="flex items-center gap-3 min-h-command px-pad border-2 border-transparent rounded-control focus-within:border-focus bg-field">
        <span aria-hidden="true" className="text-ink-2">
          {'›'}
        </span>
        <input
          ref={inputRef}
          className="flex-1 min-w-0 bg-transparent text-row text-ink-1 outline-none shadow-none placeholder:text-ink-3"
          role="combobox"
          aria-label={t('command.label')}
          aria-expanded={picked !== null}
          aria-controls={ids.list}
          aria-describedby={line === '' ? undefined : ids.preview}
          aria-autocomplete="list"
          {...(pickedId === undefined ? {} : { 'aria-activedescendant': `${ids.list}-${pickedId}` })}
          aria-invalid={outcome.kind === 'unknown' || undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={t('command.prompt')}
          value={line}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <span className="flex items-center gap-3 text-meta text-ink-2 max-lg:hidden" aria-hidden="true">
          <span className={outcome.kind === 'ready' ? 'text-ink-1' : 'text-ink-3'}>
            <KeyHint keys="Enter" /> {t('command.run')}
          </span>
          <span>
            <KeyHint keys="↑" /> {t('command.history')}
          </span>
          <span>
            <KeyHint keys="Esc" /> {t('command.leave')}
          </span>
          <span>
            <KeyHint keys="F1" /> {t('command.grammar')}
          </span>
        </span>
      </div>
    </section>
  );
}

function hintOf(outcome: CommandOutcome): string | null {
  switch (outcome.kind) {
    case 'empty':
    case 'ready':
      return null;
    case 'incomplete':
    case 'ambiguous':
      return outcome.hint;
    case 'unknown':
    case 'refused':
      return outcome.message;
    default:
      return outcome satisfies never;
  }
}
