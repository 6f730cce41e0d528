import type { Report } from '@sitong/shared/pillars/release/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../plumbing/http/api.ts';
import { fetchFile, saveFile } from '../../plumbing/http/save-file.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { Button } from '../../ui/button.tsx';
import { showNotice } from '../../ui/feedback/toast.tsx';

/** The report as a Word file, as the log holds it: what is typed and not saved would not be in it. */
export function WordButton({ report, edited }: { report: Report; edited: 'yes' | 'no' }) {
  const { t } = useTranslation(['release', 'common']);
  const world = useLive((live) => live.world);
  const [work, setWork] = useState<'idle' | 'fetching'>('idle');
  const fetchAndSave = async (): Promise<void> => {
    setWork('fetching');
    try {
      const file = await fetchFile(`/api/reports/${report.id}.docx?world=${encodeURIComponent(world)}`);
      saveFile(file, `${report.fields.title}-${report.number}.docx`);
    } catch (error) {
      const detail = error instanceof ApiError ? `${error.message} (${error.code})` : String(error);
      showNotice({ kind: 'refused', title: t('common:refused'), detail });
    } finally {
      setWork('idle');
    }
  };
  return (
    <Button
      pending={work === 'fetching'}
      disabledReason={edited === 'yes' ? t('release:reportDesk.unsaved') : undefined}
      onPress={() => void fetchAndSave()}
    >
      {t('release:reportDesk.word')}
    </Button>
  );
}
