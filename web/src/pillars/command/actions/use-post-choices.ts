import { useCounty } from '../../../plumbing/county/county-store.ts';

/** Posts a task may be given to, each with who holds it now. */
export function usePostChoices() {
  const county = useCounty();
  return county.data.posts.map(({ id, name, holder }) => ({
    id,
    label: name,
    detail: county.persons.get(holder)?.name ?? holder,
  }));
}
