// The server speaks the language of the translations that the editor names, and English where there are none or they cannot be read.
import path from "node:path";
import { expect, test } from "vitest";
import { LspClient } from "../../support/lsp-client.ts";
import { pseudoTexts, untranslated } from "../../support/pseudo-locale.ts";
import { scratchFolder } from "../../support/scratch-folder.ts";
import { CANARY } from "./manifests.ts";

const URI = "file:///workspace/canary.yaml";

test("findings, fixes, hovers and hints are in the editor's language", async () => {
  const bundle = JSON.stringify(pseudoTexts("l10n/bundle.l10n.json"));
  const folder = scratchFolder({ "bundle.l10n.qps-ploc.json": bundle }).path;
  const file = path.join(folder, "bundle.l10n.qps-ploc.json");
  await using client = await LspClient.start({ environment: { SELDON_TRANSLATIONS: file } });
  await client.open(URI, CANARY);
  const diagnostics = await client.diagnostics(URI);
  const [problem] = diagnostics;
  const texts = diagnostics.flatMap(({ message, relatedInformation = [] }) => [
    typeof message === "string" ? message : message.value,
    ...relatedInformation.map(related => related.message),
  ]);
  const actions = problem ? await client.codeActions(URI, problem.range, diagnostics) : [];
  texts.push(...actions.map(({ title }) => title));
  expect(texts.length).toBeGreaterThan(4);
  expect(texts.filter(text => untranslated(text) !== "")).toEqual([]);
});

test("translations that cannot be read leave it English", async () => {
  await using client = await LspClient.start({ environment: { SELDON_TRANSLATIONS: "/no/such/bundle.json" } });
  await client.open(URI, CANARY);
  const [problem] = await client.diagnostics(URI);
  expect(problem?.message).toContain("adds up to 90, not 100");
});
