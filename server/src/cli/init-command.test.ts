// The configuration that `init` writes: valid as it is, and with every hash taken out.
import { expect, test } from "vitest";
import { LintConfigFile } from "../../../schemas/src/index.ts";
import { EMPTY_CONFIG, readConfig } from "../core/index.ts";
import { INITIAL_CONFIG } from "./init-command.ts";

test("changes nothing", () => {
  expect(readConfig(INITIAL_CONFIG)).toEqual({ config: EMPTY_CONFIG, problems: [] });
});

test("is valid once everything in it is switched on", () => {
  const { config, problems } = readConfig(INITIAL_CONFIG.replaceAll(/^#(?! \S)/gm, ""));
  expect(problems).toEqual([]);
  expect(config.seldonVersion).toBe("1.17.1");
  expect(config.ignore).toHaveLength(2);
});

test("names every key of the contract that does something", () => {
  const keys = Object.keys(LintConfigFile.shape).filter(key => key !== "kubernetesVersion");
  for (const key of keys) expect(INITIAL_CONFIG).toContain(`\n#${key}:`);
});
