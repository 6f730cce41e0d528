import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../plumbing/session/session-store.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/feedback/dialog.tsx';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { formatTime } from '../../../ui/format/time.ts';
import { codeOf } from '../query-state.ts';
import { type Bookmark, useBookmarkActs } from './bookmarks.ts';

const LONGEST = 200;
const MAY_TIDY: readonly string[] = ['duty_leader', 'commander', 'admin'];

export interface BookmarksDialogProps {
  readonly world: WorldId;
  /** World time of the moment that a new one stands on. */
  readonly atMs: number;
  readonly bookmarks: readonly Bookmark[];
  readonly onGo: (atMs: number) => void;
  readonly onClose: () => void;
}

/** One note on this moment, and all there are: seen by everyone who looks back. */
export function BookmarksDialog({ world, atMs, bookmarks, onGo, onClose }: BookmarksDialogProps) {
  const { t } = useTranslation(['drill', 'refusals']);
  const { set, remove } = useBookmarkActs(world);
  const { person, roles } = useSession();
  const leads = roles.some((role) => MAY_TIDY.includes(role));
  const [text, setText] = useState('');
  const [sending, setSending] = useState<'no' | 'yes'>('no');
  const act = async (what: () => Promise<void>): Promise<void> => {
    setSending('yes');
    try {
      await what();
    } catch (error) {
      // What was typed stays in the field.
      showNotice({
        kind: 'refused',
        title: t('drill:replay.note.failed'),
        detail: t('refusals:unknown', { code: codeOf(error) }),
      });
    }
    setSending('no');
  };
  const save = (): Promise<void> =>
    act(async () => {
      await set({ atMs, text: text.trim() });
      setText('');
    });
  const wordless = text.trim() === '' ? t('drill:replay.note.wordless') : undefined;
  return (
    <Dialog open onClose={onClose} title={t('drill:replay.note.title', { at: formatTime(atMs) })}>
      <div className="grid gap-4">
        <form
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-3 items-end"
          onSubmit={(event) => {
            event.preventDefault();
            if (wordless === undefined && sending === 'no') void save();
          }}
        >
          <TextField
            label={t('drill:replay.note.text')}
            value={text}
            onChange={setText}
            maxLength={LONGEST}
            autoFocus
          />
          <Button
            type="submit"
            kind="primary"
            disabledReason={wordless}
            pending={sending === 'yes'}
            onPress={() => undefined}
          >
            {t('drill:replay.bookmark')}
          </Button>
        </form>
        <p className="m-0 text-meta text-ink-2">{t('drill:replay.note.how')}</p>
        {bookmarks.length === 0 ? (
          <p className="m-0 text-ink-2">{t('drill:replay.note.none')}</p>
        ) : (
          <ul className="m-0 p-0 list-none grid" aria-label={t('drill:replay.note.all')}>
            {bookmarks.map((one) => (
              <li
                key={one.id}
                className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-3 border-t border-row-line py-2"
              >
                <Button onPress={() => onGo(one.atMs)} label={t('drill:replay.note.go', { at: formatTime(one.atMs) })}>
                  {formatTime(one.atMs)}
                </Button>
                <span className="min-w-0 break-words">
                  {one.text} <span className="text-meta text-ink-3 whitespace-nowrap">{one.by}</span>
                </span>
                <Button
                  disabledReason={one.author === person || leads ? undefined : t('drill:replay.note.notYours')}
                  onPress={() => void act(() => remove(one.id))}
                >
                  {t('drill:replay.note.remove')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
