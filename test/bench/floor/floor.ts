// The least that a check of manifests can be: every file of a folder read by js-yaml and held against the schema by ajv.
// Counts the files that are not valid, without saying where or why.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { loadAll } from "js-yaml";

const [folder = ".", validator = ""] = process.argv.slice(2);
const validate: unknown = createRequire(path.resolve(folder, "floor.js"))(validator);
if (!isValidator(validate)) throw new Error(`${validator} is no validator made by ajv.`);
let invalid = 0;
for (const name of readdirSync(folder)) {
  const documents = loadAll(readFileSync(path.join(folder, name), "utf8"));
  if (!documents.every(document => validate(document))) invalid++;
}
process.stdout.write(`${invalid}\n`);
process.exitCode = invalid === 0 ? 0 : 1;

function isValidator(value: unknown): value is (document: unknown) => boolean {
  return typeof value === "function";
}
