import { ImportStateSchema } from '@sitong/shared/kernel/master/import-told.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadCounty } from '../../../plumbing/county/county-store.ts';
import { api } from '../../../plumbing/http/api.ts';
import { saveCsv } from '../../../plumbing/http/save-file.ts';
import { useSession } from '../../../plumbing/session/session-store.ts';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { SplitPanes } from '../../../ui/split-panes.tsx';
import { useRefusalWords } from '../../../wall/refusal-words.ts';
import { stateOf } from '../../drills/query-state.ts';
import { type Crs, hasPlace, IMPORT_KINDS, type ImportKind, sendImport } from './import-data.ts';
import { ImportForm } from './import-form.tsx';
import { ImportResult, type Told } from './import-result.tsx';
import { ImportSteps } from './import-steps.tsx';
import { refusedText } from './refused-file.ts';
import { useFailureWords, useRefusedWords } from './refused-words.ts';

const STATE = ['imports'];
const MOST_IN_FILE = 100_000;

/** Dry run first, then the real thing: the same file, the same kind, the same coordinates. */
export function ImportsTab() {
  const { t } = useTranslation('admin');
  const words = useRefusalWords();
  const reason = useRefusedWords();
  const failure = useFailureWords();
  const { roles } = useSession();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<ImportKind | undefined>();
  const [crs, setCrs] = useState<Crs>('wgs84');
  const [file, setFile] = useState<File | undefined>();
  const [told, setTold] = useState<Told>({ kind: 'none' });
  const held = useQuery({
    queryKey: STATE,
    queryFn: ({ signal }) => api('/api/imports', { schema: ImportStateSchema, signal }),
  });
  // What comes next, until somebody chooses: the first kind the county has nothing of.
  const kind = chosen ?? IMPORT_KINDS.find((id) => held.data?.counts[id] === 0) ?? 'divisions';
  // A dry run of something else says nothing about this.
  // biome-ignore lint/correctness/useExhaustiveDependencies: forgotten when what was asked changes
  useEffect(() => setTold({ kind: 'none' }), [kind, crs, file]);
  const choose = (next: ImportKind): void => {
    setChosen(next);
    setFile(undefined);
    if (!hasPlace(next)) setCrs('wgs84');
  };
  const send = async (dryRun: boolean): Promise<void> => {
    if (file === undefined) return;
    setTold({ kind: 'sending' });
    try {
      const answer = await sendImport(file, { kind, crs, dryRun });
      // The county has grown: what comes next must not take the place of what is on screen.
      setChosen(kind);
      setTold({ kind: 'told', told: answer });
      if (dryRun) return;
      showNotice({ kind: 'done', title: t('done') });
      await Promise.all([client.invalidateQueries({ queryKey: STATE }), loadCounty()]);
    } catch (error) {
      setTold({ kind: 'failed', ...failure(error) });
    }
  };
  const download = async (): Promise<void> => {
    if (file === undefined) return;
    try {
      const { refused } = await sendImport(file, { kind, crs, dryRun: true, most: MOST_IN_FILE });
      const header = [t('imports.row'), t('imports.path'), t('imports.codeHeader'), t('imports.message')];
      saveCsv(refusedText(refused, header, reason), t('imports.fileName', { kind: t(`imports.kindWord.${kind}`) }));
    } catch (error) {
      showNotice({ kind: 'refused', title: t('notDone'), detail: failure(error).why });
    }
  };
  return (
    <SplitPanes
      panes={[
        {
          id: 'steps',
          size: 330,
          content: (
            <ImportSteps held={held.data} state={stateOf(held, { what: t('failed') })} kind={kind} onChoose={choose} />
          ),
        },
        {
          id: 'form',
          size: 420,
          content: (
            <ImportForm
              kind={kind}
              crs={crs}
              onCrs={setCrs}
              file={file}
              onFile={setFile}
              told={told}
              off={roles.includes('admin') ? undefined : words({ code: 'role_required', facts: { roles: 'admin' } })}
              onSend={(dryRun) => void send(dryRun)}
            />
          ),
        },
        { id: 'result', content: <ImportResult told={told} onDownload={() => void download()} /> },
      ]}
    />
  );
}
