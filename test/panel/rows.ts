import type { Observation } from '../../src/types.js';
import { sample } from '../write/observations.js';

/** A row of a report of this region and year that states an indicator. */
export const row = (code: string, year: number, indicator: string, value: string, more: Partial<Observation> = {}) => ({
  ...sample,
  file: `${code}-${year}.txt`,
  region: `地区${code}`,
  region_code: code,
  year,
  period: String(year),
  indicator,
  value,
  ...more,
});
