import { expect, test } from 'vitest';
import { compileUnits } from '../../../src/stages/figures/index.js';
import { briefs, rawNotFigures, rawUnits } from './read.js';

test('the longest unit is taken, in its base form', () => {
  expect(briefs('5件次,5件,30户次,3个工作日,2个月,0.5个百分点,4平米,8公里,9㎡,1.12万美元')).toEqual([
    '5件次',
    '5件',
    '30户次',
    '3个工作日',
    '2个月',
    '0.5个百分点',
    '4平方米',
    '8公里',
    '9平方米',
    '11200美元',
  ]);
});

test('a character that begins another word is no unit', () => {
  expect(briefs('整改852处,处罚3处分局,投资5千瓦,消火栓426具,3具备条件,容量500千瓦,12场次,3场馆,评为优秀96卷')).toEqual(
    ['852处', '426具', '500千瓦', '12场次', '96卷'].toSpliced(1, 0, '5千瓦'),
  );
});

test('points and marks are units of an index only', () => {
  expect(briefs('指数达849.8点,得分98.5分,上午9点30分,3分类')).toEqual(['849.8点', '98.5分']);
});

test('broken data is refused', () => {
  expect(() => compileUnits({ units: [{ unit: '件', hanzi: 'often' }], bare: [] }, rawNotFigures)).toThrow(/strong/);
  expect(() => compileUnits(rawUnits, {})).toThrow();
});
