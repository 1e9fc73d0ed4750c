import { Command, CommanderError, Option } from 'commander';
import { type EngineOptions, openCodebook, openEngine } from './batch/engine.js';
import { programVersion } from './batch/version.js';
import { type Context, exitCode, type Io, type Openers, type Outcome, UsageError } from './commands/context.js';

/** Runs one command line (without node and script) and gives the exit code. Throws nothing. */
export async function run(
  argv: readonly string[],
  io: Io,
  openers: Openers = { openEngine, openCodebook },
): Promise<number> {
  let outcome: Outcome = { errors: 0, differences: 0 };
  const context: Context = {
    io,
    openEngine: (options) => blamed(options, openers.openEngine),
    openCodebook: (options) => blamed(options, openers.openCodebook),
  };
  const program = build(context, (result) => {
    outcome = result;
  });
  try {
    if (argv.some((word) => word === '--version' || word === '-V') && argv[0]?.startsWith('-')) {
      await version(argv.includes('--verbose'), context);
    } else await program.parseAsync([...argv], { from: 'user' });
    return exitCode(outcome);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCode(error);
    const { message, stack } = error as Error;
    io.stderr.write(`error: ${error instanceof UsageError ? message : stack}\n`);
    return exitCode(error as Error);
  }
}

// What is wrong with a file of the user's own is for the user to mend; anything else is a fault of the program.
async function blamed<T>(options: EngineOptions, open: (options: EngineOptions) => Promise<T>): Promise<T> {
  if (!options.codebook?.length) return open(options);
  try {
    return await open(options);
  } catch (error) {
    const { code, path, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`--codebook: ${code === 'ENOENT' ? `there is no file ${path}` : message}`);
  }
}

async function version(verbose: boolean, { io, openEngine: open }: Context): Promise<void> {
  io.stdout.write(`${verbose ? 'baoshu ' : ''}${programVersion()}\n`);
  if (!verbose) return;
  const { segmenter, codebook } = await open({});
  io.stdout.write(`node ${process.version}\nsegmenter ${segmenter}\n`);
  io.stdout.write(`codebook ${codebook.indicators.length} indicators, sha256 ${codebook.sha256}\n`);
}

type Done = (outcome: Outcome) => void;

function build(context: Context, done: Done): Command {
  const { stdout, stderr } = context.io;
  const program = new Command('baoshu')
    .description('Mines the figures out of Chinese government reports and writes them as a table (报数).')
    .option('-V, --version', 'print the version; with --verbose also node, segmenter and codebook')
    .exitOverride()
    .showHelpAfterError('(--help shows how to use it)')
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) });
  addExtract(program, context, done);
  addFacts(program, context, done);
  addPanel(program, context, done);
  addCheck(program, context, done);
  addAudit(program, context, done);
  addIndicators(program, context, done);
  addCodebook(program, context, done);
  addExplain(program, context, done);
  addText(program, context, done);
  addShow(program, context, done);
  addReview(program, context, done);
  return program.addHelpText('after', examples('extract reports -o table.csv', 'extract --help'));
}

