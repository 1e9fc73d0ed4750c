import { describe, expect, it } from 'vitest';
import { compileCodebook } from '../../src/codebook/compile.js';
import { describeError, parseCodebook } from '../../src/codebook/load.js';

const units = { path: 'units.yaml', text: 'classes:\n  cases: [件]\n  persons: [人]\n' };
const objects = { path: 'objects.yaml', text: '信访: [信访, 来访]\n' };
const actions = { path: 'actions.yaml', text: '受理: [受理, 立案]\n' };

const good = `
- id: petition.cases
  name: { zh: 受理信访件数, en: Petitions accepted }
  definition: 受理的信访件数。
  source: 信访工作条例
  unit: cases
  topic: [信访]
  measure: [<受理>]
  examples:
    yes: ['受理信访{9}件。']
`;

const parse = (text: string, path = 'indicators/petition.yaml') =>
  parseCodebook([units, objects, actions, { path, text }]);

const messages = (text: string) => parse(text).errors.map(describeError);

describe('parseCodebook', () => {
  it('reads an entry, with what it leaves out filled in', () => {
    const { codebook, errors } = parse(good);
    expect(errors).toEqual([]);
    expect(codebook.indicators).toEqual([
      {
        id: 'petition.cases',
        name: { zh: '受理信访件数', en: 'Petitions accepted' },
        definition: '受理的信访件数。',
        source: '信访工作条例',
        unit: ['cases'],
        object: null,
        action: null,
        topic: ['信访'],
        measure: ['<受理>'],
        unless: [],
        inherit: 'heading',
        part_of: null,
        part_as: null,
        kind_of: null,
        rate: null,
        examples: { yes: ['受理信访{9}件。'], no: [] },
        at: 'indicators/petition.yaml:2',
      },
    ]);
    expect(codebook.synonyms).toEqual({ 信访: ['信访', '来访'], 受理: ['受理', '立案'] });
    expect([codebook.objects, codebook.actions]).toEqual([['信访'], ['受理']]);
  });

  it('reads what an entry counts, and how it belongs to others', () => {
    const part = good
      .replace('petition.cases', 'petition.won')
      .replace('topic:', 'object: 信访\n  action: 受理\n  topic:');
    const { codebook, errors } = parse(
      `${good}${part}  part_of: { id: petition.cases, as: outcome }\n  kind_of: petition.cases\n`,
    );
    expect(errors).toEqual([]);
    expect(codebook.indicators[1]).toMatchObject({
      object: '信访',
      action: '受理',
      part_of: 'petition.cases',
      part_as: 'outcome',
      kind_of: 'petition.cases',
    });
  });

  it('names all the mistakes of one entry, each with its line, whatever their kind', () => {
    const text = `
- id: petition.cases
  name: { zh: 受理信访件数, en: Petitions accepted }
  definition: 受理的信访件数。
  source: 信访工作条例
  unit: casse
  mesure: [受理]
  measure: [<受里>]
  part_of: petition.all
  examples:
    yes:
      - 受理信访9件。
`;
    expect(messages(text.replace('en: Petitions', 'em: Petitions'))).toEqual([
      'indicators/petition.yaml:3 petition.cases: unknown key "name.em"; did you mean "en"?',
      'indicators/petition.yaml:3 petition.cases: "name.en" is missing; give the English name',
      'indicators/petition.yaml:6 petition.cases: unknown unit class "casse"; did you mean "cases"?',
      'indicators/petition.yaml:7 petition.cases: unknown key "mesure"; did you mean "measure"?',
      'indicators/petition.yaml:8 petition.cases: measure term "<受里>" names the unknown set <受里>; did you mean <受理>?',
      'indicators/petition.yaml:9 petition.cases: part_of names the unknown indicator "petition.all"; add that entry, or correct the id',
      'indicators/petition.yaml:12 petition.cases: example "受理信访9件。": marks no figure; put { } around each number that this indicator must claim',
    ]);
  });

  it('names the mistakes of the entries around one that is broken YAML', () => {
    const broken = good.replace('[信访]', '[信访').replace('petition.cases', 'petition.broken');
    const wrong = (id: string) => good.replace('petition.cases', id).replace('unit: cases', 'unit: sheep');
    const found = messages(wrong('petition.first') + broken + wrong('petition.last'));
    expect(found.filter((line) => line.includes('unknown unit class "sheep"'))).toHaveLength(2);
    expect(found.join('\n')).toMatch(/petition\.yaml:1\d not valid YAML/);
    expect(found.join('\n')).not.toContain('petition.broken: ');
  });

  it.each(['[*x]', '*x', '- &a [*a]', '{', 'a: b: c', '\t- id: x', '%', '---\n---', '- - -'])(
    'is not thrown off by %s',
    (text) => {
      expect(messages(text).length).toBeGreaterThan(0);
    },
  );

  it.each([
    [
      'a missing field',
      good.replace('  source: 信访工作条例\n', ''),
      '"source" is missing; give where the definition comes from',
    ],
    ['a missing name', good.replace(', en: Petitions accepted', ''), '"name.en" is missing; give the English name'],
    ['a number for a word', good.replace('[信访]', '[12345]'), '"topic [1]" is the number 12345; put it in quotes'],
    [
      'a comma in a flow map',
      good.replace('accepted }', 'accepted, first }'),
      'put a text that holds a comma in quotes',
    ],
    ['an unknown key inside a field', good.replace('en: P', 'em: P'), 'did you mean "en"?'],
    ['an id twice', good + good, 'the id is taken by indicators/petition.yaml:2'],
    ['an id in the wrong file', good.replace('petition.cases', 'legal.cases'), 'move the entry to legal.yaml'],
    ['an id of one word', good.replace('petition.cases', 'petition'), 'lower-case words joined by dots'],
    ['braces that do not close', good.replace('{9}', '{9'), '"{" is never closed'],
    ['a unit inside the mark', good.replace('{9}件', '{9件}'), 'leave unit'],
    ['a mark in a no example', `${good}    no: ['信访{9}件']\n`, 'a "no" example has no { }'],
    [
      'a rate of nothing known',
      `${good}  rate: { numerator: petition.won, denominators: [petition.cases] }\n`,
      'rate names the unknown indicator "petition.won"',
    ],
    [
      'a part of nothing known',
      `${good}  part_of: { id: petition.case, as: stage }\n  kind_of: petition.casses\n`,
      'part_of names the unknown indicator "petition.case"; did you mean "petition.cases"?',
    ],
    ['a part of itself', `${good}  part_of: { id: petition.cases, as: kind }\n`, 'part_of names the entry itself'],
    [
      'a part of its own part',
      `${good}  part_of: petition.won\n${good.replace('petition.cases', 'petition.won')}  kind_of: petition.cases\n`,
      'part_of leads back to the entry: petition.cases → petition.won → petition.cases; take out one step',
    ],
    [
      'an unknown way of being a part',
      `${good}  part_of: { id: petition.won, as: stge }\n`,
      '"part_of.as" is "stge", expected stage, outcome or kind',
    ],
    ['a slip in the map of a part', `${good}  part_of: { id: petition.won, ass: kind }\n`, 'did you mean "as"?'],
    [
      'an unknown object',
      good.replace('topic:', 'object: 信访件\n  topic:'),
      'unknown object "信访件"; did you mean "信访"?',
    ],
    [
      'an unknown action',
      good.replace('topic:', 'action: 走失\n  topic:'),
      'unknown action "走失"; take one of actions.yaml',
    ],
    ['an unknown reach', `${good}  inherit: page\n`, 'expected own, sentence, item or heading'],
    ['a term twice', good.replace('[信访]', '[信访, 信访]'), 'is given twice'],
    ['broken YAML', good.replace('[信访]', '[信访'), 'not valid YAML'],
    ['no list', 'petition: 1', 'unknown key "petition"'],
  ])('says what to do about %s', (_, text, message) => {
    expect(messages(text).join('\n')).toContain(message);
  });

  it('keeps the sound entries of a file with a bad one', () => {
    const bad = good.replace('petition.cases', 'petition.bad').replace('unit: cases', 'unit: sheep');
    const { codebook, errors } = parse(good + bad);
    expect(errors).toHaveLength(1);
    expect(codebook.indicators.map((entry) => entry.id)).toEqual(['petition.cases']);
  });

  it('takes further units as they are printed beside the classes', () => {
    const { codebook, errors } = parse(good.replace('unit: cases', 'unit: [cases, 封]'));
    expect(errors).toEqual([]);
    expect([...compileCodebook(codebook, { cases: ['件'], persons: ['人'] }).indicators[0]!.units]).toEqual([
      '件',
      '封',
    ]);
  });

  it("adds a user's file with sets of its own to the codebook that there is", () => {
    const base = parse(good).codebook;
    const text = `synonyms:\n  到访: [到访, 走访]\nobjects:\n  访客: [访客]\nindicators:\n${good
      .replaceAll(/^(?=.)/gm, '  ')
      .replace('petition.cases', 'mine.visits')
      .replace('[<受理>]', '[<到访>, <受理>]')
      .replace('cases', 'persons\n    object: 访客')}    part_of: petition.cases\n`;
    const mine = { path: 'mine.yaml', text };
    const { codebook, errors } = parseCodebook([mine], { base, unitClasses: ['persons'] });
    expect(errors).toEqual([]);
    expect(codebook.indicators.map((entry) => entry.id)).toEqual(['petition.cases', 'mine.visits']);
    expect(codebook.sha256).not.toBe(base.sha256);
    expect(
      parseCodebook([{ path: 'again.yaml', text: good }], { base, unitClasses: ['cases'] }).errors[0]?.message,
    ).toContain('the id is taken by indicators/petition.yaml:2');
  });
});
