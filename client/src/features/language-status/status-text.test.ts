import { describe, expect, test } from "vitest";
import { isTemplateFile, isTemplateSource } from "../../../../server/src/core/index.ts";
import { describeStatus, type StatusFacts } from "./status-text.ts";
import { isTemplatePath, isTemplateText } from "./template-path.ts";

const clean: StatusFacts = {
  server: "running",
  version: "1.17.1",
  counts: { error: 0, warning: 0, information: 0, hint: 0 },
  isTemplate: false,
};

test("a clean manifest", () => {
  expect(describeStatus(clean)).toEqual({
    text: "Seldon 1.17.1",
    detail: "No problems found",
    severity: "information",
    isBusy: false,
    command: { title: "Show Log", id: "seldon.showLog" },
  });
});

test("counts problems in words, zero left out", () => {
  const { detail, severity } = describeStatus({ ...clean, counts: { error: 1, warning: 2, information: 0, hint: 1 } });
  expect(detail).toBe("1 error, 2 warnings, 1 hint");
  expect(severity).toBe("warning");
});

test("says that a template without problems is checked after rendering", () => {
  expect(describeStatus({ ...clean, isTemplate: true }).detail).toBe("Template: checked after rendering");
});

test("says of a template with problems that there may be more after rendering", () => {
  const facts = { ...clean, isTemplate: true, counts: { ...clean.counts, warning: 1 } };
  expect(describeStatus(facts).detail).toBe("1 warning; the rest is checked after rendering");
});

test("is busy until the server runs", () => {
  expect(describeStatus({ ...clean, server: "waiting" }).isBusy).toBe(true);
  expect(describeStatus({ ...clean, server: "starting" }).isBusy).toBe(true);
});

test("offers a restart when the server is gone, whatever problems are left", () => {
  const { severity, command } = describeStatus({ ...clean, server: "stopped" });
  expect(severity).toBe("error");
  expect(command.id).toBe("seldon.restartLanguageServer");
});

test.each([
  ["{{- if .Values.on }}\nkind: SeldonDeployment\n{{- end }}\n", true],
  ["name: {{ name }}\n", true],
  ["{% for m in models %}\n", true],
  ['name: "{{ name }}"\n', false],
  ["name: ${NAME}\n", false],
])("isTemplateText agrees with the engine on %j", (text, expected) => {
  expect(isTemplateText(text)).toBe(expected);
  expect(isTemplateSource(text)).toBe(expected);
});

describe("isTemplatePath agrees with the engine", () => {
  test.each([
    ["chart/templates/model.yaml", true],
    ["deploy/model.yaml.j2", true],
    ["deploy/model.j2.yaml", true],
    ["deploy/model.tpl", true],
    ["templates.yaml", false],
    ["deploy/model.yaml", false],
    ["C:\\chart\\templates\\model.yaml", true],
  ])("%s: %s", (path, expected) => {
    expect(isTemplatePath(path)).toBe(expected);
    expect(isTemplateFile(path)).toBe(expected);
  });
});
