import type { TableWriter } from './columns.js';
import { observationJson } from './ndjson.js';

/** An array with one object per document: document, observations (as in NDJSON), findings, problems. */
export const jsonWriter = (): TableWriter => {
  let first = true;
  return {
    begin: () => '[',
    document: ({ document, observations, findings, problems }) => {
      const lead = first ? '\n' : ',\n';
      first = false;
      const rows = observations.map((observation) => `\n${observationJson(observation)}`).join(',');
      return (
        `${lead}{"document":${JSON.stringify(document)},\n"observations":[${rows}],\n` +
        `"findings":${JSON.stringify(findings)},\n"problems":${JSON.stringify(problems)}}`
      );
    },
    end: () => '\n]\n',
  };
};
