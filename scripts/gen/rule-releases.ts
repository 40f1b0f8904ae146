// Remembers in which release each rule came: a rule that is new gets the version in package.json, all others keep theirs.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { allRules } from "../../server/src/core/index.ts";
import { packageVersion } from "../bundle-options.ts";
import { projectRoot } from "../project-root.ts";
import type { GeneratedFile } from "../gen.ts";

const FILE = "scripts/gen/rule-releases.json";

/** Version by rule id. */
export function ruleReleases(): Readonly<Record<string, string>> {
  const file = path.join(projectRoot, FILE);
  const known = existsSync(file) ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8"))) : {};
  return Object.fromEntries(allRules.map(({ meta }) => [meta.id, known[meta.id] ?? packageVersion()]));
}

export function ruleReleasesFile(): GeneratedFile {
  return { path: FILE, text: `${JSON.stringify(ruleReleases(), undefined, 2)}\n` };
}
