import type { DivisionCode } from '@sitong/shared/kernel/division.ts';
import { divisionRank } from '@sitong/shared/kernel/division.ts';
import { type Point, pointInRing, type Ring } from '@sitong/shared/kernel/geo.ts';
import type { CountyData } from '@sitong/shared/kernel/master/county-index.ts';
import { type ShelterRow, shelterCapacity } from '@sitong/shared/kernel/master/ground.ts';
import type { ContactRow, TeamRow } from '@sitong/shared/kernel/master/teams.ts';

/** What the phone keeps of the county: places, shelters, duty rooms, its own teams. No person, no household. */
export interface CountyBasics {
  title: string;
  county: DivisionCode;
  villages: readonly { code: DivisionCode; name: string; seat: Point; rings: readonly Ring[] }[];
  towns: readonly { code: DivisionCode; name: string; seat: Point }[];
  shelters: readonly (Pick<ShelterRow, 'id' | 'name' | 'point'> & { capacity: number })[];
  contacts: readonly ContactRow[];
  teams: readonly TeamRow[];
}

export function basicsOf(data: CountyData, teams: readonly string[]): CountyBasics {
  const ofRank = (rank: 'town' | 'village') => data.divisions.filter(({ code }) => divisionRank(code) === rank);
  return {
    title: data.title,
    county: data.county,
    villages: ofRank('village').map(({ code, name, seat, rings }) => ({ code, name, seat, rings })),
    towns: ofRank('town').map(({ code, name, seat }) => ({ code, name, seat })),
    shelters: data.shelters.map((row) => ({
      id: row.id,
      name: row.name,
      point: row.point,
      capacity: shelterCapacity(row),
    })),
    contacts: data.contacts,
    teams: data.teams.filter(({ id }) => teams.includes(id)),
  };
}

/** A place by its name; the county's without what a demo adds in brackets. */
export function placeName({ villages, towns, title, county }: CountyBasics, code: DivisionCode): string {
  if (code === county) return title.replace(/[（(].*$/, '').trim();
  return [...villages, ...towns].find((row) => row.code === code)?.name ?? code;
}

/** The village a point lies in; undefined outside all of them. */
export function villageAt({ villages }: CountyBasics, point: Point): CountyBasics['villages'][number] | undefined {
  return villages.find(({ rings }) => rings.some((ring) => pointInRing(point, ring)));
}

/** The duty room to phone: of the town the place lies in, else the county's. */
export function dutyRoom({ contacts, county }: CountyBasics, code: DivisionCode): ContactRow | undefined {
  const town = `${code.slice(0, 9)}000`;
  return contacts.find(({ division }) => division === town) ?? contacts.find(({ division }) => division === county);
}
