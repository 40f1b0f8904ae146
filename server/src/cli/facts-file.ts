// The file that `--facts` names: what others know that no manifest tells, such as what a cluster showed.
import { readFileSync } from "node:fs";
import type { Facts } from "../../../schemas/src/index.ts";
import { readFacts } from "../core/index.ts";
import { reasonOf } from "./files.ts";

/** Reads it, or says in half sentences what is wrong with it: facts that are half understood would help nobody. */
export function readFactsFile(file: string): Facts | { readonly problems: readonly string[] } {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return { problems: [`the file cannot be read (${reasonOf(error)})`] };
  }
  let input: unknown;
  try {
    input = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { problems: [`the file is not JSON (${reasonOf(error)})`] };
  }
  const { facts, problems } = readFacts(input);
  return problems.length > 0 ? { problems } : facts;
}
