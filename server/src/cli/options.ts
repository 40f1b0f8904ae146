// The table of commands and options, from which both the parser and the help text are made.

export const COMMANDS = {
  lint: {
    usage: "[lint] [options] [paths…|-]",
    help: "Check manifests. The default command; without paths it checks the current folder.",
  },
  init: {
    usage: "init",
    help: "Write a .seldonlint.yaml with everything it can say, commented out, to the current folder.",
  },
  rules: { usage: "rules [--format text|json|markdown]", help: "List all rules." },
  explain: { usage: "explain RULE", help: "Tell what a rule finds, why it matters and what to do." },
} as const;
export type CommandName = keyof typeof COMMANDS;

export const COMMAND_NAMES: readonly CommandName[] = ["lint", "init", "rules", "explain"];

export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in the help text; an option without it takes no value. */
  readonly value?: string;
  readonly isRepeatable?: boolean;
  readonly commands: readonly CommandName[];
  readonly help: string;
}

export const OPTIONS: readonly OptionSpec[] = [
  {
    name: "format",
    value: "FORMAT",
    commands: ["lint", "rules"],
    help: "Form of the report: text (default), json, sarif, github (annotations), junit or codequality (GitLab); for rules: text, json or markdown.",
  },
  {
    name: "output",
    short: "o",
    value: "FILE",
    commands: ["lint", "rules"],
    help: "Write the report to a file instead of standard output.",
  },
  { name: "fix", commands: ["lint"], help: "Apply all safe fixes to the files, then report what is left." },
  {
    name: "fix-dry-run",
    commands: ["lint"],
    help: "Print what --fix would change as a unified diff, and change nothing. What would be left goes to standard error.",
  },
  {
    name: "severity",
    value: "LEVEL",
    commands: ["lint"],
    help: "Exit with 1 from this severity on: error (default), warning, information or hint.",
  },
  {
    name: "max-warnings",
    value: "N",
    commands: ["lint"],
    help: "Exit with 1 where there are more warnings than this.",
  },
  {
    name: "rule",
    value: "ID=LEVEL",
    isRepeatable: true,
    commands: ["lint"],
    help: "Give a rule another severity, or switch it off: off, error, warning, information or hint. Can be repeated.",
  },
  {
    name: "config",
    value: "FILE",
    commands: ["lint"],
    help: "Read this configuration instead of the nearest .seldonlint.yaml. Its globs then count from the current folder.",
  },
  { name: "no-config", commands: ["lint"], help: "Read no configuration." },
  {
    name: "baseline",
    value: "FILE",
    commands: ["lint"],
    help: "Do not report what an earlier report holds already, as written by --format json --output FILE. Lines may have moved.",
  },
  {
    name: "facts",
    value: "FILE",
    commands: ["lint"],
    help: "Read what no manifest tells from a JSON file: failures that a cluster showed, which are then reported at their lines.",
  },
  {
    name: "seldon-version",
    value: "VERSION",
    commands: ["lint"],
    help: "Check for this version of Seldon Core, such as 1.17.1, where a document does not say # seldon-version: itself.",
  },
  {
    name: "include-docs",
    commands: ["lint"],
    help: "Also check what folders hold besides manifests: the YAML and commands in Markdown and reStructuredText, shell scripts, Dockerfiles, requirements.txt. Only files that mention Seldon are read.",
  },
  { name: "stdin-filename", value: "NAME", commands: ["lint"], help: "Name for the text from standard input." },
  { name: "max-size", value: "BYTES", commands: ["lint"], help: "Largest file that is read. Default: 5000000." },
  {
    name: "color",
    commands: COMMAND_NAMES,
    help: "Color the text report even where the output is no terminal.",
  },
  { name: "no-color", commands: COMMAND_NAMES, help: "Never color the text report." },
  { name: "help", short: "h", commands: COMMAND_NAMES, help: "Show this help." },
  { name: "version", commands: COMMAND_NAMES, help: "Show the version." },
];
