// What must hold for the rules as a whole: names, sentences, coverage, and that no two of them say the same thing.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { allRules, lintText, type LintFinding } from "../../server/src/core/index.ts";
import { allCases } from "../support/rule-cases.ts";

const metas = allRules.map(rule => rule.meta);
const cases = allCases();

describe("metadata", () => {
  test("ids are kebab-case words, unique, and the names of the folders", () => {
    const ids = metas.map(meta => meta.id);
    expect(ids.filter(id => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))).toEqual([]);
    const folders = readdirSync(path.join(projectRoot, "server/src/core/rules"), { withFileTypes: true }).filter(
      entry => entry.isDirectory(),
    );
    expect([...ids].sort()).toEqual(folders.map(folder => folder.name).sort());
  });

  test("titles say what is done about it, without a full stop", () => {
    const wrong = metas.filter(
      ({ title }) => !/^(Require|Disallow|Prefer|Report) \S/.test(title) || title.endsWith("."),
    );
    expect(wrong.map(({ id, title }) => `${id}: ${title}`)).toEqual([]);
  });

  test("reasons and remedies are whole sentences", () => {
    const wrong = metas.flatMap(({ id, why, remedy }) =>
      [why, remedy].filter(text => !isSentence(text)).map(text => `${id}: ${text}`),
    );
    expect(wrong).toEqual([]);
  });

  test("messages are whole sentences", () => {
    const wrong = metas.flatMap(({ id, messages }) =>
      Object.entries(messages).flatMap(([messageId, { text }]) =>
        isSentence(text) ? [] : [`${id}/${messageId}: ${text}`],
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("messages quote no catalogue ids: these are for us, not for the reader", () => {
    const wrong = metas.flatMap(({ id, messages }) =>
      Object.entries(messages).flatMap(([messageId, { text }]) =>
        /\b[SF]\d\d\b/.test(text) ? [`${id}/${messageId}`] : [],
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("failure modes have the catalogue's form", () => {
    expect(
      metas.flatMap(({ id, failureModes }) =>
        failureModes.filter(mode => !/^[SF]\d\d$/.test(mode)).map(mode => `${id}: ${mode}`),
      ),
    ).toEqual([]);
  });

  test("only errors say that somebody refuses the manifest", () => {
    const wrong = metas.flatMap(({ id, severity, messages }) =>
      Object.entries(messages).flatMap(([messageId, message]) =>
        message.refusedBy !== undefined && (message.severity ?? severity) !== "error" ? [`${id}/${messageId}`] : [],
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("every rule has its page", () => {
    expect(
      metas.filter(({ id }) => !existsSync(path.join(projectRoot, "docs/rules", `${id}.md`))).map(({ id }) => id),
    ).toEqual([]);
  });
});

/** Messages of the engine itself that no case file can bring about, and where they are tested instead. */
const TESTED_ELSEWHERE: Readonly<Record<string, string>> = {
  "internal-error/crashed": "no rule crashes on purpose; server/src/core/lint has a rule that does",
  "document-too-large/tooLarge": "no file of 5 MB is kept; the command line's tests make one",
};

test("every message is shown by a case", () => {
  const shown = new Set(cases.flatMap(({ expected }) => expected.map(finding => finding.code)));
  const missing = metas.flatMap(({ id, messages }) =>
    Object.keys(messages).flatMap(messageId => {
      const code = `${id}/${messageId}`;
      return shown.has(code) || TESTED_ELSEWHERE[code] !== undefined || isInTest(id, messageId) ? [] : [code];
    }),
  );
  expect(missing).toEqual([]);
});

/** Pairs of rules that may report the same place with the same severity, each with the reason. */
const ALLOWED_PAIRS: Readonly<Record<string, string>> = {
  "model-uri-placeholder + rclone-remote":
    "a bucket still to be filled in and a remote still to be configured are two tasks at one place",
};

test("no two rules report the same place with the same severity", () => {
  const pairs = new Set<string>();
  for (const { text, file } of cases) {
    const { findings } = lintText(text, { rules: allRules, fileName: file, onCrash: "throw" });
    for (const [index, first] of findings.entries()) {
      for (const second of findings.slice(index + 1)) {
        const pair = [first.rule, second.rule].sort().join(" + ");
        if (first.rule !== second.rule && samePlace(first, second) && ALLOWED_PAIRS[pair] === undefined)
          pairs.add(`${pair} in ${file}`);
      }
    }
  }
  expect([...pairs]).toEqual([]);
});

function samePlace(first: LintFinding, second: LintFinding): boolean {
  return (
    first.severity === second.severity &&
    first.range.start === second.range.start &&
    first.range.end === second.range.end
  );
}

/**
 * Begins with a capital, a quotation, a value or a name that is written small (`kubectl`, `rclone`, `ratioA`); ends with a full stop,
 * with code, or with a quotation that ends the sentence.
 */
function isSentence(text: string): boolean {
  return (
    /^(["'`{A-Z0-9]|(?:kubectl|rclone|mlflow|mlflowserver)\b|[a-z]+[A-Z])/.test(text) &&
    /([.`]|\.["')])$/.test(text.trimEnd())
  );
}

/** Cases that a YAML file cannot hold, such as JSON with findings, are written in the rule's test. */
function isInTest(id: string, messageId: string): boolean {
  const file = path.join(projectRoot, "server/src/core/rules", id, "rule.test.ts");
  return existsSync(file) && new RegExp(`["'/]${messageId}\\b`).test(readFileSync(file, "utf8"));
}
