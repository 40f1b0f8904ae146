// Everything that rules, signatures and diagnoses say goes through l10n: spoken in a language of brackets, no word stands outside of them.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { untranslated } from "../support/pseudo-locale.ts";
import { describe, expect, test } from "vitest";
import { Facts } from "../../schemas/src/index.ts";
import { caseNames, isCaseInput } from "../../scripts/case-names.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { allRules, lintText, type LintFinding, type Rule } from "../../server/src/core/index.ts";
import { diagnoseLog } from "../../client/src/domain/index.ts";
import { SIGNATURES } from "../../client/src/domain/signatures/registry.ts";
import { readCaseFile } from "../support/case-file.ts";

describe("no word stays English in", () => {
  test.each(allRules.map(rule => [rule.meta.id, rule] as const))("findings of %s", (_id, rule) => {
    const found = casesOf(rule).flatMap(sentences);
    expect(found.filter(text => untranslated(text) !== "")).toEqual([]);
  });

  test.each(SIGNATURES.map(signature => [signature.id, signature] as const))("the signature %s", (_id, signature) => {
    const [sample] = signature.samples;
    const matches = diagnoseLog({
      source: sample?.source ?? signature.sources[0] ?? "model-log",
      lines: sample?.lines ?? [],
      role: sample?.role,
      exitCode: sample?.exitCode,
      reason: sample?.reason,
    });
    const texts = matches.flatMap(({ title, meaning, remedy }) => [title, meaning, remedy]);
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter(text => untranslated(text) !== "")).toEqual([]);
  });
});

function casesOf(rule: Rule): readonly LintFinding[] {
  const folder = path.join(projectRoot, "server/src/core/rules", rule.meta.id, "cases");
  return caseNames(folder)
    .filter(isCaseInput)
    .flatMap(file => {
      const { text } = readCaseFile(readFileSync(path.join(folder, file), "utf8"));
      const factsFile = path.join(folder, "../facts", `${file.replace(/\.[A-Za-z]+$/, "")}.json`);
      const facts = existsSync(factsFile) ? Facts.parse(JSON.parse(readFileSync(factsFile, "utf8"))) : undefined;
      return lintText(text, { rules: [rule], fileName: file, onCrash: "throw", ...(facts && { facts }) }).findings;
    });
}

function sentences({ message, related, fixes }: LintFinding): string[] {
  return [message, ...related.map(place => place.message), ...fixes.map(({ title }) => title)];
}
