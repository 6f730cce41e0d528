import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCap } from './parse-cap.ts';
import type { ProfileName } from './profiles.ts';
import { PROFILES } from './profiles.ts';
import { fixture } from './testing.ts';

const ALL = Object.keys(PROFILES) as ProfileName[];

const NATIONAL_NOTES = ['national_structure', 'time_loose', 'severity_colour', 'optional_empty'];

/** What each file must come to: the profiles that take it, and the first refusals of those that do not. */
const EXPECTED: Record<
  string,
  { takenBy: ProfileName[]; refused?: string[]; identifier?: string; infos?: number; notes?: string[] }
> = {
  'cap/australia.cap': { takenBy: ALL, identifier: 'tag:www.rfs.nsw.gov.au2011-10-06:40184', infos: 2 },
  'cap/earthquake.cap': { takenBy: ALL, identifier: 'USGS-earthquakes-us2010apcd.6.20100831T000925.496Z', infos: 1 },
  'cap/earthquake_signed.cap': {
    takenBy: ALL,
    identifier: 'USGS-earthquakes-nc71635010.28103893.20110906T171538.586Z',
    infos: 1,
  },
  'cap/weather.cap': {
    takenBy: ALL,
    identifier: 'NOAA-NWS-ALERTS-MT20100830100700TFXFlashFloodWatchTFX20100830180000MT',
    infos: 1,
  },
  'cap/wcatwc-warning.cap': { takenBy: ALL, identifier: 'PAAQ-2-lqw6d6', infos: 1 },
  'cap/cap_amber_alert_example.xml': { takenBy: ALL, identifier: 'KAR0-0306112239-SW', infos: 2 },
  'cap/kz-2.49.0.0.398.0-20250306-133701-0284797-00-EN.xml': {
    takenBy: ALL,
    identifier: '2.49.0.0.398.0-20250306-133701-0284797-00-EN',
    infos: 1,
  },
  'cap/gdacs-cap_1001150.xml': { takenBy: ALL, identifier: 'GDACS_TC_1001150_2', infos: 1, notes: ['double_escaped'] },
  'cap/zh-CN-chengcheng-rainstorm-1-alert.xml': { takenBy: ALL, identifier: '61052541600000_20260712161500', infos: 2 },
  'cap/zh-CN-chengcheng-rainstorm-2-update.xml': {
    takenBy: ALL,
    identifier: '61052541600000_20260712174000',
    infos: 2,
  },
  // EDGE: placed by geocodes alone; the letter of the polygon rule is broken.
  'cap/il-488abaaf-cad5-4d2b-93b2-703016878453.xml': {
    takenBy: ALL.filter((profile) => profile !== 'strict'),
    refused: ['polygon_empty'],
    identifier: '2.49.0.0.376.0.250306145512.48636',
    infos: 2,
    notes: ['polygon_empty'],
  },
  // EDGE: no category, no certainty: only the profile made for this source takes it.
  'cap/alertswiss-POA-1222963954-5.xml': {
    takenBy: ['alertswiss'],
    refused: ['category_missing', 'element_missing'],
    identifier: 'POA-1222963954-5',
    infos: 1,
    notes: ['element_order', 'instruction_repeated', 'category_missing', 'certainty_missing'],
  },
  // INVALID
  'cap/invalid.cap': { takenBy: [], refused: ['element_missing'] },
  'cap/noaa_errors.cap': { takenBy: [], refused: ['value_invalid', 'coordinate_invalid'] },
  'national/chengcheng-flash-flood.xml': {
    takenBy: ['national'],
    refused: ['namespace_unknown'],
    identifier: '61052541600000_20260712163000',
    infos: 1,
    notes: NATIONAL_NOTES,
  },
  'national/chengcheng-flash-flood-update-gb18030.xml': {
    takenBy: ['national'],
    refused: ['namespace_unknown'],
    identifier: '61052541600000_20260712180000',
    infos: 1,
    notes: NATIONAL_NOTES,
  },
};

