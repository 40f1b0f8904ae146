// The configuration file: what is understood, and that nothing wrong in it passes in silence.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMPTY_CONFIG, readConfig } from "./read-config.ts";

function problems(text: string): string[] {
  return readConfig(text).problems.map(({ message, range }) => `${text.slice(range.start, range.end)}: ${message}`);
}

test.each(["", "# nothing yet\n", "---\n", "rules:\nignore:\n", "{}", "\uFEFF# head\n"])("%j is empty", text => {
  expect(readConfig(text)).toEqual({ config: EMPTY_CONFIG, problems: [] });
});

test("everything at once", () => {
  const { config, problems: none } = readConfig(`# ours
seldonVersion: 1.16
kubernetesVersion: 1.30
rules:
  traffic-sum: off
  image-tag: "warning"
ignore: [vendor, "**/generated/*.yaml"]
templates:
  - deploy/*.yaml
servers:
  TORCH_SERVER:
  ONNX_SERVER:
    parameters: [threads]
    protocols: [v2, kfserving]
`);
  expect(none).toEqual([]);
  expect(config).toMatchObject({
    seldonVersion: "1.16",
    severities: { "traffic-sum": "off", "image-tag": "warning" },
    servers: { TORCH_SERVER: {}, ONNX_SERVER: { parameters: ["threads"], protocols: ["v2", "v2"] } },
  });
  expect(config.ignore.map(glob => glob.matches("a/generated/b.yaml"))).toEqual([false, true]);
  expect(config.templates.map(glob => glob.matches("deploy/b.yaml"))).toEqual([true]);
});

test("servers as a plain list", () => {
  expect(readConfig("servers: [A_SERVER, B_SERVER]").config.servers).toEqual({ A_SERVER: {}, B_SERVER: {} });
});

describe("a problem is told at its place, and the rest counts", () => {
  test.each([
    ["rule: {}", "rule: The configuration has no field rule. Did you mean rules?"],
    ["rules: { trafic-sum: off }", "trafic-sum: There is no rule trafic-sum. Did you mean traffic-sum?"],
    [
      "rules: { traffic-sum: warn }",
      'warn: The rule traffic-sum can be set to off, error, warning, information, hint, not "warn". Did you mean warning?',
    ],
    [
      "rules: { traffic-sum: false }",
      'false: The rule traffic-sum can be set to off, error, warning, information, hint, not "false".',
    ],
    [
      "seldonVersion: 2.0",
      'seldonVersion has to be one of 1.15, 1.16, 1.17, 1.18 or a patch release of them, such as 1.17.1, not "2.0".',
    ],
    ["seldonVersion: [1]", "seldonVersion has to be one of 1.15"],
    [
      "kubernetesVersion: latest",
      'latest: kubernetesVersion has to be a Kubernetes version such as 1.31, not "latest".',
    ],
    ["ignore: vendor", "vendor: ignore has to be a list, with a dash before each entry."],
    ['ignore: ["!a"]', 'The pattern "!a" begins with "!"'],
    ["ignore: [5]", '5: The pattern "5" is no text: put it in quotes.'],
    ["ignore: [{ a: b }]", "a: The pattern here is no text: put it in quotes."],
    ["servers: TORCH_SERVER", "servers has to be a mapping, with a key and a colon on each line."],
    ["servers: { A: { parameter: [] } }", "parameter: The server A has no field parameter. Did you mean parameters?"],
    ["servers: { A: { protocols: [v3] } }", 'v3: A protocol is one of seldon, tensorflow, v2, kfserving, not "v3".'],
    ["servers: [1]", '1: An entry of servers has to be a name, not "1".'],
    ["servers: { '': {} }", "'': A server has to have a name."],
    ["- rules", "The configuration has to be a mapping"],
    ["ignore: []\nignore: [a]", "ignore: ignore is written twice here. Keep one of them."],
    ["rules: {\n", "A bracket that is opened before"],
    ["ignore: []\n---\nignore: []\n", "---: Only the first document of this file counts."],
  ])("%j", (text, expected) => {
    expect(problems(text)).toEqual([expect.stringContaining(expected)]);
  });

  test("two wrong rules beside a right one", () => {
    const { config, problems: found } = readConfig("rules:\n  a: off\n  traffic-sum: hint\n  b: off\n");
    expect(config.severities).toEqual({ "traffic-sum": "hint" });
    expect(found).toHaveLength(2);
  });

  test("places count from the start of the file", () => {
    expect(problems("# head\n---\nrule: {}\n")).toEqual([expect.stringMatching(/^rule: /)]);
  });
});

test("names of JavaScript's own are names like any other", () => {
  expect(problems("rules: { constructor: off, __proto__: off }")).toHaveLength(2);
  expect(problems("servers: { A: { protocols: [constructor] } }")).toHaveLength(1);
  expect(Object.keys(readConfig("servers: { __proto__: { parameters: [a] } }").config.servers)).toEqual(["__proto__"]);
});

test("no text makes it throw", () => {
  const pieces = [
    "rules",
    "ignore",
    "servers",
    ":",
    "\n",
    "  ",
    "- ",
    "{",
    "}",
    "[",
    "*a",
    "&a ",
    "<<: ",
    "off",
    "'",
    "!!int ",
    "\u0000",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), parts => {
      const text = parts.join("");
      for (const { range } of readConfig(text).problems) expect(range.end).toBeLessThanOrEqual(text.length);
    }),
  );
});
