import { useTranslation } from 'react-i18next';
import type { RecommendedRow } from '../../pillars/rescue/selectors/recommendation.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { Button } from '../../ui/button.tsx';
import { formatDistance } from '../../ui/format/number.ts';
import type { Located } from './desk-map.tsx';

/** What the map shows besides the incident: the place somebody asked to see, or the way that is recommended. */
export function MapNote(props: { located: Located | undefined; row: RecommendedRow | undefined; onBack: () => void }) {
  const { located, row, onBack } = props;
  const { t } = useTranslation('dispatch');
  const county = useCounty();
  if (located !== undefined)
    return (
      <p className={`${strip} flex items-center gap-2`}>
        <span>
          <span className="font-medium">{t('map.located')}</span> {located.name}
        </span>
        <Button kind="quiet" onPress={onBack}>
          {t('map.back')}
        </Button>
      </p>
    );
  if (row?.route === undefined) return null;
  return (
    <p className={strip}>
      <span className="font-medium">{t('map.dashed')}</span>{' '}
      {t('map.route', { team: county.teams.get(row.team)?.name ?? row.team })} {formatDistance(row.travel.km * 1000)}
    </p>
  );
}

/** On a low screen close into the corner: the map is low itself. */
const strip =
  'absolute left-3 top-3 m-0 px-3 py-1 bg-bg-1 text-meta z-map-overlay [@media(max-height:50rem)]:left-0 [@media(max-height:50rem)]:top-0 [@media(max-height:50rem)]:py-0';
