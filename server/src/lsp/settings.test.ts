// Settings: what is taken, what is refused in words, and what the engine is asked with.
import { expect, test } from "vitest";
import { EMPTY_CONFIG } from "../core/index.ts";
import { DEFAULT_SETTINGS, lintOptions, readSettings, withConfig } from "./settings.ts";

function read(input: unknown): { settings: ReturnType<typeof readSettings>; warnings: string[] } {
  const warnings: string[] = [];
  return { settings: readSettings(input, DEFAULT_SETTINGS, message => warnings.push(message)), warnings };
}

test("nothing is the defaults", () => {
  for (const input of [undefined, null, {}, [], "seldon", { rules: null, version: "" }]) {
    expect(read(input)).toEqual({ settings: DEFAULT_SETTINGS, warnings: [] });
  }
  expect(DEFAULT_SETTINGS).toMatchObject({ seldonVersion: "1.17.1", debounce: 200, yamlSyntax: true });
});

test("what is given is taken", () => {
  const plain = { debounce: 0, yamlSyntax: false, codeLens: false };
  const hints = { port: false, replicas: true, serviceUrl: false };
  const kinds = { server: false, graph: false };
  const rules = { "traffic-sum": "warning" };
  const input = { rules, version: "1.16", ...plain, codeLensKinds: kinds, inlayHints: hints };
  expect(read(input)).toEqual({
    settings: {
      ...{ severities: rules, seldonVersion: "1.16", ...plain, serverLens: false },
      inlayHints: new Set(["traffic", "probeBudget", "replicas"]),
    },
    warnings: [],
  });
});

test.each([
  [{ version: "2.0" }, "seldon.version"],
  [{ version: 1.17 }, "seldon.version"],
  [{ inlayHints: { port: 1 } }, "seldon.inlayHints.port"],
  [{ codeLensKinds: { server: "off" } }, "seldon.codeLensKinds.server"],
  [{ debounce: -1 }, "seldon.debounce"],
  [{ yamlSyntax: "no" }, "seldon.yamlSyntax"],
  [{ rules: { "trafic-sum": "off" } }, "trafic-sum"],
  [{ rules: { "traffic-sum": true } }, "traffic-sum"],
  [{ rules: { constructor: "off" } }, "constructor"],
])("%j is refused with a word about it", (input, part) => {
  const { settings, warnings } = read(input);
  expect(settings).toEqual(DEFAULT_SETTINGS);
  expect(warnings).toEqual([expect.stringContaining(part)]);
});

test("syntax errors left to somebody else are off, whatever the rules say", () => {
  const { settings } = read({ yamlSyntax: false, rules: { "yaml-syntax": "error" } });
  expect(lintOptions(withConfig(settings, undefined, undefined), undefined).severities).toEqual({
    "yaml-syntax": "off",
  });
});

test("the configuration file goes before the settings, entry by entry", () => {
  const { settings } = read({ version: "1.15", rules: { "traffic-sum": "off", "image-tag": "error" } });
  const config = { ...EMPTY_CONFIG, severities: { "traffic-sum": "hint" as const }, servers: { TORCH_SERVER: {} } };
  const loaded = { path: "", base: "/", text: "", config, problems: [] };
  expect(lintOptions(withConfig(settings, loaded, "/a.yaml"), "a.yaml")).toMatchObject({
    severities: { "traffic-sum": "hint", "image-tag": "error" },
    seldonVersion: "1.15",
    servers: { TORCH_SERVER: {} },
  });
  const newer = { ...loaded, config: { ...config, seldonVersion: "1.18" } };
  expect(withConfig(settings, newer, "/a.yaml").seldonVersion).toBe("1.18");
});