const examples = (...lines: string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ baoshu ${line}\n`).join('')}`.trimEnd();

const mining = (command: Command): Command =>
  command
    .option('--codebook <file...>', 'files of further indicators (YAML)')
    .option('--encoding <name>', 'encoding of the inputs, when it is found wrongly')
    .option('--year <year>', 'take this for the year reported on, when the document does not say (filters nothing)')
    .option('--region <name>', 'region reported on, when the document does not say')
    .option(
      '--facts <file>',
      'table of facts (csv: file or glob, title, region, year, issuer, scope, kind): what it says wins',
    );

const EXTRACT_EXAMPLES = examples(
  'extract reports -o table.csv',
  "extract 'reports/**/*2023*.html' -f ndjson --coded",
  'extract reports -o table.csv --coverage coverage.csv',
  'extract reports -o workbook.xlsx --review review.html',
  'extract reports --layout wide --companions -o panel.csv --conflicts conflicts.csv',
  'extract reports -f dataset -o dataset',
  "extract crawl.zip --include '*.html' '*.pdf' --kind report --keep-years 2020-2023 -o table.csv",
  "extract reports --only 'reconsideration.*' mediation.accepted --headers zh -o 复议.csv",
  'extract - --encoding gb18030 < report.txt',
);

function addExtract(program: Command, context: Context, done: Done): void {
  mining(
    program
      .command('extract')
      .description('mine files and folders into one table')
      .argument('<path...>', 'files, folders (with all below them), globs; - is standard input')
      .option('-o, --output <path>', 'write to a file, with -f dataset to a folder (default: standard output)')
      .option('--include <glob...>', 'only files, also of archives, whose path or name fits')
      .option('--exclude <glob...>', 'no files whose path or name fits')
      .option('--kind <kinds>', 'only documents of these kinds: report, plan, notice, statistics, other')
      .option('--keep-years <years>', 'only documents on these years, such as 2018,2020-2023 (--year is another thing)')
      .option('--decisions <file>', 'apply what was decided in the review page and exported from it (csv)')
      .addOption(
        new Option('--layout <layout>', 'one row per figure, or one per region and year with a column per indicator')
          .choices(['long', 'wide'])
          .default('long'),
      )
      .option('--metrics <file>', 'wide: the indicators of the columns, one id or pattern a line, in this order')
      .option('--companions', 'wide: add to each column its state, number of sources and flags')
      .option('--growth', 'wide: add the change against the year before (同比)')
      .option('--rank', 'wide: add the rank among the regions of one level and year')
      .option('--conflicts <file>', 'wide: write the figures of cells with several values to a csv file')
      .option('--review <file>', 'xlsx: write the review page too (html) and link each figure to its place there')
      .option('--coverage <file>', 'write to a csv file which indicators each document reports, mentions or leaves out')
      .addOption(
        new Option('-f, --format <format>', 'format (default: by the ending of -o, else csv)').choices([
          'csv',
          'ndjson',
          'json',
          'xlsx',
          'sqlite',
          'dataset',
        ]),
      )
      .addOption(new Option('--headers <language>', 'column names of csv').choices(['en', 'zh']).default('en'))
      .option('--bom', 'start csv with a byte order mark (default: in files, for Excel and WPS)')
      .option('--no-bom', 'no byte order mark')
      .option(
        '--source-offsets',
        'add to csv the columns source_start and source_end: places in the source of HTML pages',
      )
      .option('--only <pattern...>', 'only figures of these indicators; * stands for anything')
      .option('--coded', 'only figures that have an indicator'),
  )
    .option('-j, --jobs <number>', 'number of workers (default: by the size of the batch)')
    .option('-q, --quiet', 'no progress, no warnings, no closing line')
    .addHelpText('after', EXTRACT_EXAMPLES)
    .action(async (paths, flags) => done(await (await import('./commands/extract.js')).extract(paths, flags, context)));
}

function addFacts(program: Command, context: Context, done: Done): void {
  mining(
    program
      .command('facts')
      .description(
        'write the facts of each document, with candidates: a table to correct and to give back with --facts',
      )
      .argument('<path...>', 'files, folders (with all below them), globs; - is standard input')
      .option('-o, --output <file>', 'write to a file (default: standard output)')
      .addOption(new Option('--headers <language>', 'column names').choices(['en', 'zh']).default('en'))
      .option('--bom', 'start with a byte order mark (default: in files, for Excel and WPS)')
      .option('--no-bom', 'no byte order mark')
      .option('-q, --quiet', 'no progress, no warnings, no closing line'),
  )
    .option('-j, --jobs <number>', 'number of workers (default: by the size of the batch)')
    .addHelpText('after', examples('facts reports -o facts.csv', 'extract reports --facts facts.csv -o table.csv'))
    .action(async (paths, flags) => done(await (await import('./commands/facts.js')).facts(paths, flags, context)));
}

function addPanel(program: Command, context: Context, done: Done): void {
  mining(
    program
      .command('panel')
      .description('build one table of regions and years from earlier tables and from reports')
      .argument('<path...>', 'tables that extract wrote (csv, ndjson, json), folders of them, datasets, reports')
      .option('-o, --output <file>', 'write to a file (default: standard output)')
      .addOption(
        new Option('-f, --format <format>', 'format (default: by the ending of -o, else csv)').choices([
          'csv',
          'ndjson',
          'json',
          'xlsx',
        ]),
      )
      .addOption(new Option('--headers <language>', 'column names of csv').choices(['en', 'zh']).default('en'))
      .option('--no-bom', 'no byte order mark')
      .option('--metrics <file>', 'the indicators of the columns, one id or pattern a line, in this order')
      .option('--companions', 'add to each column its state, number of sources and flags')
      .option('--growth', 'add the change against the year before (同比)')
      .option('--rank', 'add the rank among the regions of one level and year')
      .option('--conflicts <file>', 'write the figures of cells with several values to a csv file'),
  )
    .option('-q, --quiet', 'no progress, no warnings, no closing line')
    .addHelpText(
      'after',
      examples(
        'panel 2021.csv 2022.csv -o panel.csv --conflicts conflicts.csv',
        'panel dataset --metrics metrics.txt --growth --rank -o panel.xlsx',
      ),
    )
    .action(async (paths, flags) => done(await (await import('./commands/panel.js')).panel(paths, flags, context)));
}

function addCheck(program: Command, context: Context, done: Done): void {
  mining(
    program
      .command('check')
      .description('hold each report of a folder against the expected table beside it (for CI)')
      .argument('<folder>', 'reports, each with its <name>.expected.csv')
      .option('--include <glob...>', 'only reports, also of archives, whose path or name fits')
      .option('--exclude <glob...>', 'no reports whose path or name fits')
      .option('--update', 'write the expected tables anew')
      .addOption(
        new Option('--reporter <kind>', 'how differences are told')
          .choices(['text', 'github', 'junit'])
          .default('text'),
      ),
  )
    .addHelpText(
      'after',
      examples('check fixtures', 'check fixtures --update', 'check fixtures --reporter junit > check.xml'),
    )
    .action(async (folder, flags) => done(await (await import('./commands/check.js')).check(folder, flags, context)));
}

function addAudit(program: Command, context: Context, done: Done): void {
  mining(
    program
      .command('audit')
      .description(
        'check the arithmetic of reports: sums, rates, growth, what is stated twice, documents against one another',
      )
      .argument('<path...>', 'files, folders (with all below them), globs; - is standard input')
      .addOption(new Option('-f, --format <format>', 'format').choices(['text', 'csv', 'json']).default('text'))
      .option('--strict', 'end with code 1 when there are contradictions')
      .option('--all', 'show also what holds and what cannot be checked')
      .option('--dismiss <file>', 'fingerprints of findings that someone has judged, one a line: they stay quiet')
      .option('-j, --jobs <number>', 'number of workers (default: by the size of the batch)'),
  )
    .addHelpText(
      'after',
      examples('audit reports', 'audit reports -f csv > findings.csv', 'audit reports --strict --dismiss judged.txt'),
    )
    .action(async (paths, flags) => done(await (await import('./commands/audit.js')).audit(paths, flags, context)));
}

function addIndicators(program: Command, context: Context, done: Done): void {
  program
    .command('indicators')
    .description('show the codebook')
    .argument('[pattern]', 'id, pattern of ids, or word of a name')
    .addOption(new Option('-f, --format <format>', 'format').choices(['text', 'json', 'csv']).default('text'))
    .option('--codebook <file...>', 'files of further indicators (YAML)')
    .addHelpText(
      'after',
      examples("indicators 'reconsideration.*'", 'indicators 调解', 'indicators -f csv > codebook.csv'),
    )
    .action(async (pattern, flags) =>
      done(await (await import('./commands/indicators.js')).indicators(pattern, flags, context)),
    );
}

function addCodebook(program: Command, context: Context, done: Done): void {
  program
    .command('codebook')
    .description("work on a codebook of one's own")
    .command('test')
    .description('try files of further indicators on their own examples and say what to mend')
    .argument('<file...>', 'files of further indicators (YAML)')
    .addHelpText('after', examples('codebook test canteens.yaml'))
    .action(async (files) => done(await (await import('./commands/codebook.js')).testCodebook(files, context)));
}

function addExplain(program: Command, context: Context, done: Done): void {
  mining(
    program
      .command('explain')
      .description('show for each figure of a file what was made of it, and why')
      .argument('<file>', 'a report; - is standard input')
      .option('--line <number>', 'only the figures of this line')
      .option('--indicator <id>', 'only figures that have this indicator or nearly had it'),
  )
    .addHelpText('after', examples('explain report.txt --line 12', "explain report.txt --indicator 'mediation.*'"))
    .action(async (file, flags) => done(await (await import('./commands/explain.js')).explain(file, flags, context)));
}

function addText(program: Command, context: Context, done: Done): void {
  mining(
    program
      .command('text')
      .description('print the very text of a document that start and end refer to')
      .argument('<file>', 'a report; - is standard input'),
  )
    .addHelpText('after', examples('text page.html > page.txt'))
    .action(async (file, flags) => done(await (await import('./commands/text.js')).text(file, flags, context)));
}

function addShow(program: Command, context: Context, done: Done): void {
  mining(
    program
      .command('show')
      .description('show a document in the terminal with its figures marked and their indicators beside them')
      .argument('<file>', 'a report; - is standard input')
      .option('--no-pager', 'print all at once, also in a terminal'),
  )
    .addHelpText('after', examples('show report.txt', 'show report.html --no-pager'))
    .action(async (file, flags) => done(await (await import('./commands/show.js')).show(file, flags, context)));
}

function addReview(program: Command, context: Context, done: Done): void {
  mining(
    program
      .command('review')
      .description('write a page for the browser in which people look through figures and decide on them')
      .argument('<path...>', 'files, folders (with all below them), globs; - is standard input')
      .requiredOption('-o, --output <file>', 'the page: one HTML file that needs nothing else')
      .option('--decisions <file>', 'start from decisions that were exported earlier (csv)')
      .option('-q, --quiet', 'no progress, no warnings, no closing line'),
  )
    .addHelpText('after', examples('review reports -o review.html', 'extract reports --decisions decisions.csv'))
    .action(async (paths, flags) => done(await (await import('./commands/review.js')).review(paths, flags, context)));
}

/** Runs the program in this process. */
export async function main(): Promise<void> {
  const { stdin, stdout, stderr, env } = process;
  // A reader such as head may close the pipe early: that ends the run, it is no error.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  // Exit handlers then remove what is half written.
  for (const [signal, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) {
    process.once(signal, () => process.exit(code));
  }
  const colour = !env.NO_COLOR && (stdout.isTTY || Boolean(env.FORCE_COLOR));
  process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, cwd: process.cwd(), colour });
}
