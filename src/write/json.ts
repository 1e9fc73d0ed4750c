import type { TableWriter } from './columns.js';
import { observationJson } from './ndjson.js';

/** An array with one object per document: document, observations (as in NDJSON), findings, coverage, problems. */
export const jsonWriter = (): TableWriter => {
  let first = true;
  return {
    begin: () => '[',
    document: ({ document, observations, findings, coverage, problems }) => {
      const lead = first ? '\n' : ',\n';
      first = false;
      const rows = observations.map((observation) => `\n${observationJson(observation)}`).join(',');
      return (
        `${lead}{"document":${JSON.stringify(document)},\n"observations":[${rows}],\n` +
        `"findings":${JSON.stringify(findings)},\n"coverage":${JSON.stringify(coverage)},\n"problems":${JSON.stringify(problems)}}`
      );
    },
    end: () => '\n]\n',
  };
};
