// Templates are told from manifests, in time that grows with the text and no faster.
import { describe, expect, test } from "vitest";
import { isPatchFile, isTemplated, isTemplateFile, isTemplateSource } from "./template.ts";

describe("isTemplated", () => {
  test.each([
    "{{ .Values.modelUri }}",
    '{{ printf "%s/%s" .bucket .path }}',
    "s3://{{bucket}}/model",
    "{{-\n  .Values.x\n}}",
    "${MODEL_URI}",
    "${{ secrets.KEY }}",
    "$(MODEL_URI)",
    "{% if a %}x{% endif %}",
    "<%= uri %>",
  ])("%s", text => {
    expect(isTemplated(text)).toBe(true);
  });

  test.each([
    "s3://models/churn",
    "{}",
    '{"a": {"b": 1}}',
    "100 %",
    "$HOME",
    "a < b > c",
    "{{ open",
    "${open",
    "$(echo hi)",
  ])("not %s", text => {
    expect(isTemplated(text)).toBe(false);
  });
});

describe("isTemplateSource", () => {
  test.each([
    "{{- if .Values.x }}\na: 1\n{{- end }}\n",
    "  {% for a in b %}\n",
    "a: {{ b }}\n",
    "# {{ if .x }}\n",
    '\n\n{{ include "labels" . }}\n',
  ])("%j", text => {
    expect(isTemplateSource(text)).toBe(true);
  });

  test.each(["a: { b: 1 }\n", "a: '{{ b }}'\n", "# {{ name }}\n", ""])("not %j", text => {
    expect(isTemplateSource(text)).toBe(false);
  });
});

test.each([
  ["deploy/model.yaml.j2", true],
  ["chart/templates/model.yaml", true],
  ["chart\\templates\\model.yaml", true],
  ["templates/_helpers.tpl", true],
  ["templates.yaml", false],
  ["my-templates/model.yaml", false],
  [undefined, false],
])("%s is a template file: %s", (fileName, expected) => {
  expect(isTemplateFile(fileName)).toBe(expected);
});

test.each([
  ["blank lines", "\n".repeat(300_000)],
  ["open braces", "{{ ".repeat(300_000)],
  ["open statements", "{% ".repeat(300_000)],
  ["open variables", "${a".repeat(300_000)],
  ["open tags", "<% ".repeat(300_000)],
  ["blanks behind colons", `:${" ".repeat(300_000)}`.repeat(2)],
])("%s take no time to speak of", (_, text) => {
  const start = performance.now();
  isTemplated(text);
  isTemplateSource(`{${text}`);
  expect(performance.now() - start).toBeLessThan(1_000);
});

describe("kustomize patches are known by their names", () => {
  test.each([
    "replicas-patch.yaml",
    "overlays/prod/patch.yml",
    "patch_memory.yaml",
    "C:\\prod\\patches\\memory.yaml",
    "patches/a.yaml",
  ])("%s", name => {
    expect(isPatchFile(name)).toBe(true);
  });

  test.each(["model.yaml", "patches.md", "patch/model.yaml", "dispatches/model.yaml", "patch.json", undefined])(
    "not %s",
    name => {
      expect(isPatchFile(name)).toBe(false);
    },
  );
});