describe('sample messages', () => {
  it('has an expectation for every file', () => {
    const files = ['cap', 'national'].flatMap((folder) =>
      readdirSync(new URL(`fixtures/${folder}`, import.meta.url)).map((name) => `${folder}/${name}`),
    );
    expect(files.sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  for (const [file, expected] of Object.entries(EXPECTED)) {
    for (const profile of ALL) {
      const taken = expected.takenBy.includes(profile);
      it(`${taken ? 'takes' : 'refuses'} ${file} under ${profile}`, () => {
        const result = parseCap(fixture(file), { profile });
        expect(result.ok).toBe(taken);
        if (result.ok) {
          expect(result.alerts).toHaveLength(1);
          expect(result.alerts[0]?.identifier).toBe(expected.identifier);
          expect(result.alerts[0]?.infos).toHaveLength(expected.infos ?? -1);
        } else {
          const codes = result.errors.map(({ code }) => code);
          for (const code of expected.refused ?? []) expect(codes).toContain(code);
          for (const error of result.errors) {
            expect(error.message).not.toBe('');
            expect(error.path).toMatch(/^\/alert/);
          }
        }
      });
    }
    const { notes = [], takenBy } = expected;
    const profile = takenBy.at(-1);
    if (profile === undefined) continue;
    it(`names each leniency it used on ${file}, and no other`, () => {
      const result = parseCap(fixture(file), { profile });
      expect(new Set(result.ok ? result.notes.map(({ code }) => code) : ['refused'])).toEqual(new Set(notes));
    });
  }

  it('names place and remedy: invalid.cap lacks its scope', () => {
    const result = parseCap(fixture('cap/invalid.cap'));
    expect(result).toEqual({
      ok: false,
      errors: [
        {
          code: 'element_missing',
          facts: { name: 'scope' },
          path: '/alert/scope',
          message: 'required element <scope> is missing; add it',
        },
      ],
    });
  });

  it('names each fault of noaa_errors.cap, in every profile', () => {
    for (const profile of ALL) {
      const result = parseCap(fixture('cap/noaa_errors.cap'), { profile });
      const paths = result.ok ? [] : result.errors.map(({ path }) => path);
      expect(paths).toEqual(
        expect.arrayContaining([
          '/alert/info[1]/urgency',
          '/alert/info[1]/severity',
          '/alert/info[1]/certainty',
          '/alert/info[1]/area[1]/polygon',
        ]),
      );
    }
    const strict = parseCap(fixture('cap/noaa_errors.cap'), { profile: 'strict' });
    expect(strict.ok ? [] : strict.errors.map(({ code }) => code)).toContain('references_empty');
  });

  it('keeps what the tsunami update carries: 1 reference, 38 parameters, 3 resources, 2 geocodes', () => {
    const result = parseCap(fixture('cap/wcatwc-warning.cap'), { profile: 'strict' });
    const alert = result.ok ? result.alerts[0] : undefined;
    expect(alert?.references).toEqual([
      { sender: 'PAAQ', identifier: 'PAAQ-1-lqw6d6', sent: '2011-09-02T10:55:55-00:00' },
    ]);
    expect(alert?.infos[0]?.parameters).toHaveLength(38);
    expect(alert?.infos[0]?.resources).toHaveLength(3);
    expect(alert?.infos[0]?.areas[0]?.geocodes.map(({ value }) => value)).toEqual(['AKZ185', 'AKZ187']);
  });

  it('turns lat,lon into lon, lat', () => {
    const result = parseCap(fixture('cap/kz-2.49.0.0.398.0-20250306-133701-0284797-00-EN.xml'), { profile: 'strict' });
    expect(result.ok ? result.alerts[0]?.infos[0]?.areas[0]?.polygons[0]?.[0] : null).toEqual([82.599, 49.245]);
  });
});
