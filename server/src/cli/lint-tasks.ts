// Turns the command line into the list of files to check, each with the configuration that holds for it.
import path from "node:path";
import type { Facts } from "../../../schemas/src/index.ts";
import { CONFIG_FILE_NAME, ConfigLoader, loadConfig, verdictFor, type LoadedConfig } from "../config/index.ts";
import { LineIndex } from "../core/index.ts";
import type { LintCommand } from "./arguments.ts";
import { TOOL_NAME, type CommandIo } from "./command-io.ts";
import { findFiles, reportPath } from "./files.ts";
import type { LintTask } from "./lint-task.ts";
import { complain } from "./write-output.ts";

const STDIN = "-";
const STDIN_NAME = "<stdin>";

/** Undefined where the run cannot begin, which is then told: a path that is not there, or a configuration that is wrong. */
export async function findTasks(
  command: LintCommand,
  io: CommandIo,
  facts: Facts | undefined,
): Promise<readonly LintTask[] | undefined> {
  const configs = new Configurations(command, io, facts);
  const tasks = command.paths.includes(STDIN)
    ? await stdinTask(command, io, configs)
    : await fileTasks(command, io, configs);
  return configs.tellProblems() ? undefined : tasks;
}

async function stdinTask(
  { stdinFileName, fix }: LintCommand,
  io: CommandIo,
  configs: Configurations,
): Promise<readonly LintTask[]> {
  const source = await io.readStdin();
  const name = stdinFileName ?? STDIN_NAME;
  const settings = configs.for(path.resolve(io.cwd, name));
  return settings ? [{ reportPath: name.replaceAll(path.sep, "/"), source, isNamed: true, fix, ...settings }] : [];
}

async function fileTasks(
  { paths, fix, includeDocs }: LintCommand,
  io: CommandIo,
  configs: Configurations,
): Promise<readonly LintTask[] | undefined> {
  const found = await findFiles(paths, io.cwd, { includeDocs });
  for (const problem of found.problems) complain(io, problem);
  if (found.problems.length > 0) return undefined;
  for (const folder of found.emptyFolders)
    io.stderr.write(`${TOOL_NAME}: There is no YAML or JSON file below "${folder}".\n`);
  const workspace = [...found.files, ...found.beside];
  const named = new Set(paths.map(given => path.resolve(io.cwd, given)));
  return found.files.flatMap(file => {
    const settings = configs.for(file.absolutePath);
    if (!settings) return [];
    const isNamed = named.has(file.absolutePath);
    return [{ reportPath: file.reportPath, source: file.absolutePath, isNamed, fix, workspace, ...settings }];
  });
}

type TaskSettings = Pick<LintTask, "isTemplate" | "options">;

/** What holds for each file: the flags, and under them its configuration. */
class Configurations {
  readonly #command: LintCommand;
  readonly #io: CommandIo;
  readonly #facts: Facts | undefined;
  readonly #loader: ConfigLoader;
  readonly #named: LoadedConfig | undefined;
  readonly #options = new Map<LoadedConfig | undefined, LintTask["options"]>();
  readonly #seen = new Set<LoadedConfig>();

  constructor(command: LintCommand, io: CommandIo, facts: Facts | undefined) {
    const { config } = command;
    this.#command = command;
    this.#io = io;
    this.#facts = facts;
    this.#loader = new ConfigLoader([io.cwd]);
    this.#named = typeof config === "object" ? loadConfig(path.resolve(io.cwd, config.file), io.cwd) : undefined;
    if (this.#named) this.#seen.add(this.#named);
  }

  /** Undefined for files that are not to be checked: ignored ones, and configurations themselves. */
  for(file: string): TaskSettings | undefined {
    const config = this.#configFor(file);
    if (config) this.#seen.add(config);
    if (path.basename(file) === CONFIG_FILE_NAME) return undefined;
    const { isIgnored, isTemplate } = config ? verdictFor(config, file) : { isIgnored: false, isTemplate: false };
    return isIgnored ? undefined : { isTemplate, options: this.#optionsFor(config) };
  }

  /** True where there is something wrong in a configuration, which is then told. */
  tellProblems(): boolean {
    let hasProblems = false;
    for (const { path: file, text, problems } of this.#seen) {
      const lines = new LineIndex(text);
      for (const { message, range } of problems) {
        const { line, character } = lines.position(range.start);
        complain(this.#io, `${reportPath(file, this.#io.cwd)}:${line + 1}:${character + 1}: ${message}`);
        hasProblems = true;
      }
    }
    return hasProblems;
  }

  #configFor(file: string): LoadedConfig | undefined {
    return this.#command.config === "nearest" ? this.#loader.for(file) : this.#named;
  }

  #optionsFor(config: LoadedConfig | undefined): LintTask["options"] {
    const known = this.#options.get(config);
    if (known) return known;
    const { severities, seldonVersion = config?.config.seldonVersion, maxSize } = this.#command;
    const options = {
      severities: { ...config?.config.severities, ...severities },
      ...(config && { servers: config.config.servers }),
      ...(seldonVersion !== undefined && { seldonVersion }),
      ...(maxSize !== undefined && { maxSize }),
      ...(this.#facts && { facts: this.#facts }),
    };
    this.#options.set(config, options);
    return options;
  }
}
