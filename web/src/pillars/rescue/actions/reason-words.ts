import { SkillSchema } from '@sitong/shared/kernel/master/teams.ts';
import { HelpKindSchema, TeamStatusSchema } from '@sitong/shared/pillars/rescue/events.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { formatDistance } from '../../../ui/format/number.ts';
import { decidingReasons } from '../selectors/deciding-reasons.ts';
import type { Recommended, RecommendedRow } from '../selectors/recommendation.ts';

type Reason = RecommendedRow['reasons'][number];
type LeftOut = Recommended['leftOut'][number];

/** Reasons that speak for a team; the others are cautions. */
const FOR: readonly string[] = ['all_skills', 'in_time', 'from_position', 'from_base'];
/** Sentences for the facts the recommendation gives; the codes stay the server's. */
export function useReasonWords() {
  const { t } = useTranslation(['dispatch', 'rescue']);
  const county = useCounty();
  return useMemo(() => {
    const skills = (codes: unknown): string =>
      String(codes ?? '')
        .split(' ')
        .flatMap((code) => {
          const skill = SkillSchema.safeParse(code);
          return skill.success ? [t(`rescue:skill.${skill.data}`)] : [];
        })
        .join(t('dispatch:listComma'));
    const sentence = ({ code, facts = {} }: Reason): string => {
      switch (code) {
        case 'all_skills':
          return t('dispatch:why.all_skills');
        case 'missing_skills':
          return t('dispatch:why.missing_skills', { skills: skills(facts['missing']) });
        case 'too_few_people':
          return t('dispatch:why.too_few_people', {
            members: Number(facts['members']),
            needed: Number(facts['needed']),
          });
        case 'in_time':
          return t('dispatch:why.in_time', { minutes: Number(facts['minutes']) });
        case 'late':
          return t('dispatch:why.late', { minutes: Number(facts['minutes']) });
        case 'from_position':
          return t('dispatch:why.from_position', { seconds: Number(facts['ageS']) });
        case 'from_base':
          return facts['lostS'] === undefined
            ? t('dispatch:why.from_base')
            : t('dispatch:why.from_base_lost', { minutes: Math.round(Number(facts['lostS']) / 60) });
        case 'still_out': {
          const status = TeamStatusSchema.safeParse(facts['status']);
          return t('dispatch:why.still_out', { status: status.success ? t(`rescue:teamStatus.${status.data}`) : '' });
        }
        case 'other_orders':
          return t('dispatch:why.other_orders', { count: Number(facts['orders']) });
        case 'leaves_home_thin':
          return t('dispatch:why.leaves_home_thin', {
            place: county.divisionName(String(facts['division'])),
            left: Number(facts['left']),
          });
        default:
          return code;
      }
    };
    const way = (row: RecommendedRow): string => {
      const roads = [...new Set((row.route?.roads ?? []).map(({ name }) => name).filter((name) => name !== ''))];
      const distance = formatDistance(row.travel.km * 1000);
      const minutes = Math.round(row.travel.minutes);
      if (roads.length === 0) return t('dispatch:why.way', { distance, minutes });
      return t('dispatch:why.wayBy', { distance, minutes, roads: roads.slice(0, 4).join(t('dispatch:why.roadJoin')) });
    };
    const pros = (row: RecommendedRow): string[] => [
      way(row),
      ...row.reasons.filter(({ code }) => FOR.includes(code)).map(sentence),
    ];
    const cautions = (row: RecommendedRow): string[] =>
      row.reasons.filter(({ code }) => !FOR.includes(code)).map(sentence);
    const briefly = ({ code, facts = {} }: Reason): string => {
      if (code === 'late') return t('dispatch:recommend.late', { minutes: Number(facts['minutes']) });
      if (code === 'leaves_home_thin')
        return t('dispatch:why.brief.leaves_home_thin', {
          place: county.divisionName(String(facts['division'])),
          left: Number(facts['left']),
        });
      const missing = code === 'missing_skills' ? String(facts['missing']).split(' ').length : 0;
      return missing > 1 ? t('dispatch:why.brief.missing_skills', { count: missing }) : sentence({ code, facts });
    };
    /** A line for each: none of them is cut, whatever the screen. */
    const short = (row: RecommendedRow): string[] => decidingReasons(row.reasons).map(briefly);
    const leftOut = ({ code, facts = {} }: LeftOut): string => {
      switch (code) {
        case 'busy':
          return t('dispatch:out.busy', { order: String(facts['order']) });
        case 'off_duty':
          return facts['reason'] === undefined
            ? t('rescue:teamStatus.off_duty')
            : t('dispatch:out.off_duty', { reason: String(facts['reason']) });
        case 'asks_help': {
          const help = HelpKindSchema.safeParse(facts['help']);
          return help.success ? t(`rescue:help.${help.data}`) : code;
        }
        case 'no_skill':
          return t('dispatch:out.no_skill');
        case 'no_road':
          return t('dispatch:out.no_road', { km: Number(facts['straightKm']) });
        default:
          return code;
      }
    };
    const leftOutGroup = (code: LeftOut['code']): string => {
      switch (code) {
        case 'busy':
        case 'asks_help':
        case 'off_duty':
        case 'no_skill':
        case 'no_road':
          return t(`dispatch:out.group.${code}`);
        default:
          return code;
      }
    };
    return { pros, cautions, short, leftOut, leftOutGroup };
  }, [t, county]);
}
