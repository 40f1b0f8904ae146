import { describe, expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";

describe("lint", () => {
  test("is the default, over the current folder, as text, failing on errors", () => {
    expect(parseArguments([])).toEqual({
      kind: "lint",
      paths: ["."],
      format: "text",
      output: undefined,
      fix: "none",
      threshold: "error",
      maxWarnings: undefined,
      severities: {},
      config: "nearest",
      baseline: undefined,
      facts: undefined,
      seldonVersion: undefined,
      includeDocs: false,
      stdinFileName: undefined,
      maxSize: undefined,
      color: "auto",
    });
  });

  test("may be named, and then takes the rest as paths", () => {
    expect(parseArguments(["lint", "a.yaml", "rules"])).toMatchObject({ kind: "lint", paths: ["a.yaml", "rules"] });
  });

  test("reads all of its options, on either side of the paths, with = or without", () => {
    const line =
      "a.yaml --format=json -o report.json --severity warning b.yaml --max-warnings 3 --rule traffic-sum=off --rule yaml-syntax=hint --seldon-version 1.16.0 --max-size 10 --no-color --config ci/lint.yaml --baseline=known.json --facts seen.json --include-docs --fix";
    expect(parseArguments(line.split(" "))).toEqual({
      kind: "lint",
      paths: ["a.yaml", "b.yaml"],
      format: "json",
      output: "report.json",
      fix: "write",
      threshold: "warning",
      maxWarnings: 3,
      severities: { "traffic-sum": "off", "yaml-syntax": "hint" },
      config: { file: "ci/lint.yaml" },
      baseline: "known.json",
      facts: "seen.json",
      seldonVersion: "1.16.0",
      includeDocs: true,
      stdinFileName: undefined,
      maxSize: 10,
      color: "never",
    });
  });

  test("a file with the name of an option comes after --", () => {
    expect(parseArguments(["--", "--fix"])).toMatchObject({ paths: ["--fix"], fix: "none" });
  });
});

describe("other commands", () => {
  test.each([
    [["--help"], { kind: "help" }],
    [["lint", "-h"], { kind: "help" }],
    [["--version"], { kind: "version" }],
    [["init"], { kind: "init" }],
    [["rules"], { kind: "rules", format: "text", output: undefined }],
    [["rules", "--format", "markdown"], { kind: "rules", format: "markdown", output: undefined }],
    [["explain", "traffic-sum"], { kind: "explain", rule: "traffic-sum" }],
  ])("%j", (argv, expected) => {
    expect(parseArguments(argv)).toEqual(expected);
  });
});

describe("what cannot be understood is said", () => {
  test.each([
    [["--formt", "json"], 'There is no option --formt. Did you mean "--format"?'],
    [["-x"], "There is no option -x."],
    [["--fix=yes"], "The option --fix takes no value."],
    [["--format"], "The option --format needs a value: --format=FORMAT."],
    [["--output", "--fix"], "The option --output needs a value: --output=FILE."],
    [
      ["--format", "jsonn"],
      '--format takes text, json, sarif, github, junit or codequality, not "jsonn". Did you mean "json"?',
    ],
    [["--format", "markdown"], '--format takes text, json, sarif, github, junit or codequality, not "markdown".'],
    [["--format", "json", "--format", "text"], "The option --format is given 2 times."],
    [["--severity", "fatal"], '--severity takes error, warning, information or hint, not "fatal".'],
    [["--max-warnings", "many"], '--max-warnings takes a whole number, not "many".'],
    [["--max-size=-1"], '--max-size takes a whole number, not "-1".'],
    [
      ["--rule", "traffic-sum"],
      '--rule takes the form ID=LEVEL, such as --rule traffic-sum=off. Given: "traffic-sum".',
    ],
    [
      ["--rule", "trafic-sum=off"],
      'There is no rule "trafic-sum". Did you mean "traffic-sum"? The command "rules" lists all of them.',
    ],
    [["--rule", "traffic-sum=none"], '--rule traffic-sum= takes off, error, warning, information or hint, not "none".'],
    [
      ["--seldon-version", "2.0"],
      '--seldon-version knows 1.15, 1.16, 1.17 or 1.18 and their patch releases, not "2.0".',
    ],
    [["--config", "a.yaml", "--no-config"], "Use either --config or --no-config, not both."],
    [["init", "here"], 'The command "init" takes no arguments: it writes to the current folder.'],
    [["--fix", "--fix-dry-run"], "Use either --fix or --fix-dry-run, not both."],
    [["--fix-dry-run", "--format", "json"], "--fix-dry-run prints a diff, so it cannot be combined with --format."],
    [
      ["--fix", "-"],
      "Text from standard input cannot be fixed in place. Use --fix-dry-run to get the changes as a diff.",
    ],
    [["-", "a.yaml"], "Standard input (-) cannot be combined with other paths."],
    [["rules", "--fix"], 'The command "rules" has no option --fix.'],
    [["rules", "traffic-sum"], 'The command "rules" takes no arguments. To read about one rule: explain traffic-sum.'],
    [["explain"], 'The command "explain" takes the id of one rule, such as: explain traffic-sum.'],
    [
      ["explain", "yaml-sintax"],
      'There is no rule "yaml-sintax". Did you mean "yaml-syntax"? The command "rules" lists all of them.',
    ],
  ])("%j", (argv, message) => {
    expect(parseArguments(argv)).toEqual({ kind: "invalid", message });
  });
});
